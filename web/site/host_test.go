package site_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/panel"
	"github.com/inkgrad/inkgrad/web/share"
)

// plainHost serves Inkgrad's files as a host does that knows nothing of them: without a header for pages of other
// origins, and .wasm as whatever a host says that does not know it.
func plainHost(t *testing.T, wasmType string) http.Handler {
	t.Helper()
	s := browsertest.Built(t)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.ServeHTTP(&plainWriter{w, wasmType}, r)
	})
}

type plainWriter struct {
	http.ResponseWriter
	wasmType string
}

func (w *plainWriter) WriteHeader(status int) {
	h := w.Header()
	for name := range h {
		if strings.HasPrefix(name, "Access-Control-") || strings.HasPrefix(name, "Cross-Origin-") {
			h.Del(name)
		}
	}
	if h.Get("Content-Type") == "application/wasm" {
		h["Content-Type"] = nil // Go is not to guess one
		if w.wasmType != "" {
			h.Set("Content-Type", w.wasmType)
		}
	}
	w.ResponseWriter.WriteHeader(status)
}

// TestPlainHostInAFrame has a frame of a host that does not know .wasm read a stroke, for which both programs must run.
func TestPlainHostInAFrame(t *testing.T) {
	t.Parallel()
	for name, wasmType := range map[string]string{"octet-stream": "application/octet-stream", "no type": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			draw, _ := panel.Find("draw")
			frame := panel.Frame{URL: "%s/embed/draw", Title: "Draw", Heights: draw.Heights}
			p, _ := openAroundHost(t, plainHost(t, wasmType), `<script>
				addEventListener("message", ({ data }) => { if (data.event === "classify") window.digit = data.data.digit });
				</script>`+frame.HTML(), nil)
			in := p.Frame("/embed/draw", `document.querySelector("iframe")`)
			in.Wait("the program runs", running)
			in.Draw("#ink", [][][2]float64{{{0.5, 0.2}, {0.5, 0.8}}})
			p.Wait("the stroke is read", "window.digit === 1")
		})
	}
}

// TestSnippetWithoutScript looks at what an author pastes where no script of Inkgrad runs: a picture that leads to the
// panel, and why. A module is imported from another origin by CORS alone.
func TestSnippetWithoutScript(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		host    http.Handler
		options []browsertest.Option
	}{
		"no JavaScript": {browsertest.Built(t), []browsertest.Option{browsertest.NoScript}},
		"no CORS":       {plainHost(t, ""), []browsertest.Option{browsertest.Allow("CORS policy", "ERR_FAILED")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snippet := share.Formats()[0].Write(share.Embed{Origin: "%s", Panel: "train", Query: "seed=3"})
			p, asked := openAroundHost(t, c.host, snippet, nil, append(c.options, browsertest.Phone)...)
			p.WaitVisible(`a[href$="/embed/train#seed=3"] img`)
			p.Wait("the picture has come", `document.querySelector("img").naturalWidth > 300`)
			if browsertest.Eval[bool](p, `document.querySelector("img").getBoundingClientRect().right > innerWidth`) {
				t.Error("the picture goes beyond the window")
			}
			const why = "Train the network in a page of its own: no script of Inkgrad runs in this one."
			if got := p.Text("ink-grad small"); got != why {
				t.Errorf("it says %q", got)
			}
			p.Screenshot("page")
			if n := asked("/embed.js"); name == "no CORS" && n == 0 {
				t.Error("the script was not asked for")
			}
		})
	}
	t.Run("with it", func(t *testing.T) {
		t.Parallel()
		snippet := share.Formats()[0].Write(share.Embed{Origin: "%s", Panel: "train", Query: "seed=3"})
		p, _ := openAround(t, snippet+`<script>`+shadow+`</script>`, nil, browsertest.Phone)
		p.Wait("the element is there", `customElements.get("ink-grad")`)
		p.Wait("the picture has come", `document.querySelector("img").naturalWidth > 300`)
		if browsertest.Eval[bool](p, `document.querySelector("small").checkVisibility()`) {
			t.Error("it says that no script runs")
		}
		p.Screenshot("page")
	})
}

// TestFrameOnAPhone looks at a plain frame, which cannot follow its panel: on a phone it is higher.
func TestFrameOnAPhone(t *testing.T) {
	t.Parallel()
	layer, _ := panel.Find("layer")
	frame := panel.Frame{URL: "%s/embed/layer", Title: "Layer", Heights: layer.Heights}.HTML()
	for name, c := range map[string]struct {
		option browsertest.Option
		height int
	}{
		"phone":  {browsertest.Phone, layer.Heights.Phone},
		"column": {browsertest.Viewport(panel.Width, 900), layer.Heights.Column},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := openAround(t, `<body style="margin: 0">`+frame, nil, c.option)
			if got := browsertest.Eval[int](p, `document.querySelector("iframe").offsetHeight`); got != c.height {
				t.Errorf("the frame is %d pixels high, want %d", got, c.height)
			}
			in := p.Frame("/embed/layer", `document.querySelector("iframe")`)
			in.Wait("all of the panel is in it", running+` && document.querySelector(".bench-tables") &&
				document.documentElement.scrollHeight <= innerHeight`)
			p.Screenshot("page")
		})
	}
}
