package browsertest

import (
	"errors"
	"fmt"
	"time"
)

// place is a point in a window or frame at which an element takes a pointer's events, and the element's size, in CSS
// pixels; or why there is none.
type place struct {
	X, Y, Width, Height float64
	Problem             string
}

// at returns the point in the window of another position in the element, where this one is that of a first position.
func (p place) at(first, position [2]float64) (x, y float64) {
	return p.X + (position[0]-first[0])*p.Width, p.Y + (position[1]-first[1])*p.Height
}

// point returns the place in the window of a position in an element. It scrolls to it and waits, as a person would,
// until the element can be used, stands still, and is what a pointer at that place meets.
func (p *Page) point(selector string, position [2]float64) place {
	p.t.Helper()
	found, err := p.look(selector, position, time.Now().Add(p.patience))
	if err != nil {
		p.t.Fatalf("waited %v in vain until %s can be used: %v", p.patience, selector, err)
	}
	return found
}

func (p *Page) look(selector string, position [2]float64, end time.Time) (place, error) {
	target := "() => document.querySelector(" + quote(selector) + ")"
	if p.frame == nil {
		return p.still(target, selector, position, stillFrames, end)
	}
	// Frame and page have a document each: the element stands still in the one, the frame in the other, and then the
	// first once more.
	for {
		inside, err := p.still(target, selector, position, stillFrames, end)
		if err != nil {
			return place{}, err
		}
		around, err := p.frame.around(inside, end)
		if err != nil {
			return place{}, err
		}
		again, err := p.still(target, selector, position, 0, end)
		if err != nil || inside == again {
			around.Width, around.Height = inside.Width, inside.Height
			return around, err
		}
	}
}

// around returns the place in the window of one in the frame, when the frame stands still and nothing covers it there.
func (f *frame) around(inside place, end time.Time) (place, error) {
	f.page.t.Helper()
	at := fmt.Sprintf("(e, r) => [e.clientLeft + r.x + %g, e.clientTop + r.y + %g]", inside.X, inside.Y)
	return f.page.evaluatePlace(fmt.Sprintf("(%s)(() => %s, %s, %s, %d, %d)", pointing, f.element,
		quote("the frame of "+f.url), at, stillFrames, time.Until(end).Milliseconds()), end)
}

// still is look in one document.
func (p *Page) still(target, name string, position [2]float64, frames int, end time.Time) (place, error) {
	return p.evaluatePlace(pointAt(target, name, position, frames, time.Until(end)), end)
}

func pointAt(target, name string, position [2]float64, frames int, patience time.Duration) string {
	at := fmt.Sprintf("(e, r) => [r.x + %g * r.width, r.y + %g * r.height]", position[0], position[1])
	return fmt.Sprintf("(%s)(%s, %s, %s, %d, %d)", pointing, target, quote(name), at, frames, patience.Milliseconds())
}

// PointAt returns a JavaScript expression for other browsers than the one of this package. It scrolls to an element and
// waits, as Click does, until a pointer can be used at a position in it. Its value is a promise of an object: X and Y
// are the point in the document's window, Width and Height the element's size, and Problem is "", or says why there is
// no such point.
func PointAt(selector string, position [2]float64, patience time.Duration) string {
	return pointAt("() => document.querySelector("+quote(selector)+")", selector, position, 2*stillFrames, patience)
}

// evaluatePlace evaluates a call of pointing; the page may be between two documents, then it does so again.
func (p *Page) evaluatePlace(call string, end time.Time) (place, error) {
	for {
		// The page itself gives up at the end; it is given time to say why.
		found, err := evaluate[place](p, call, time.Until(end)+Patience/4)
		switch {
		case err == nil && found.Problem != "":
			return place{}, errors.New(found.Problem)
		case err == nil:
			return found, nil
		case !time.Now().Before(end) || p.ctx.Err() != nil:
			return place{}, err
		}
		time.Sleep(20 * time.Millisecond) // between two tries
	}
}

// stillFrames is for how many animation frames an element has not moved when it is said to stand still. Before a click
// they are counted twice: before the mouse moves there and after it.
const stillFrames = 3

// pointing is a JavaScript function that waits until a pointer can be used on an element, and returns the place. Its
// parameters are a function that finds the element, its name, a function from the element and its box to the point, for
// how many frames it must have stood still, and after how many milliseconds to give up.
//
// The next press is then watched: one that comes to another element, because the page moved all the same, is told on
// the console and so fails the test.
const pointing = `async (find, name, at, frames, patience) => {
	const end = performance.now() + patience;
	const up = (n) => n.parentNode ?? n.host; // out of shadow roots, too
	const within = (n, target) => {
		for (let a = n; a; a = up(a)) {
			if (a === target || a.localName === "label" && a.control === target) return true;
		}
		return false;
	};
	const meets = (x, y) => {
		let e = document.elementFromPoint(x, y);
		for (let inner; inner = e?.shadowRoot?.elementFromPoint(x, y); e = inner) {
			if (inner === e) break;
		}
		return e;
	};
	const words = ` + words + `;
	// A tab without animation frames must not wait for one for ever.
	const frame = () => new Promise((done) => {
		const late = setTimeout(done, 250);
		requestAnimationFrame(() => { clearTimeout(late); done(); });
	});
	let last, stood = 0, problem;
	for (;;) {
		const e = find();
		e?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
		const r = e?.getBoundingClientRect();
		if (!e) {
			problem = "there is none";
		} else if (r.width === 0 || r.height === 0) {
			problem = "it is not visible";
		} else if (e.matches(":disabled")) {
			problem = "it is disabled";
		} else {
			const [x, y] = at(e, r), hit = meets(x, y);
			const now = [x, y, r.x, r.y, r.width, r.height].join();
			stood = e === last?.e && now === last.now ? stood + 1 : 0;
			last = { e, now };
			if (!within(hit, e)) {
				problem = hit ? "it is covered by " + words(hit) : "it is outside of the window";
				if (stood > 0) e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
			} else if (stood < frames) {
				problem = "it does not stand still";
			} else {
				globalThis.browsertestPressed?.abort();
				const pressed = globalThis.browsertestPressed = new AbortController();
				const met = (event) => {
					const came = event.composedPath()[0];
					// A script's or a key's is none of ours.
					if (!event.isTrusted || event.type === "click" && event.detail === 0) return;
					if (event.type === "click") pressed.abort();
					if (!within(came, e) && !within(came, find())) {
						console.error("browsertest: the " + event.type + " for " + name + " came to " + words(came));
					}
				};
				const watch = { capture: true, once: true, signal: pressed.signal };
				for (const type of ["pointerdown", "click"]) addEventListener(type, met, watch);
				return { X: x, Y: y, Width: r.width, Height: r.height, Problem: "" };
			}
		}
		if (performance.now() > end) return { Problem: problem };
		await frame();
	}
}`

// words is a JavaScript function that names a node for a person who reads why a test failed.
const words = `(node) => {
	const e = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
	if (!e?.localName) return "nothing";
	const text = e.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
	return "<" + [e.localName + (e.id && "#" + e.id), ...e.classList].join(".") + ">" + (text && " “" + text + "”");
}`
