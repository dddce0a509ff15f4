//go:build !js

package web_test

import (
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// A browser without SIMD trains without it, and the page says so where it tells the speed.
func TestBrowserWithoutSIMD(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("../static/kernels.js")
	if err != nil {
		t.Fatal(err)
	}
	script = append(script, "WebAssembly.validate = () => false;"...)
	old := browsertest.Route("/web/kernels.js", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(script)
	}))
	for name, options := range map[string][]browsertest.Option{"with SIMD": nil, "without": {old}} {
		t.Run(name, func(t *testing.T) {
			p := open(t, "/#dataSize=10000", options...)
			before := browsertest.Eval[string](p, figure("Step"))
			p.Click(oneStepBtn)
			p.Wait("a step is done", figure("Step")+" !== "+strconv.Quote(before))
			told := browsertest.Eval[string](p, `document.querySelector(".portable")?.textContent ?? ""`)
			if want := name == "without"; strings.Contains(told, "no SIMD") != want {
				t.Errorf("the page says %q", told)
			}
		})
	}
}
