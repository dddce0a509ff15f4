//go:build !js

package web_test

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// calm waits until nothing has moved for ten frames, and returns what moved before.
func calm(p *browsertest.Page) (all []browsertest.Shift) {
	for {
		p.Run(`for (let n = 0; n < 10; n++) await new Promise((r) => { requestAnimationFrame(r); setTimeout(r, 250) })`)
		more := p.Shifts()
		if len(more) == 0 {
			return all
		}
		all = append(all, more...)
	}
}

// jumps returns what must not move. After a press, what is below the pointer may move once, to make room for what is
// new; whatever is beside the pointer, above it or under it stays. A text that becomes longer where it is does not
// move.
func jumps(shifts []browsertest.Shift, pressed bool) (found []string) {
	moves := map[int]browsertest.Shift{}
	for _, s := range shifts {
		switch before, again := moves[s.Key]; {
		case s.FromX == s.ToX && s.FromY == s.ToY:
			continue
		case !pressed:
			found = append(found, s.String())
		case s.Held:
			found = append(found, "under the pointer: "+s.String())
		case s.FromY > 0 && s.FromY <= s.PressY:
			found = append(found, fmt.Sprintf("not below the pointer, which is at %g: %v", s.PressY, s))
		case again && s.Frame != before.Frame:
			found = append(found, fmt.Sprintf("once more: %v, after %v", s, before))
		}
		moves[s.Key] = s
	}
	return found
}

// Nothing jumps while a person draws, labels, trains, builds a network and looks at everything: see jumps.
func TestNothingJumps(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]browsertest.Option{
		"columns": browsertest.Viewport(1440, 1000),
		"wide":    browsertest.Viewport(2000, 1100),
		"phone":   browsertest.Phone,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, "/", option, browsertest.WatchShifts)
			step := func(what string, pressed bool) {
				t.Helper()
				for _, jump := range jumps(calm(p), pressed) {
					t.Errorf("%s: %s", what, jump)
				}
			}
			press := func(selector, what, until string) {
				t.Helper()
				p.Click(selector)
				p.Wait(what, until)
				step(what, true)
			}
			idle := `!(` + running + `) && !document.querySelector("#train-button").disabled`
			at := func(step string) string { return stepIs(step) + " && " + idle }

			step("the page is loaded", false)
			draw := p.Draw
			if name == "phone" {
				draw = p.TouchDraw
			}
			draw(ink, seven())
			p.Wait("the bar of 7 wins", best+` === "7"`)
			step("the drawing is read", true)

			press(".own summary", "the drawings are unfolded", `document.querySelector(".own").open`)
			press(".own-label:nth-child(8)", "it is labelled", ownNote+` === "Added as a 7."`)
			p.Wait("it is judged", ownSummary+`.includes("the network has")`)
			step("it is judged", true)
			press("#tune-alone", "the network is tuned", `!document.querySelector("#tune-back").disabled`)
			press("#tune-back", "it is as before", at("10,000"))
			press(".own summary", "the drawings are folded", `!document.querySelector(".own").open`)

			press(".editor > summary", "the layers are there", layerNames+` === "Affine1,ReLU1,Affine2"`)
			write(p, "#layer-kind", "BatchNormalization")
			p.Wait("another kind is chosen", `document.querySelector("#layer-kind-help").textContent.includes("batch")`)
			step("another kind is chosen", false)
			rows := func(n int) string {
				return fmt.Sprintf(`document.querySelectorAll("[data-row]").length === %d`, n)
			}
			press(`[data-act="add"]`, "a layer is added", rows(4))
			press(`[data-act="add"]`, "another is added", rows(5))
			press(`[data-act="undo"]`, "it is gone again", rows(4))
			press(".editor-end button", "the network is in force", at("0"))
			press(".editor > summary", "the layers are folded", `!document.querySelector(".editor-body")`)

			press(trainBtn, "training runs", running)
			p.Wait("the drawing is read by the network", `Number(document.querySelector(".answer").dataset.step) > 0`)
			step("training goes on", true)
			press(trainBtn, "training pauses", idle)
			press(oneStepBtn, "a step is done", idle)
			press(scratchBtn, "the network is fresh", at("0"))
			press(builtinBtn, "the built-in network is back", at("10,000"))

			const spreads = `document.querySelectorAll(".spread").length`
			press(".distributions > summary", "the distributions are there", spreads+" > 0")
			press(".distributions-of .segment:nth-child(2)", "those of gradients are there", spreads+" > 0")
			press(".distributions > summary", "the distributions are folded", spreads+" === 0")
			for _, fold := range []string{".settings-fold", ".keep"} {
				is := fmt.Sprintf("document.querySelector(%q).open", fold)
				press(fold+" > summary", fold+" is unfolded", is)
				press(fold+" > summary", fold+" is folded", "!"+is)
			}

			of := func(text string) string {
				return fmt.Sprintf(`document.querySelector(".graph-of").textContent.includes(%q)`, text)
			}
			press("label.segment:has(#graph-own)", "the graph is of the digit", of("your digit"))
			press("label.segment:has(#graph-batch)", "the graph is of a batch", of("A batch"))
			press("#graph-steps", "there are steps", `document.querySelector("#graph-steps").checked`)
			p.Run(`document.querySelector(".mistakes").scrollIntoView()`)
			p.Wait("the mistakes are listed", `document.querySelectorAll(".mistake").length > 0`)
			calm(p)
			p.Click(".mistakes-list li:nth-child(2) button") // which goes to the graph
			p.Wait("one is opened", of("target is"))
			calm(p)
			press(".draw .row button:nth-child(1)", "the sheet is clear", `document.querySelector(".sheet-hint")`)
			press(".draw .row button:nth-child(3)", "there is a sample",
				`/labelled \d/.test(document.querySelector(".draw-area .help").textContent)`)
		})
	}
}

// Nothing of the document moves when it comes in parts, as on a slow line: the browser shows nothing of it before all
// of it is there.
func TestDocumentInParts(t *testing.T) {
	t.Parallel()
	built := browsertest.Built(t)
	painted := make(chan struct{})
	paint := func(http.ResponseWriter, *http.Request) { close(painted) }
	serve := func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Accept-Encoding")
		answer := httptest.NewRecorder()
		built.ServeHTTP(answer, r)
		first, rest, found := bytes.Cut(answer.Body.Bytes(), []byte("Keep and share"))
		if !found {
			t.Error("the document has no fold to keep and share")
		}
		maps.Copy(w.Header(), answer.Header())
		w.Header().Del("Content-Length")
		w.Write(first)
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Error(err)
		}
		select {
		case <-painted:
		case <-r.Context().Done():
		}
		w.Write([]byte("Keep and share"))
		w.Write(rest)
	}
	// A document that is held back has no frames, and says so after two seconds.
	const ask = `(async () => {
		const wait = (ms) => new Promise((r) => setTimeout(r, ms));
		while (!document.body || [...document.querySelectorAll("link[rel=stylesheet]")].some((l) => !l.sheet)) await wait(20);
		let frames = 0;
		const count = () => { frames++; requestAnimationFrame(count); };
		requestAnimationFrame(count);
		for (let n = 0; n < 100 && frames < 5; n++) await wait(20);
		fetch("/painted");
	})()`
	p := open(t, "/", browsertest.Viewport(1440, 1000), browsertest.Route("/{$}", http.HandlerFunc(serve)),
		browsertest.Route("/painted", http.HandlerFunc(paint)), browsertest.Before(ask), browsertest.WatchShifts)
	for _, jump := range jumps(calm(p), false) {
		t.Error(jump)
	}
}
