//go:build !js

package web_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// What is measured late, of a part, or of an older network says so, and a network that cannot learn does.
func TestWhatIsMeasuredSaysOfWhat(t *testing.T) {
	t.Parallel()
	p := open(t, "/#network=affine20-batchnorm-relu-affine10&iterations=40&dataSize=10000",
		browsertest.Viewport(1440, 1000), browsertest.Dark)
	p.Click(scratchBtn)
	p.Wait("fresh weights", stepIs("0"))
	trainTo(p, "40")
	p.Run(`document.querySelector(".mistakes").scrollIntoView()`)
	const of = `document.querySelector(".mistakes-of").textContent`
	p.Wait("the mistakes are known", of+`.startsWith("Your network, at step 40, takes ")`)
	const old = `(document.querySelector(".mistakes-body").dataset.old === "true")`
	if browsertest.Eval[bool](p, old) {
		t.Error("what was just measured is marked as old")
	}
	write(p, "#setting-iterations", 1_000_000)
	p.Run(`document.querySelector(".mistakes").scrollIntoView()`)
	press(p, trainBtn)
	p.Wait("it is of an older network", of+`.startsWith("This is of an older network. Your network, at step 40, took ") && `+old)
	p.Screenshot("old")
	press(p, trainBtn)
	p.Wait("it is measured again", of+`.startsWith("Your network, at step ") && !`+old)

	press(p, ".distributions > summary")
	p.Wait("they begin where they were opened", `document.querySelector(".spread-from")?.textContent !== "step 0" &&
		document.querySelector(".spreads-since").textContent.includes("what came before is not known")`)
	press(p, ".distributions-of .segment:nth-child(3)")
	p.Wait("it says how much of W1 was looked at",
		`document.querySelector(".spread .help").textContent.includes(" of its 15,680 elements")`)
	p.Run(`document.querySelector(".distributions").scrollIntoView()`)
	p.Screenshot("late")

	write(p, "#setting-batchSize", 1)
	for _, at := range []string{"#setting-batchSize-note", ".editor-end .control-note"} {
		if at != "#setting-batchSize-note" {
			press(p, ".editor > summary")
		}
		p.Wait("at "+at+" it says that it cannot learn",
			`document.querySelector("`+at+`")?.textContent.includes("cannot learn")`)
	}
	p.Run(`document.querySelector("#setting-batchSize").scrollIntoView({ block: "center" })`)
	p.Screenshot("one")
	write(p, "#setting-batchSize", 2)
	p.Wait("of two it says nothing", `document.querySelector("#setting-batchSize-note").textContent === ""`)
}
