package main

import (
	"fmt"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// mount is a page with the panel Train in it.
const mount = `<!DOCTYPE html><html lang="en"><title>Inkgrad is measured</title><link rel="icon" href="data:,"><div id="here"></div>
<script type="module">
import { Inkgrad } from "/embed.js";
window.playground = await Inkgrad.mount(document.getElementById("here"), { panel: "train" });
</script>`

// cnn is the small network with two convolutions, as inside has it.
const cnn = `network: "conv8k5p2-relu-pool2-conv16k5p2-relu-pool2-affine10", init: "He"`

// trained are networks that the page trains, with as many steps as take a second or some. What each says is set beside
// the defaults.
var trained = []struct {
	name, set string
	steps     int
}{
	{"mlp.train.page", "", 4000},
	{"mlp.hidden10", "hidden: [10]", 4000},
	{"mlp.hidden100", "hidden: [100]", 3000},
	{"mlp.hidden1000", "hidden: [1000]", 300},
	{"mlp.batch1", "batchSize: 1", 6000},
	{"mlp.batch10", "batchSize: 10", 6000},
	{"mlp.batch1000", "batchSize: 1000", 500},
	{"cnn.train.page", cnn + `, workers: "1"`, 150},
	{"cnn.train.page2", cnn + `, workers: "2"`, 150},
}

// page lets the page train networks as it does for a visitor, one after the other.
func page() (sample, error) {
	return in("page", func(t browsertest.T) sample {
		p := browsertest.Open(t, "/bench/train",
			browsertest.Route("/bench/train", content("text/html; charset=utf-8", []byte(mount))))
		p.Wait("the panel is there", "window.playground")
		p.Run("window.defaults = await playground.getState()")
		s := sample{}
		for _, n := range trained {
			p.Run(fmt.Sprintf("await playground.setState({ ...defaults, %s }); await playground.reset()", n.set))
			done := browsertest.Eval[struct{ StepsPerSecond float64 }](p,
				fmt.Sprintf("playground.train({ steps: %d })", n.steps))
			s[n.name] = done.StepsPerSecond
		}
		return s
	})
}
