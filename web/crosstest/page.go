package crosstest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// Patience is how long a test waits for something. It is long because the machine may be busy; a test that passes does
// not feel it.
const Patience = 60 * time.Second

// Page is the tab of a browser. Its methods fail the test when they cannot do what they are asked for.
type Page struct {
	// Origin and Other are the origins of the page's server, of two sites: "http://127.0.0.1:41231" and
	// "http://localhost:41231".
	Origin, Other string

	t       *testing.T
	browser Browser
	log     *browsertest.Log
	frames  []string
}

// Option changes how a page is opened.
type Option func(*config)

type config struct {
	width, height int
	cookies       cookies
	routes        map[string]http.Handler
}

// cookies says whom a browser lets have cookies, and with them all storage.
type cookies int

const (
	usualCookies cookies = iota // as the browser comes
	noThirdParty
	noCookies
)

// NoThirdParty has the browser block the cookies of sites other than the page's: those of a frame from elsewhere.
func NoThirdParty(c *config) { c.cookies = noThirdParty }

// NoCookies has the browser block all cookies.
func NoCookies(c *config) { c.cookies = noCookies }

// Document lets the server answer a path by an HTML document, beside the site.
func Document(path, body string) Option {
	return func(c *config) {
		c.routes[path] = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, "<!DOCTYPE html><html lang=en><title>Notes</title><link rel=icon href=data:,>\n%s",
				strings.ReplaceAll(body, "{inkgrad}", "http://127.0.0.1:"+port(r)))
		})
	}
}

// port returns the port of the server that was asked.
func port(r *http.Request) string {
	_, port, _ := strings.Cut(r.Host, ":")
	return port
}

// Open starts a browser, opens a path, and waits until its document is loaded. The browser ends with the test.
func Open(t *testing.T, k Kind, path string, options ...Option) *Page {
	t.Helper()
	p := prepare(t, k, options...)
	p.Go(p.Origin + path)
	return p
}

// OpenOther is Open at the other site. {inkgrad} in its documents is the origin of the page that they have in a frame.
func OpenOther(t *testing.T, k Kind, path string, options ...Option) *Page {
	t.Helper()
	p := prepare(t, k, options...)
	p.Go(p.Other + path)
	return p
}

func prepare(t *testing.T, k Kind, options ...Option) *Page {
	t.Helper()
	c := &config{width: 1280, height: 900, routes: map[string]http.Handler{}}
	for _, o := range options {
		o(c)
	}
	p := &Page{t: t, log: &browsertest.Log{Handler: c.handler(browsertest.Built(t))}}
	server := browsertest.NewServer(p.log)
	t.Cleanup(server.Close)
	p.Origin = server.URL
	p.Other = strings.Replace(p.Origin, "127.0.0.1", "localhost", 1)
	// A browser that starts competes with all else on the machine, as a page does not.
	ctx, cancel := context.WithTimeout(context.Background(), 3*Patience)
	defer cancel()
	var err error
	if p.browser, err = k.start(ctx, c); err != nil {
		t.Fatalf("start %s: %v", k.Name, err)
	}
	t.Cleanup(p.finish)
	return p
}

// handler answers by the routes and the site.
func (c *config) handler(site http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", site)
	for pattern, h := range c.routes {
		mux.Handle(pattern, h)
	}
	return mux
}

// finish takes a picture of a failure, fails the test for what the page complained about, and ends the browser.
func (p *Page) finish() {
	if p.t.Failed() {
		p.Screenshot("failed")
	}
	complaints := p.browser.Complaints()
	for _, r := range p.log.All() {
		if r.Status >= 400 {
			complaints = append(complaints, fmt.Sprintf("%s %s was answered %d", r.Method, r.URL, r.Status))
		}
	}
	for _, text := range complaints {
		p.t.Errorf("the page complains: %s", text)
	}
	if err := p.browser.Close(); err != nil {
		p.t.Errorf("close the browser: %v", err)
	}
}

// do does one thing within the test's patience, and fails the test when it cannot be done.
func (p *Page) do(what string, f func(ctx context.Context) error) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	if err := f(ctx); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// Go opens a URL, of either origin.
func (p *Page) Go(url string) {
	p.t.Helper()
	p.do("open "+url, func(ctx context.Context) error { return p.browser.Open(ctx, url) })
}

