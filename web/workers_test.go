//go:build !js

package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"slices"
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

// trained returns the parameters after 30 steps with so many Workers, and how often they have asked for a path.
func trained(t *testing.T, workers string, script []byte, path string) (params string, asked int) {
	t.Helper()
	p := browsertest.Open(t, "/notes",
		browsertest.Route("/notes", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, notes, workers)
		})), engineScript(script),
		browsertest.Route(path, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})))
	p.Wait("the panel is there", "window.pg")
	p.Run("await pg.train({ steps: 30 })")
	params = browsertest.Eval[string](p, "pg.params().then(JSON.stringify)")
	if !strings.Contains(params, `"convW1"`) {
		t.Errorf("the parameters are %.100s", params)
	}
	for _, r := range p.Requests() {
		if r.URL == path {
			asked++
		}
	}
	return params, asked
}

// Two Workers train to the bits of one. So they do where one of the two hangs in the midst of training, without an
// event: the other does its work.
func TestTwoWorkersTrainAsOne(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("../static/engine.js")
	if err != nil {
		t.Fatal(err)
	}
	started := append(slices.Clip(script), `if (isHelper) fetch("helps");`...)
	alone, n := trained(t, "1", started, "/web/helps")
	if n != 0 {
		t.Errorf("with one Worker there are %d helpers", n)
	}
	params, n := trained(t, "2", started, "/web/helps")
	if n != 1 || params != alone {
		t.Errorf("with two Workers there are %d helpers, and the parameters are %.100s, with one %.100s", n, params,
			alone)
	}
	const patience = "const helperPatience = 20_000;"
	if !bytes.Contains(script, []byte(patience)) {
		t.Fatal("engine.js has another patience with its helpers")
	}
	hangs := `if (self.name === "helper") {
		let messages = 0;
		addEventListener("message", (event) => {
			messages++;
			if (messages > 5) event.stopImmediatePropagation();
			if (messages === 6) fetch("hangs");
		});
	}
	` + strings.Replace(string(script), patience, "const helperPatience = 1_000;", 1)
	params, n = trained(t, "2", []byte(hangs), "/web/hangs")
	if n != 1 || params != alone {
		t.Errorf("where a helper hangs %d times, the parameters are %.100s, with one Worker %.100s", n, params, alone)
	}
}
