package main

import (
	_ "embed"
	"fmt"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

//go:embed graph.js
var graphJS string

const (
	// panTop products of an element are a picture of panNodes nodes: two factors, their product and a sum each, and the
	// rest.
	panTop, panNodes = 75, 4*panTop + 1
	panFrames        = 180
	// panSnapshots is how many snapshots, one a second, are waited for.
	panSnapshots = 6
)

// graph measures the panel Graph with all of the network unfolded: how long a snapshot of a batch of 100 takes to the
// picture while the network trains, and how smoothly a picture of 300 nodes moves when it does not.
func graph() (sample, error) {
	return in("graph", func(t browsertest.T) sample {
		p := browsertest.Open(t, "/embed/graph", browsertest.Before(graphJS), browsertest.Viewport(1440, 1000))
		click := func(selector string) {
			p.WaitVisible(selector)
			p.Run(fmt.Sprintf(`document.querySelector(%q).dispatchEvent(new MouseEvent("click", { bubbles: true }))`,
				selector))
		}
		for _, scope := range []string{"Affine1", "ReLU1", "Affine2", "SoftmaxWithLoss"} {
			click(`[data-scope="` + scope + `"][tabindex]`)
		}
		click(`#figure-graph .gv-op`)
		p.WaitVisible("#product-top")
		p.Run(fmt.Sprintf(`const e = document.querySelector("#product-top"); e.value = "%d"; e.dispatchEvent(new Event("change", { bubbles: true }))`, panTop))
		p.Wait("the products are drawn",
			fmt.Sprintf(`document.querySelectorAll("#figure-product .gv-node").length === %d`, panNodes))
		panned := browsertest.Eval[struct{ FPS, Moved float64 }](p,
			fmt.Sprintf(`pan(document.querySelector("#figure-product .figure-pane"), %d)`, panFrames))
		if panned.Moved < panFrames/2 {
			t.Fatalf("the picture moved in %v of %d frames", panned.Moved, panFrames)
		}

		q := browsertest.Open(t, "/#iterations=100000&dataSize=10000", browsertest.Before(graphJS),
			browsertest.Viewport(1440, 1000))
		q.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
		q.Run(`document.querySelector(".graph").scrollIntoView(); snapshots.length = 0; document.querySelector("#train-button").click()`)
		q.Wait("snapshots are drawn", fmt.Sprintf(`snapshots.length >= %d`, panSnapshots))
		return sample{"graph.pan": panned.FPS, "graph.snapshot": median(browsertest.Eval[[]float64](q, `snapshots`))}
	})
}
