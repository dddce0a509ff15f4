//go:build !js

package web_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// notes is a page with a panel, window.pg, of a small network with a convolution.
const notes = `<!DOCTYPE html><html lang="en"><title>Notes</title><link rel="icon" href="data:,"><div id="here"></div>
<script type="module">
import { Inkgrad } from "/embed.js";
const state = { network: "conv2k9s4-relu-affine10", init: "He", batchSize: 20, workers: %q };
window.pg = await Inkgrad.mount(document.getElementById("here"), { panel: "train", state });
</script>`

// Two Workers train to the bits of one.
func TestTwoWorkersTrainAsOne(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("../static/engine.js")
	if err != nil {
		t.Fatal(err)
	}
	script = append(script, `if (isHelper) fetch("helps");`...)
	var params [2]string
	for i, workers := range []string{"1", "2"} {
		p := browsertest.Open(t, "/notes",
			browsertest.Route("/notes", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				fmt.Fprintf(w, notes, workers)
			})), engineScript(script),
			browsertest.Route("/web/helps", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})))
		p.Wait("the panel is there", "window.pg")
		p.Run("await pg.train({ steps: 30 })")
		params[i] = browsertest.Eval[string](p, "pg.params().then(JSON.stringify)")
		helpers := 0
		for _, r := range p.Requests() {
			if r.URL == "/web/helps" {
				helpers++
			}
		}
		if helpers != i {
			t.Errorf("with %s workers, there are %d helpers", workers, helpers)
		}
	}
	if params[0] != params[1] || !strings.Contains(params[0], `"convW1"`) {
		t.Errorf("the parameters of one worker are %.100s, of two %.100s", params[0], params[1])
	}
}
