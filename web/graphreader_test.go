//go:build !js

package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// The graph of a drawing can be the reader's: it is all of the reader, with the answer that its bars have, and what the
// network alone can do is not offered.
func TestTheReaderInTheGraph(t *testing.T) {
	t.Parallel()
	p := open(t, "/")
	p.Draw(ink, seven())
	of := `document.querySelector(".graph-of").textContent`
	p.Wait("the network's graph is there", of+`.startsWith("The built-in network")`)
	press(p, "#graph-reader")
	p.Wait("the reader's is", of+`.startsWith("The reader takes your digit for")`)
	bar := browsertest.Eval[string](p, `document.querySelector(".bar-text.of-reader.bar-best").textContent`)
	if text := browsertest.Eval[string](p, of); !strings.Contains(text, bar) {
		t.Errorf("the bar says %s, and the graph: %s", bar, text)
	}
	for _, scope := range []string{"Looks", "Convolution5", "Affine2", "MeanOfLooks", "SoftmaxWithLoss"} {
		p.Wait(scope+" is in it", fmt.Sprintf(`document.querySelector('.graph-svg [data-scope=%q]')`, scope))
	}
	p.Screenshot("reader")
	for _, scope := range []string{"Looks", "MeanOfLooks"} {
		press(p, fmt.Sprintf(`.graph-svg [data-scope=%q][tabindex]`, scope))
		node := fmt.Sprintf(`.graph-svg [data-node][tabindex][aria-label^=%q]`, scope)
		press(p, node)
		p.Wait(scope+" is told", fmt.Sprintf(`document.querySelector(".inspector h3")?.textContent.startsWith(%q) &&
			document.querySelector(".inspector .story")?.textContent.length > 20`, scope))
		p.Screenshot("reader-" + scope)
	}
	if browsertest.Eval[bool](p, `!!document.querySelector("#try-step, .pull, .unit")`) {
		t.Error("a step, a pulled weight or a unit is offered, which would be the network's")
	}
	p.WaitVisible(".reader-words")
	p.Wait("the link has it", `location.hash.includes("graphOf=reader")`)
	press(p, "#graph-reader")
	p.Wait("the network's graph is back", of+`.startsWith("The built-in network")`)
}
