//go:build !js

package web_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestEndurance trains for INKGRAD_ENDURANCE minutes with the graph in sight, which is fetched again each second, and
// draws meanwhile. It measures the memory of page, engine and JavaScript each minute: after a while it is flat. A run
// is short enough that as many are kept as ever are before a quarter of the time is over. Without the variable it does
// nothing; what the engine and the page keep is tested natively by two tests TestMemoryIsFlat.
func TestEndurance(t *testing.T) {
	minutes, err := strconv.Atoi(os.Getenv("INKGRAD_ENDURANCE"))
	if err != nil {
		t.Skip("INKGRAD_ENDURANCE is not a number of minutes; make endurance sets it")
	}
	p := open(t, "/#iterations=10000", browsertest.Viewport(1280, 3000), browsertest.WatchMemory(t))
	p.Click(trainBtn)
	var samples []browsertest.Memory
	for minute := range minutes {
		for end := time.Now().Add(time.Minute); time.Now().Before(end); {
			p.Wait("a step is done", `!(document.querySelector("#train-button")?.disabled ?? true)`)
			if !browsertest.Eval[bool](p, running) {
				p.Click(scratchBtn)
				p.Wait("it can be trained", `document.querySelector("#train-button").textContent === "Train"`)
				p.Click(trainBtn)
			}
			p.Draw(ink, seven())
			p.Wait("the drawing is read", `document.querySelector(".bar-best")`)
			p.Click(".draw .row button:nth-child(1)") // Clear
		}
		m := p.Memory()
		samples = append(samples, m)
		t.Logf("minute %d, step %s: %v", minute+1, browsertest.Eval[string](p, figure("Step")), m)
	}
	// What is built once, and the curves until they are as long as curves get, are there after a quarter of the time.
	warm := samples[:max(1, len(samples)/4)]
	var most browsertest.Memory
	for _, m := range warm {
		most.Page, most.Engine = max(most.Page, m.Page), max(most.Engine, m.Engine)
		most.JavaScript = max(most.JavaScript, m.JavaScript)
	}
	const room = 1.1 // Go's heap grows in pieces, and when it does depends on when its garbage is collected
	for i, m := range samples[len(warm):] {
		if m.Page > room*most.Page || m.Engine > room*most.Engine || m.JavaScript > room*most.JavaScript {
			t.Errorf("after %d minutes it takes %v, in the first %d it was %v", len(warm)+i+1, m, len(warm), most)
		}
	}
}
