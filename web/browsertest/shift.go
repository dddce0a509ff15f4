package browsertest

import "fmt"

// Shift is what the browser saw move from one frame to the next, other than by scrolling and by transforms.
type Shift struct {
	// What names the element, and Key is the same for the same element.
	What string
	Key  int
	// Frame is the time of the frame in milliseconds, from the start of the document; Since the time since the last
	// press of a pointer.
	Frame, Since float64
	// From and To are the left and upper edges, before and after, of what of it is in the window; 0 where nothing is.
	FromX, FromY, ToX, ToY float64
	// Held says that the last press of a pointer was on the element or in it, and PressY how far down the window it
	// was.
	Held   bool
	PressY float64
}

func (s Shift) String() string {
	return fmt.Sprintf("%s moves from (%g, %g) to (%g, %g), %.0f ms after the press",
		s.What, s.FromX, s.FromY, s.ToX, s.ToY, s.Since)
}

// WatchShifts has Shifts written down from the start of each document.
func WatchShifts(c *config) { c.scripts = append(c.scripts, watchShifts) }

// Shifts returns what has moved since the last call, or since the document began. The page must have been opened with
// WatchShifts.
func (p *Page) Shifts() []Shift {
	p.t.Helper()
	return Eval[[]Shift](p, "browsertestShifts()")
}

const watchShifts = `(() => {
	let list = [], pressed = [], at = 0, y = 0;
	const keys = new Map();
	const key = (node) => keys.get(node) ?? (keys.set(node, keys.size), keys.size - 1);
	const words = ` + words + `;
	addEventListener("pointerdown", (e) => { [pressed, at, y] = [e.composedPath(), e.timeStamp, e.clientY]; }, true);
	const take = (entries) => {
		for (const entry of entries) {
			for (const { node, previousRect: from, currentRect: to } of entry.sources) {
				if (!node) continue;
				list.push({ What: words(node), Key: key(node), Held: pressed.includes(node), PressY: y,
					Frame: entry.startTime, Since: entry.startTime - at,
					FromX: from.x, FromY: from.y, ToX: to.x, ToY: to.y });
			}
		}
	};
	const observer = new PerformanceObserver((seen) => take(seen.getEntries()));
	observer.observe({ type: "layout-shift", buffered: true });
	globalThis.browsertestShifts = () => {
		take(observer.takeRecords());
		const all = list;
		list = [];
		return all;
	};
})()`
