package site_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// shows is true when the page runs and the notice about its link contains a text.
func shows(text string) string {
	return running + ` && [...document.querySelectorAll(".notice")].some((n) => n.textContent.includes(` + text + `))`
}

// A % that begins no escape, as in a link that a mail program cut off, costs the part that it is in and nothing else.
func TestMalformedEscape(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/#seed=7&%2")
	const seed = `document.querySelector("#setting-seed")?.value`
	p.Wait("the rest is applied", seed+` === "7"`)
	p.Screenshot("notice")
	p.Run(`location.hash = "#seed=8&%"`)
	p.Wait("the rest is applied later, too", seed+` === "8" && `+shows(`"%"`))
	p.Run(`history.back()`)
	p.Wait("the way back is as ever", seed+` === "7" && `+shows(`"%2"`))
}

// In a sandbox the URL cannot be changed, but the hash can.
func TestMalformedEscapeInSandbox(t *testing.T) {
	t.Parallel()
	p, _ := openAround(t, `<iframe src="%s/embed/train#seed=7&%2" sandbox="allow-scripts" width="900" height="900"></iframe>
		<script>
		const frame = document.querySelector("iframe");
		addEventListener("message", ({ data }) => {
			if (data.event === "ready") window.ready = true;
			if (data.result) window.seed = data.result.seed;
		});
		function ask() {
			frame.contentWindow.postMessage({ inkgrad: 1, id: 1, method: "getState" }, "*");
			return window.seed;
		}
		</script>`, nil)
	p.Wait("the frame starts", `window.ready`)
	p.Wait("the rest is applied", `ask() === 7`)
	p.Run(`frame.src = frame.src.split("#")[0] + "#seed=8&learningRate=0.5%"`)
	p.Wait("the rest is applied later, too", `ask() === 8`)
	p.Screenshot("frame")
}
