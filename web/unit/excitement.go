package unit

import (
	"strconv"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// How many test images are looked at, in all, and while training goes on; how many of them are shown that excite the
// unit the most, and the least.
const (
	AllImages, FewImages = 10_000, 1_000
	Most, Least          = 12, 4
)

// Subject is what the test images do depends on: a version of the network, at its step, and a unit of the value of a
// node.
type Subject struct{ Network, Step, Node, At int }

// Excited is what the test images do to a unit.
type Excited struct {
	Of Subject
	// Asked is how many images were to be looked at, and Images how many of them there are.
	Asked, Images int
	// Values has the value for each image, of a channel the largest one. Places says where that is.
	Values []float64
	Places []int
}

// Picture is an image of the test set.
type Picture struct {
	Label  int
	Pixels []float64
}

// Excitement is what the page knows of what the test images do to the unit that is looked at. It is never changed in
// place.
type Excitement struct {
	// Shown is the latest complete answer, or nil. It may be about another unit, or an older network.
	Shown *Excited
	// Pictures are the images of Shown to look at, by their index, as far as they are here.
	Pictures map[int]Picture

	growing *Excited // an answer that comes in parts, or nil
	// problem says why there is no answer about failed, or is "".
	problem string
	failed  Subject
}

// Question returns the Command for the next part of the answer about the unit that is looked at, and what that is
// about, or false if nothing is missing. While the network trains, an answer that has begun is completed, about a step
// that has passed meanwhile.
func (e *Excitement) Question(now Subject, images int, trains bool) (of Subject, c protocol.Excite, ok bool) {
	c = protocol.Excite{Node: now.Node, Unit: now.At, Images: images}
	if g := e.growing; g != nil && g.Asked == images && g.Of.same(now) && (trains || g.Of == now) {
		c.From = len(g.Values)
		return g.Of, c, true
	}
	return now, c, !e.Knows(now, images) && e.Problem(now) == ""
}

// same says that subjects are the same unit, of whatever step.
func (s Subject) same(other Subject) bool { return s.Node == other.Node && s.At == other.At }

// Knows reports whether the answer about a subject is here, for so many images.
func (e *Excitement) Knows(of Subject, images int) bool {
	return e.Shown != nil && e.Shown.Of == of && e.Shown.Asked >= images
}

// Problem says why there is no answer about a subject, or is "".
func (e *Excitement) Problem(of Subject) string {
	if e.failed != of {
		return ""
	}
	return e.problem
}

// About returns the answer about a unit of the network that is shown, of whatever step, or nil.
func (e *Excitement) About(of Subject) *Excited {
	if s := e.Shown; s != nil && s.Of.same(of) {
		return s
	}
	return nil
}

// Progress returns how many images of the next answer have been looked at, of how many, or 0.
func (e *Excitement) Progress() (done, of int) {
	if e.growing == nil {
		return 0, 0
	}
	return len(e.growing.Values), e.growing.Images
}

// Answered records an answer to the Command about a subject. One that does not go on where the last one ended, or is of
// another step, changes nothing.
func (e *Excitement) Answered(of Subject, c protocol.Excite, answer protocol.Event) *Excitement {
	n := *e
	switch a := answer.(type) {
	case protocol.Failed:
		n.problem, n.failed = a.Message, of
	case protocol.Excited:
		g := Excited{Of: of, Asked: c.Images, Images: a.Images}
		if old := e.growing; c.From > 0 && old != nil && old.Of == of && old.Asked == c.Images {
			g.Values, g.Places = old.Values, old.Places
		}
		if a.Step != of.Step || a.From != len(g.Values) || len(a.Values) == 0 {
			return e
		}
		g.Values = append(g.Values[:a.From:a.From], a.Values...)
		if a.Places != nil {
			g.Places = append(g.Places[:a.From:a.From], a.Places...)
		}
		n.growing, n.problem = &g, ""
		if len(g.Values) >= g.Images {
			n.Shown, n.growing = &g, nil
		}
	}
	return &n
}

// Most returns the images that excite the unit the most, the most exciting first.
func (x *Excited) Most() []int {
	return Largest(Most, len(x.Values), func(i int) float64 { return x.Values[i] })
}

// Least returns those that excite it the least, none of which is among Most.
func (x *Excited) Least() []int {
	count := max(min(Least, len(x.Values)-Most), 0)
	return Largest(count, len(x.Values), func(i int) float64 { return -x.Values[i] })
}

// Flat says that all images give the same value, so that none excites the unit more than another.
func (x *Excited) Flat() bool {
	for _, v := range x.Values {
		if v != x.Values[0] {
			return false
		}
	}
	return true
}

// Missing returns the images to show that are not here.
func (e *Excitement) Missing() []int {
	if e.Shown == nil || e.Shown.Flat() {
		return nil
	}
	var missing []int
	for _, i := range append(e.Shown.Most(), e.Shown.Least()...) {
		if _, ok := e.Pictures[i]; !ok {
			missing = append(missing, i)
		}
	}
	return missing
}

// Pictured records images of the test set. Others are forgotten unless they are shown.
func (e *Excitement) Pictured(answer protocol.Event) *Excitement {
	p, ok := answer.(protocol.Pictured)
	if !ok || e.Shown == nil {
		return e
	}
	n := *e
	n.Pictures = map[int]Picture{}
	for k, i := range p.Indices {
		n.Pictures[i] = Picture{p.Labels[k], p.Pixels[k*form.Pixels : (k+1)*form.Pixels]}
	}
	for _, i := range append(e.Shown.Most(), e.Shown.Least()...) {
		if old, ok := e.Pictures[i]; ok {
			n.Pictures[i] = old
		}
	}
	return &n
}

// Words says how often the unit is active, which digits excite it, and where value, that of the image that is looked
// at, lies among those of the test images.
func (e *Excitement) Words(x *Excited, u *Unit, value float64) string {
	active, below := 0, 0
	for _, v := range x.Values {
		if v > 0 {
			active++
		}
		if v < value {
			below++
		}
	}
	all := len(x.Values)
	images := phrase.Grouped(all) + " test images"
	relu := u.nodes[u.Node].Kind == "ReLU"
	if x.Flat() {
		text := "All " + images + " give the same value, " + graphview.Format(x.Values[0], 3) + "."
		if relu && active == 0 {
			text += " The unit is dead on them: ReLU lets no gradient through, and training does not change its " +
				"weights."
		}
		return text
	}
	text, it := "It is ", "Its value for this image, "
	if u.Mapped() {
		text, it = "Somewhere in the map it is ", "Its largest value for this image, "
	}
	if relu {
		text += "active, which is above 0, for "
	} else {
		text += "above 0 for "
	}
	switch active {
	case 0:
		text += "none of " + images + "."
	case all:
		text += "all " + images + "."
	default:
		text += phrase.Grouped(active) + " of " + images + ", " + phrase.Percent(float64(active)/float64(all)) + "."
	}
	if digit, count := e.common(x); 2*count >= Most {
		text += " Of the " + strconv.Itoa(Most) + " that excite it most, " + strconv.Itoa(count) + " show " +
			phrase.Digit(digit) + "."
	}
	return text + " " + it + graphview.Format(value, 3) + ", is above those of " +
		phrase.Percent(float64(below)/float64(all)) + " of them."
}

// common returns the digit that most of the images of Most show, and how many do; 0 if they are not here.
func (e *Excitement) common(x *Excited) (digit, count int) {
	var counts [form.Classes]int
	for _, i := range x.Most() {
		p, ok := e.Pictures[i]
		if !ok {
			return 0, 0
		}
		if counts[p.Label]++; counts[p.Label] > count {
			digit, count = p.Label, counts[p.Label]
		}
	}
	return digit, count
}

// ImageWords says which test image it is, what it shows, and what the unit makes of it.
func (e *Excitement) ImageWords(x *Excited, u *Unit, i int) string {
	text := "Test image " + phrase.Grouped(i)
	if p, ok := e.Pictures[i]; ok {
		text += ", labelled " + strconv.Itoa(p.Label)
	}
	text += ": " + graphview.Format(x.Values[i], 3)
	if i < len(x.Places) {
		text += " at row " + strconv.Itoa(x.Places[i]/u.Size[1]) + ", column " + strconv.Itoa(x.Places[i]%u.Size[1])
	}
	return text
}
