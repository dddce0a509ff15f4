//go:build !js

package web_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/site"
	"github.com/inkgrad/inkgrad/web/site/api"
)

// serveSnapshots serves the site as the native server does, with a store of its own. A client may keep so many
// snapshots.
func serveSnapshots(t *testing.T, limit int) browsertest.Option {
	t.Helper()
	root, err := browsertest.Root()
	if err != nil {
		t.Fatal(err)
	}
	config := site.Local(root)
	config.API = api.Config{Store: site.FileStore(t.TempDir()), Limiter: api.NewWindow(limit, time.Hour)}
	s, err := site.New(config)
	if err != nil {
		t.Skipf("this test needs a build: %v", err)
	}
	return browsertest.Serve(s)
}

const (
	shortButton = ".short-link button"
	shortMade   = `document.querySelector(".short-link-made")?.value`
	shortSaid   = `document.querySelector(".short-link .help").textContent`
	shortError  = `document.querySelector(".short-link .error").textContent`
)

func TestShortLink(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=30,20&seed=7", serveSnapshots(t, 9))
	p.Run(`document.querySelector(".keep").open = true`)
	p.Click(shortButton)
	p.Wait("the link is there", shortMade+`?.startsWith(location.origin + "/s/")`)
	p.Wait("and said to be", shortSaid+`.includes("short link")`)
	p.Screenshot("made")
	link := browsertest.Eval[string](p, shortMade)

	p.Run(`const seed = document.querySelector("#setting-seed"); seed.value = "8"; seed.dispatchEvent(new Event("change", { bubbles: true }))`)
	p.Wait("a link of other settings is not shown",
		`location.hash.includes("seed=8") && !document.querySelector(".short-link-made")`)

	p.Go(strings.TrimPrefix(link, p.Origin))
	p.Wait("it opens what was set", `location.pathname === "/" && location.hash === "#hidden=30,20&seed=7"
		&& document.querySelector("#setting-seed")?.value === "7" && document.querySelector("#setting-hidden")?.value === "30,20"`)

	p.Go("/share#seed=7")
	p.Wait("the author's page is there", `document.querySelector("`+shortButton+`")`)
	p.Click(shortButton)
	p.Wait("it gives a link, too", shortMade)
	p.Screenshot("share")
	p.Go(strings.TrimPrefix(browsertest.Eval[string](p, shortMade), p.Origin))
	p.Wait("which opens the panel",
		`location.pathname === "/embed/draw" && location.hash === "#seed=7" && document.querySelector("#ink")`)
}

// TestShortLinkFails lets the server refuse in several ways: it is said beside the button, the settings stay, and it
// can be tried again.
func TestShortLinkFails(t *testing.T) {
	t.Parallel()
	var next atomic.Pointer[http.HandlerFunc]
	sessions := make(chan string, 100)
	answer := func(f http.HandlerFunc) { next.Store(&f) }
	p := open(t, "/embed/train#seed=7", serveSnapshots(t, 9), browsertest.Allow("api/snapshots", "ERR_", "status of"),
		browsertest.Route("/api/snapshots", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			sessions <- r.Header.Get(api.SessionHeader)
			(*next.Load())(w, r)
		})))
	p.Run(`document.querySelector(".keep").open = true`)
	refuse := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			w.Write([]byte(body))
		}
	}
	for _, c := range []struct {
		name   string
		server http.HandlerFunc
		want   string
	}{
		{"offline", func(http.ResponseWriter, *http.Request) {
			panic(http.ErrAbortHandler)
		}, "the server does not answer"},
		{"too many", refuse(429, `{"error":{"code":"limit","message":"Those were many snapshots."}}`),
			"Those were many snapshots."},
		{"too large", refuse(413, `{"error":{"code":"too-large","message":"A snapshot has at most 9 bytes."}}`),
			"at most 9 bytes"},
		{"broken", refuse(502, `<h1>Bad gateway</h1>`), "the server answered 502"},
	} {
		answer(c.server)
		p.Click(shortButton)
		p.Wait(c.name+" is said", shortError+`.includes("`+c.want+`")`)
		if got := browsertest.Eval[string](p, `location.hash + (`+shortMade+` ?? "")`); got != "#seed=7" {
			t.Errorf("%s: after it there is %q", c.name, got)
		}
	}
	p.Screenshot("failed")
	answer(refuse(201, `{"id":"abc","path":"/s/abc"}`))
	p.Click(shortButton)
	p.Wait("it works at last", shortMade+` === location.origin + "/s/abc" && `+shortError+` === ""`)
	for first := <-sessions; len(sessions) > 0; {
		if s := <-sessions; s != first || s == "" {
			t.Errorf("one page named its session %q and %q", first, s)
		}
	}
}

// A host of files keeps nothing: there is no button, and the page asks nobody.
func TestNoShortLink(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/", "/share"} {
		p := browsertest.Open(t, path)
		p.Wait("the program runs",
			`document.querySelector(".keep, .share button") && !document.getElementById("app-wasm-loader")`)
		if browsertest.Eval[bool](p, `document.querySelector(".short-link") !== null`) {
			t.Errorf("%s offers short links", path)
		}
	}
}
