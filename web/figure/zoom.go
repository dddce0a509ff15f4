package figure

import "strings"

// zoom is the position of a picture in its pane: a point p of the picture is at K·p + (X, Y). Lengths are in CSS
// pixels. The zero zoom needs Layout first.
type zoom struct {
	X, Y, K float64
	// PaneW and PaneH are the size of the pane, W and H that of the picture at K = 1.
	PaneW, PaneH, W, H float64
	// Large is the largest scale before a person asks for more; 0 means 1.
	Large float64
	// Tall shows all of the picture's height: the page scrolls past it.
	Tall bool
	// Own says that a person has moved the picture. Then it stays where it is as long as possible.
	Own bool
}

const (
	// readable is the least size at which a picture is shown before a person asks for less: type of 12 pixels is then
	// 8.6 high, and the graph of the chapter's network fits into its place in a window of 1280.
	readable = 0.72
	// whole is the least size at which a picture is shown that is whole then: one that is wider by a number's digits is
	// not cut for them.
	whole = 0.66
	// maxPane bounds the height of a pane, so that a picture never fills the screen with the page's scrolling under it,
	// unless it is Tall.
	maxPane = 560
	minPane = 160
	// maxZoom is how large a picture can be made, and zoomStep what a key or a button does.
	maxZoom  = 4
	zoomStep = 1.25
)

// Layout takes the pane's width and the picture's size. A picture that nobody has moved is as wide as the pane, but
// neither larger than Large nor too small to read; one of another size begins at its upper left.
func (z zoom) Layout(paneW, w, h float64) zoom {
	was := z
	z.PaneW, z.W, z.H = max(paneW, 1), max(w, 1), max(h, 1)
	k := min(max(1, z.Large), z.PaneW/z.W)
	if k < whole {
		k = readable
	}
	if z.PaneH = max(minPane, z.H*k); !z.Tall {
		z.PaneH = min(maxPane, z.PaneH)
	}
	if !z.Own {
		if z.K = k; z.K != was.K || z.W != was.W || z.H != was.H {
			z.X, z.Y = 0, 0
		}
	}
	return z.within()
}

// Fit shows all of the picture.
func (z zoom) Fit() zoom {
	z.Own = true
	z.K, z.X, z.Y = z.fitting(), 0, 0
	return z.within()
}

// fitting is the size at which all of the picture is seen.
func (z zoom) fitting() float64 { return min(1, z.PaneW/z.W, z.PaneH/z.H) }

// By makes the picture f times as large, and keeps the point at x, y of the pane in place.
func (z zoom) By(f, x, y float64) zoom {
	k := max(min(z.fitting(), readable), min(maxZoom, z.K*f))
	z.X, z.Y = x-(x-z.X)*k/z.K, y-(y-z.Y)*k/z.K
	z.K, z.Own = k, true
	return z.within()
}

// Move moves the picture, and reports whether that was possible.
func (z zoom) Move(dx, dy float64) (moved zoom, ok bool) {
	n := z
	n.X, n.Y = z.X+dx, z.Y+dy
	n = n.within()
	if n == z {
		return z, false
	}
	n.Own = true
	return n, true
}

// Reveal moves the picture so that a rectangle of the pane, at x, y, is in sight with some room around it; of one that
// is too large, its beginning is.
func (z zoom) Reveal(x, y, w, h float64) zoom {
	const room = 24
	move := func(at, length, pane float64) float64 {
		switch {
		case at < room || length > pane-2*room:
			return room - at
		case at+length > pane-room:
			return pane - room - at - length
		}
		return 0
	}
	if n, ok := z.Move(move(x, w, z.PaneW), move(y, h, z.PaneH)); ok {
		n.Own = z.Own // the page moved it, not a person
		return n
	}
	return z
}

// beyond names the sides at which the picture goes on beyond the pane.
func (z zoom) beyond() string {
	const hair = 1 // what is less is a matter of rounding
	var sides []string
	for _, s := range []struct {
		name string
		by   float64
	}{{"left", -z.X}, {"right", z.X + z.K*z.W - z.PaneW}, {"up", -z.Y}, {"down", z.Y + z.K*z.H - z.PaneH}} {
		if s.by > hair {
			sides = append(sides, s.name)
		}
	}
	return strings.Join(sides, " ")
}

// within keeps the picture in the pane: one that is smaller lies in its middle, one that is larger fills it.
func (z zoom) within() zoom {
	keep := func(at, length, pane float64) float64 {
		if length <= pane {
			return (pane - length) / 2
		}
		return min(0, max(pane-length, at))
	}
	z.X, z.Y = keep(z.X, z.K*z.W, z.PaneW), keep(z.Y, z.K*z.H, z.PaneH)
	return z
}
