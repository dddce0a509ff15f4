package browsertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
	"github.com/inkgrad/inkgrad/web/site"
)

// T is what a Page needs of a *testing.T. A program that measures brings its own.
type T interface {
	Helper()
	Name() string
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Skipf(format string, args ...any)
	Failed() bool
	Cleanup(func())
}

// Built returns the site that make build has built, for a test that has more to do with it than to Open its pages.
func Built(t T) *site.Site {
	t.Helper()
	s, err := built()
	if err != nil {
		lack(t, "a build", err)
	}
	return s
}

// lack skips a test for what is not there, or fails it where that must be.
func lack(t T, what string, err error) {
	t.Helper()
	if os.Getenv("INKGRAD_BROWSER") == "required" {
		t.Fatalf("%v", err)
	}
	t.Skipf("this test needs %s: %v", what, err)
}

// Patience is how long Wait looks. It is long because the machine may be busy with other tests; a test that passes does
// not feel it.
const Patience = 60 * time.Second

// Page is a tab of the browser. Its methods fail the test when they cannot do what they are asked for.
type Page struct {
	// Origin is that of the page's server, "http://127.0.0.1:41231".
	Origin string

	t        T
	ctx      context.Context
	requests *Log
	messages *messages
	frame    *frame // nil for the page itself
	patience time.Duration
	allowed  []string
	noScript bool
}

// Open opens path, "/embed/draw#seed=3", in a new tab and waits until its document is loaded. The tab closes when the
// test ends.
func Open(t T, path string, options ...Option) *Page {
	t.Helper()
	c := config{
		width: 1280, height: 900,
		media:  map[string]string{"prefers-color-scheme": "light"},
		routes: map[string]http.Handler{},
	}
	for _, o := range options {
		o(&c)
	}
	if os.Getenv("INKGRAD_BROWSER") == "off" {
		t.Skipf("INKGRAD_BROWSER is off")
	}
	browser, s, err := start()
	if err != nil {
		lack(t, "a browser and a build", err)
	}
	if c.handler == nil {
		c.handler = s
	}
	p := &Page{t: t, patience: Patience, requests: &Log{Handler: overlay(c.handler, c.routes)}}
	server := NewServer(p.requests)
	t.Cleanup(server.Close)
	p.Origin = server.URL
	if c.through != nil {
		p.Origin = "http://" + c.through(server.Listener.Addr().String())
	}
	p.enter(browser, c, path)
	return p
}

// Beside opens path in another tab, of the same origin, which shares what the browser stores for it.
func (p *Page) Beside(path string, scripts ...string) *Page {
	p.t.Helper()
	browser, _, err := start()
	if err != nil {
		p.t.Fatalf("open another tab: %v", err)
	}
	other := &Page{t: p.t, Origin: p.Origin, patience: p.patience, requests: p.requests}
	other.enter(browser, config{width: 1280, height: 900, scripts: scripts}, path)
	return other
}

// enter makes the tab and opens path in it.
func (p *Page) enter(browser context.Context, c config, path string) {
	p.t.Helper()
	t := p.t
	p.allowed, p.noScript = c.allowed, c.noScript
	p.messages = &messages{origin: p.Origin, ended: make(chan struct{})}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewWindow(true), chromedp.WithListener(p.messages.listen))
	t.Cleanup(cancel)
	p.ctx = ctx
	// The first call on a tab's context binds the tab's life to the context that it gets: that must be the tab's own.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	p.messages.readConsole(ctx)
	p.do("prepare the tab", c.emulate()...)
	t.Cleanup(func() { p.finish() })
	p.Go(path)
}

// said is what a page says about itself: that it loads or has failed, its notices and errors, and which network it has.
const said = `[...document.querySelectorAll("#app-wasm-loader, .notice, .error, .network")].
	map((e) => e.innerText.trim()).filter((text) => text).join(" | ")`

