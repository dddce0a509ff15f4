package browsertest

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Memory is what a page takes, in bytes: the memories of the two programs, which never shrink, and what is left in
// JavaScript's after its garbage has been collected.
type Memory struct{ Page, Engine, JavaScript float64 }

func (m Memory) String() string {
	const mega = 1 << 20
	return fmt.Sprintf("page %.1f MB, engine %.1f MB, JavaScript %.1f MB", m.Page/mega, m.Engine/mega,
		m.JavaScript/mega)
}

// watchMemory stands before wasm_exec.js, in the page and in each Worker. It keeps the memory of the program that is
// started, and says its size on a channel.
const watchMemory = `(() => {
	const real = [WebAssembly.instantiate, WebAssembly.instantiateStreaming];
	let memory;
	const watched = (start) => async (...args) => {
		const result = await start.apply(WebAssembly, args);
		memory = (result.instance ?? result).exports.mem ?? memory;
		return result;
	};
	[WebAssembly.instantiate, WebAssembly.instantiateStreaming] = real.map(watched);
	const of = globalThis.document ? "Page" : self.name === "helper" ? "Helper" : "Engine";
	const channel = new BroadcastChannel("browsertest");
	channel.onmessage = ({ data }) => { if (data === "size") channel.postMessage({ [of]: memory?.buffer.byteLength ?? 0 }) };
	if (of === "Page") globalThis.browsertestMemory = () => memory?.buffer.byteLength ?? 0;
})();
`

// WatchMemory lets Memory say what a page takes.
func WatchMemory(t T) Option {
	t.Helper()
	root, err := Root()
	if err != nil {
		t.Fatalf("%v", err)
	}
	script, err := os.ReadFile(filepath.Join(root, "build/web/wasm_exec.js"))
	if err != nil {
		lack(t, "a build", err)
	}
	return Route("/web/wasm_exec.js", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
		fmt.Fprint(w, watchMemory, string(script))
	}))
}

// Memory returns what a page takes that was opened with WatchMemory.
func (p *Page) Memory() Memory {
	p.t.Helper()
	m := Eval[Memory](p, `new Promise((done) => {
		const channel = new BroadcastChannel("browsertest");
		channel.onmessage = ({ data }) => {
			if (data.Engine === undefined) return;
			channel.close();
			done({ Page: browsertestMemory(), Engine: data.Engine, JavaScript: 0 });
		};
		channel.postMessage("size");
	})`)
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	var err error
	m.JavaScript, err = chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) (float64, error) {
		if _, err := cdp.Call(ctx, t, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
			return 0, err
		}
		used, err := cdp.Call(ctx, t, runtime.GetHeapUsage, cdp.Empty{})
		return used.UsedSize, err
	})
	if err != nil {
		p.t.Fatalf("measure the memory: %v", err)
	}
	return m
}
