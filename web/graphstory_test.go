//go:build !js

package web_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestStoriesInTheGraph chooses operations of the network: each has its rule, and tells how an element of its value and
// of its gradient came about, with the numbers that the inspector shows.
func TestStoriesInTheGraph(t *testing.T) {
	t.Parallel()
	for name, options := range views(1440, 1000) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, choose := unfoldedGraph(t, options)
			const text = `document.querySelector(".story-%s")?.textContent ?? ""`
			tells := func(direction, heading string, words ...string) {
				t.Helper()
				said := fmt.Sprintf(text, direction)
				p.Wait("it tells "+heading, fmt.Sprintf(`(%s).startsWith(%q)`, said, heading))
				for _, w := range words {
					if got := browsertest.Eval[string](p, said); !strings.Contains(got, w) {
						t.Errorf("%s: it does not say %q: %s", heading, w, got)
					}
				}
			}
			ends := func(direction, arrow string) {
				t.Helper()
				said := strings.Join(strings.Fields(p.Text(".story-"+direction+" .story-result")), "")
				shown := p.Text(".element-values .key-" + direction)
				got, want := reads(t, strings.Replace(said, "×10", "e", 1)), reads(t, strings.TrimPrefix(shown, arrow))
				if !near(got, want) {
					t.Errorf("the story ends in %s, and the inspector shows %s", said, shown)
				}
			}
			const inSight = `(() => {
				const [pane, node] = [".graph .figure-pane", ".graph .gv-node.gv-selected"].map(
					(e) => document.querySelector(e)?.getBoundingClientRect());
				return node && node.left >= pane.left && node.right <= pane.right;
			})()`
			picture := func(name string) {
				p.Run(`document.querySelector(".graph-main").scrollIntoView()`)
				p.Screenshot(name)
			}

			if name != "phone" { // there the graph keeps its width
				choose("CrossEntropy", "loss") // at the end, where the graph gives way
				p.Wait("what is chosen is in sight", inSight)
			}
			choose("MatMul", "")
			p.WaitVisible("#element-1")
			p.Wait("what is chosen stands under the graph", `(() => {
				const [graph, chosen] = [".graph-picture", ".inspector"].map((e) => document.querySelector(e).getBoundingClientRect());
				return `+map[bool]string{
				true:  "chosen.top >= graph.bottom && chosen.top - graph.bottom < 40",
				false: "chosen.left > innerWidth / 2 && chosen.top >= graph.bottom && chosen.top - graph.bottom < 120"}[name == "phone"]+`;
			})()`)
			write(p, "#element-0", 3)
			write(p, "#element-1", 7)
			tells("forward", "How the value at [3, 7] came about", "W1", "x", "774 others")
			tells("backward", "How its gradient came about", "dout")
			ends("forward", "→")
			ends("backward", "←")
			if rules := p.Text(".rules"); !strings.Contains(rules, "transposed") {
				t.Errorf("the rules say %q", rules)
			}
			picture("matmul")

			choose("ReLU", "")
			p.Wait("it is chosen", `document.querySelector(".inspector h3").textContent.startsWith("ReLU")`)
			write(p, "#element-1", 7)
			tells("forward", "How the value at [0, 7] came about", "max")
			tells("backward", "How its gradient came about, in Affine2", "W2", "dout")
			ends("forward", "→")
			ends("backward", "←")
			picture("relu")

			choose("CrossEntropy", "loss")
			tells("forward", "How the value came about", "log", "y", "others")
			tells("backward", "How the gradient that it sends to a score came about", "y", "t", "−")
			picture("loss")

			choose("Softmax", "y")
			tells("forward", "How the value at [0, 0] came about", "y")
			write(p, "#outcome-image", 2)
			p.Wait("the element is of that image", `document.querySelector("#element-0").value === "2"`)
			table := browsertest.Eval[[][]string](p, `[...document.querySelectorAll(".outcome tbody tr")].map(
				(r) => [...r.querySelectorAll("td")].map((c) => c.textContent))`)
			if len(table) != 10 {
				t.Fatalf("of 10 classes the table has %v", table)
			}
			sum, labels := 0.0, 0.0
			for class, row := range table {
				y, target, difference, sent := reads(t, row[1]), reads(t, row[2]), reads(t, row[3]), reads(t, row[4])
				sum, labels = sum+y, labels+target
				// Three digits are shown. The gradient is that of a batch of 100.
				if math.Abs(difference-(y-target)) > 2e-3 || math.Abs(100*sent-difference) > 2e-3 {
					t.Errorf("class %d: y, t, y − t and the gradient are %v", class, row[1:])
				}
			}
			if math.Abs(sum-1) > 1e-2 || labels != 1 {
				t.Errorf("the probabilities add up to %v, and there are %v labels", sum, labels)
			}
			picture("softmax")
			choose("LogOfSoftmax", "")
			tells("forward", "How the value at [0, 0] came about", "log", "y")
			tells("backward", "How its gradient came about", "t", "100")
			picture("log")

			choose("Param", "b1")
			tells("backward", "How the gradient at [0] came about", "dout")
			if there := browsertest.Eval[bool](p, `!!document.querySelector(".story-forward, .rules")`); there {
				t.Error("a parameter, which was given, tells of a value")
			}
			if wide := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d pixels too wide", wide)
			}
		})
	}
}