// finish takes a picture of a failure, and fails the test for what the page complained about.
func (p *Page) finish() {
	if p.t.Failed() {
		p.Screenshot("failed")
		if said, err := evaluate[string](p, said, 10*time.Second); err == nil {
			p.t.Logf("the page says at its end: %s", said)
		}
	}
	complaints, err := p.messages.end(p.ctx)
	if err != nil {
		p.t.Errorf("the page could not be asked for its last messages: %v", err)
	}
	for _, r := range p.requests.All() {
		if r.Status >= 400 {
			complaints = append(complaints, fmt.Sprintf("%s %s was answered %d", r.Method, r.URL, r.Status))
		}
	}
	if trace := p.messages.panics; len(trace) > 0 && p.t.Failed() {
		p.t.Logf("the program ended by a panic:\n%s", strings.Join(trace, "\n"))
	}
	for _, text := range complaints {
		if !containsAny(text, p.allowed) {
			p.t.Errorf("the page complains: %s", text)
		}
	}
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// do runs actions, and fails the test when one of them fails or takes too long.
func (p *Page) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// call makes an action of a command of the browser's protocol.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// Go opens another path in the same tab.
func (p *Page) Go(path string) {
	p.t.Helper()
	p.do("open "+path, chromedp.Navigate(p.Origin+path))
}

// Reload loads the page again, and returns when the new document is there.
func (p *Page) Reload() {
	p.t.Helper()
	p.Run("globalThis.browsertestLeft = true")
	p.do("load the page again", chromedp.Reload())
	p.Wait("the page is another document", "!globalThis.browsertestLeft")
}

// Room gives the page's origin so many bytes of storage, as if its disk were nearly full, or with -1 as many as there
// are.
func (p *Page) Room(bytes float64) {
	p.t.Helper()
	quota := &bytes
	if bytes < 0 {
		quota = nil
	}
	p.do("set the room for storage", call(storage.OverrideQuotaForOrigin,
		storage.OverrideQuotaForOriginParams{Origin: p.Origin, QuotaSize: quota}))
}

// Requests returns what the page, its frames and its workers have asked their server for so far.
func (p *Page) Requests() []Request { return p.requests.All() }

// Eval returns the value of a JavaScript expression in the page, or what its promise comes to.
//
//	probabilities := browsertest.Eval[[]float64](p, `api.classify({strokes}).then((r) => r.probabilities)`)
func Eval[V any](p *Page, expression string) V {
	p.t.Helper()
	v, err := evaluate[V](p, expression, Patience)
	if err != nil {
		p.t.Fatalf("evaluate %s: %v", expression, err)
	}
	return v
}

// Look is Eval on a page that may be on its way to another document; then it returns false.
func Look[V any](p *Page, expression string) (V, bool) {
	p.t.Helper()
	v, err := evaluate[V](p, expression, Patience)
	if thrown := (*chromedp.ExceptionError)(nil); errors.As(err, &thrown) || p.ctx.Err() != nil {
		p.t.Fatalf("evaluate %s: %v", expression, err)
	}
	return v, err == nil
}

// Run runs JavaScript statements, in which await may be used, and drops their value.
func (p *Page) Run(statements string) {
	p.t.Helper()
	if _, err := evaluate[chromedp.Void](p, "(async () => {"+statements+"\n})()", Patience); err != nil {
		p.t.Fatalf("run %s: %v", statements, err)
	}
}

func evaluate[V any](p *Page, expression string, patience time.Duration) (V, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	var world runtime.ExecutionContextID // 0 is the page's own
	if p.frame != nil {
		var err error
		if world, err = p.frame.world(ctx); err != nil {
			var zero V
			return zero, err
		}
	}
	return chromedp.Run(ctx, chromedp.Evaluate[V](expression, func(params *runtime.EvaluateParams) {
		params.AwaitPromise, params.UserGesture, params.ContextID = new(true), new(true), world
	}))
}

// Wait looks until a JavaScript expression, in which await may be used, is true. The text says in words what is waited
// for.
func (p *Page) Wait(what, expression string) {
	p.t.Helper()
	p.WaitFor(Patience, what, expression)
}

// WaitFor is Wait with its own patience.
func (p *Page) WaitFor(patience time.Duration, what, expression string) {
	p.t.Helper()
	end := time.Now().Add(patience)
	var last error
	call := fmt.Sprintf("(%s)(async () => (%s), %d)", waiting, expression, look.Milliseconds())
	if p.noScript { // nor has it timers
		call = fmt.Sprintf("!!(%s)", expression)
	}
	for {
		ok, err := evaluate[bool](p, call, min(time.Until(end), 3*look))
		switch {
		case ok:
			return
		case err != nil && !errors.Is(err, context.DeadlineExceeded):
			last = err
			time.Sleep(pause) // the page may be between two documents
		case p.noScript:
			time.Sleep(pause)
		}
		if !time.Now().Before(end) || p.ctx.Err() != nil {
			p.t.Fatalf("waited %v in vain until %s: %s (last error: %v)", patience, what, expression, last)
		}
	}
}

// look is how long a page looks by itself whether what is waited for is true, before it is asked anew: it may have gone
// to another document. To ask it for each look takes more of the processors. pause is the time from one question to the
// next where the page does not look by itself.
const (
	look  = time.Second
	pause = 20 * time.Millisecond
)

// waiting is a JavaScript function that looks until another one is true, for so many milliseconds, and returns whether
// it is. What the page shows together may come in two frames: it leaves time for the second.
const waiting = `async (holds, patience) => {
	const end = performance.now() + patience;
	const pause = (ms) => new Promise((done) => setTimeout(done, ms));
	for (;;) {
		try {
			if (await holds()) {
				await pause(40);
				return true;
			}
		} catch (e) {
			if (performance.now() > end) throw e;
		}
		if (performance.now() > end) return false;
		await pause(20);
	}
}`

// WaitVisible waits until an element is there and has an area.
func (p *Page) WaitVisible(selector string) {
	p.t.Helper()
	p.Wait(selector+" is visible", `(() => {
		const r = document.querySelector(`+quote(selector)+`)?.getBoundingClientRect();
		return r && r.width > 0 && r.height > 0;
	})()`)
}

// Text returns the text of an element as it is seen.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return Eval[string](p, "document.querySelector("+quote(selector)+").innerText")
}

// Picture returns a picture of the window, as PNG.
func (p *Page) Picture() []byte {
	p.t.Helper()
	picture, err := p.picture()
	if err != nil {
		p.t.Fatalf("take a picture: %v", err)
	}
	return picture
}

func (p *Page) picture() ([]byte, error) {
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}

// PDF returns the page as it is printed, on A4.
func (p *Page) PDF() []byte {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	if err != nil {
		p.t.Fatalf("print: %v", err)
	}
	return pdf
}

// Screenshot stores a picture of the window, TEST-NAME.png, in the folder that INKGRAD_SCREENSHOTS names. Without it,
// it does nothing.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	dir := os.Getenv("INKGRAD_SCREENSHOTS")
	if dir == "" {
		return
	}
	picture, err := p.picture()
	if err != nil {
		p.t.Errorf("take a picture: %v", err)
		return
	}
	file := filepath.Join(dir, strings.NewReplacer("/", "-", " ", "_").Replace(p.t.Name()+"-"+name)+".png")
	if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(file, picture, 0o644)); err != nil {
		p.t.Errorf("store a picture: %v", err)
	}
}

// quote returns s as a JavaScript string.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic("browsertest: a string has no JSON: " + err.Error())
	}
	return string(b)
}