// Reload loads the page again.
func (p *Page) Reload() {
	p.t.Helper()
	p.do("load the page again", p.browser.Reload)
}

// Requests returns what the server was asked for so far.
func (p *Page) Requests() []browsertest.Request { return p.log.All() }

// Frame returns a frame of the page, or of another frame, as a Page: what is said of elements is meant there. The
// element is a JavaScript expression for its <iframe>.
func (p *Page) Frame(element string) *Page {
	f := *p
	f.frames = append(f.frames[:len(f.frames):len(f.frames)], element)
	return &f
}

// Eval returns the value of a JavaScript expression, in which await may be used.
func Eval[V any](p *Page, expression string) V {
	p.t.Helper()
	v, err := evaluate[V](p, expression, Patience)
	if err != nil {
		p.t.Fatalf("evaluate %s: %v", expression, err)
	}
	return v
}

// Run runs JavaScript statements, in which await may be used.
func (p *Page) Run(statements string) {
	p.t.Helper()
	Eval[any](p, "(async () => {"+statements+"\n})()")
}

func evaluate[V any](p *Page, expression string, patience time.Duration) (v V, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	text, err := p.browser.Evaluate(ctx, p.frames, "(async () => JSON.stringify(await ("+expression+")) ?? 'null')()")
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(text), &v)
}

// Wait looks until a JavaScript expression, in which await may be used, is true. The text says in words what is waited
// for.
func (p *Page) Wait(what, expression string) {
	p.t.Helper()
	// A look at a page that is just leaving may have no end.
	const look = Patience / 4
	end := time.Now().Add(Patience)
	var last error
	for {
		ok, err := evaluate[bool](p, "!!(await ("+expression+"))", min(look, time.Until(end)))
		if ok {
			return
		}
		if err != nil {
			last = err // the page may be between two documents
		}
		if !time.Now().Before(end) {
			p.t.Fatalf("waited %v in vain until %s: %s (last error: %v)", Patience, what, expression, last)
		}
		time.Sleep(50 * time.Millisecond) // between two looks
	}
}

// Text returns the text of an element as it is seen.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return Eval[string](p, "document.querySelector("+quote(selector)+").innerText")
}

// Choose chooses files in an input of the page.
func (p *Page) Choose(selector string, files ...string) {
	p.t.Helper()
	p.do("choose files in "+selector, func(ctx context.Context) error {
		return p.browser.Choose(ctx, "document.querySelector("+quote(selector)+")", files...)
	})
}

// Saved waits until the browser has saved the whole of a file, and returns what is in it. WebKit writes a file bit by
// bit under its own name, and only who knows the format can tell that it is whole.
func (p *Page) Saved(name string, whole func(file []byte) bool) []byte {
	p.t.Helper()
	file := filepath.Join(p.browser.Downloads(), name)
	for end := time.Now().Add(Patience); ; {
		body, err := os.ReadFile(file)
		if err == nil && whole(body) {
			if err := os.Remove(file); err != nil {
				p.t.Fatal(err)
			}
			return body
		}
		if time.Now().After(end) {
			p.t.Fatalf("waited %v in vain for %s: %d bytes of it are there (last error: %v)", Patience, name, len(body),
				err)
		}
		time.Sleep(50 * time.Millisecond) // between two looks
	}
}

// Screenshot stores a picture of the window, TEST-NAME.png, in the folder that INKGRAD_SCREENSHOTS names. Without it,
// it does nothing.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	dir := os.Getenv("INKGRAD_SCREENSHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), Patience/4)
	defer cancel()
	picture, err := p.browser.Picture(ctx)
	if err == nil {
		file := strings.NewReplacer("/", "-", " ", "_").Replace(p.t.Name()+"-"+name) + ".png"
		err = errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, file), picture, 0o644))
	}
	if err != nil {
		p.t.Errorf("take a picture: %v", err)
	}
}

// quote returns s as a JavaScript string.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic("crosstest: a string has no JSON: " + err.Error())
	}
	return string(b)
}
