//go:build !js

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/site/api"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// wrangler returns the program that runs Workers, installed as package-lock.json says. A machine that cannot have it
// leaves the test out, but not with INKGRAD_EDGE=required.
func wrangler(t *testing.T) string {
	t.Helper()
	without := func(format string, args ...any) {
		t.Helper()
		if reason := fmt.Sprintf(format, args...); os.Getenv("INKGRAD_EDGE") == "required" {
			t.Fatal(reason)
		} else {
			t.Skip("the edge is left out: " + reason)
		}
	}
	if _, err := os.Stat("../../build/edge.done"); err != nil { // its time also tells go test that a result is old
		without("there is no Worker (make edge builds it)")
	}
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			without("%s is not installed", program)
		}
	}
	if v, err := exec.Command("node", "-p", "process.versions.node").Output(); err != nil || !recent(string(v)) {
		without("node is %q, %v; it takes 20 or newer", strings.TrimSpace(string(v)), err)
	}
	script, err := filepath.Abs("node_modules/wrangler/bin/wrangler.js")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(script); err != nil {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
		defer cancel()
		install := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
		if out, err := install.CombinedOutput(); err != nil {
			without("npm ci: %v\n%s", err, out)
		}
	}
	return script
}

// recent says whether a version, "20.20.2", is one of Node's that wrangler takes.
func recent(version string) bool {
	major, _, _ := strings.Cut(version, ".")
	n, err := strconv.Atoi(major)
	return err == nil && n >= 20
}

// start runs the Worker in workerd with what it keeps in the folder state, and returns its address and what ends it.
func start(t *testing.T, state string) (origin string, stop func()) {
	t.Helper()
	script := wrangler(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	var out bytes.Buffer
	cmd := exec.Command("node", script, "dev", "--ip", "127.0.0.1", "--port", fmt.Sprint(port), "--inspector-port", "0",
		"--persist-to", state,
		"--show-interactive-dev-session=false")
	cmd.Env = append(os.Environ(), "WRANGLER_SEND_METRICS=false", "CI=true",
		"WRANGLER_LOG_PATH="+filepath.Join(state, "log"))
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // workerd is a child of its own
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
			<-ended
		}
		if t.Failed() {
			t.Logf("wrangler said:\n%s", out.String())
		}
	}
	t.Cleanup(stop)
	origin = fmt.Sprintf("http://127.0.0.1:%d", port)
	for begun := time.Now(); time.Since(begun) < 2*time.Minute; time.Sleep(200 * time.Millisecond) {
		if res, err := http.Get(origin + "/healthz"); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return origin, stop
			}
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("wrangler ended: %v\n%s", err, out.String())
		default:
		}
	}
	t.Fatal("the Worker does not answer")
	return "", nil
}

// TestSize holds the Worker below what Cloudflare's free plan takes, 3 MB in gzip.
func TestSize(t *testing.T) {
	program, err := os.ReadFile("../../build/edge/worker/app.wasm")
	if os.IsNotExist(err) {
		t.Skip("there is no Worker (make edge builds it)")
	}
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(program); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if packed.Len() > 3_000_000 {
		t.Errorf("the Worker has %d bytes in gzip", packed.Len())
	}
}

// ask sends a request and follows no redirect.
func ask(t *testing.T, method, target, contentType, body string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	client := http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

// shared looks for the headers of every answer.
func shared(t *testing.T, res *http.Response) {
	t.Helper()
	for _, nv := range api.Shared() {
		if got := res.Header.Get(nv[0]); got != nv[1] {
			t.Errorf("%s: %s is %q, want %q", res.Request.URL, nv[0], got, nv[1])
		}
	}
}

// TestEdge runs what make edge built in workerd, the program in which Cloudflare runs Workers.
func TestEdge(t *testing.T) {
	state := t.TempDir()
	origin, stop := start(t, state)
	const jsonType, good = "application/json; charset=utf-8", `{"page":"/embed/graph","state":"#seed=7&hidden=30,20"}`
	id, body := api.Snapshot{Page: "/embed/graph", State: "hidden=30,20&seed=7"}.Encode()
	unknown := strings.Repeat("a", 26)

	for _, c := range []struct {
		name, method, path, contentType, body string
		status                                int
		want                                  string // in the body or the Location
	}{
		{"health", "GET", "/healthz", "", "", 200, `"snapshots":true`},
		{"keep", "POST", "/api/snapshots", jsonType, good, 201, id},
		{"keep again", "POST", "/api/snapshots", jsonType, good, 201, id},
		{"type with a comma", "POST", "/api/snapshots", `application/json; of="b,c"`, good, 201, id},
		{"read", "GET", "/api/snapshots/" + id, "", "", 200, string(body)},
		{"link", "GET", "/s/" + id, "", "", 302, "/embed/graph#hidden=30,20&seed=7"},
		{"oEmbed", "GET", "/oembed?maxwidth=300&url=" + url.QueryEscape(origin+"/s/"+id), "", "", 200, `"width":300`},
		{"oEmbed of a preset", "GET", "/oembed?url=" + url.QueryEscape(origin+"/preset/lenet"), "", "", 200,
			"/embed/all#"},
		{"oEmbed of others", "GET", "/oembed?url=https://other.example/", "", "", 404, "not-found"},
		{"no such snapshot", "GET", "/api/snapshots/" + unknown, "", "", 404, "not-found"},
		{"no such link", "GET", "/s/" + unknown, "", "", 404, "not-found"},
		{"no such route", "GET", "/api/wat", "", "", 404, "not-found"},
		{"method", "PUT", "/api/snapshots", jsonType, good, 405, "method"},
		{"type", "POST", "/api/snapshots", "text/html", good, 415, "type"},
		{"size", "POST", "/api/snapshots", jsonType, strings.Repeat(" ", api.MaxSnapshot+1), 413, "too-large"},
		{"state", "POST", "/api/snapshots", jsonType, `{"page":"/","state":"wat=1"}`, 400, "invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, got := ask(t, c.method, origin+c.path, c.contentType, c.body)
			if res.StatusCode != c.status || !strings.Contains(got+res.Header.Get("Location"), c.want) {
				t.Errorf("%s %s: %s %q, want %d and %q", c.method, c.path, res.Status, got, c.status, c.want)
			}
			if !json.Valid([]byte(got)) || res.Header.Get("Content-Type") != "application/json" {
				t.Errorf("%s %q is no JSON", res.Header.Get("Content-Type"), got)
			}
			shared(t, res)
			if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") ||
				!strings.Contains(csp, "sandbox") {
				t.Errorf("it has the policy %q", csp)
			}
		})
	}

	t.Run("files", func(t *testing.T) {
		for path, want := range map[string]struct {
			status int
			framed bool
		}{"/": {200, false}, "/share": {200, false}, "/preset/lenet": {200, false}, "/embed/draw": {200, true},
			"/web/app.wasm": {200, true},
			"/embed.js":     {200, true}, "/v1/embed.js": {200, true}, "/wat": {404, true}} {
			res, _ := ask(t, "GET", origin+path, "", "")
			shared(t, res)
			csp := strings.Join(res.Header.Values("Content-Security-Policy"), ", ")
			if res.StatusCode != want.status || !strings.Contains(csp, api.Policy("http:", "https:")) ||
				strings.Contains(csp, api.Unframed) == want.framed {
				t.Errorf("%s: %s with the policy %q", path, res.Status, csp)
			}
		}
	})

	t.Run("page", func(t *testing.T) {
		target, err := url.Parse(origin)
		if err != nil {
			t.Fatal(err)
		}
		proxy := httputil.NewSingleHostReverseProxy(target)
		proxy.ErrorHandler = func(w http.ResponseWriter, r *http.Request, err error) {
			if r.Context().Err() == nil { // else the browser has gone to another page meanwhile
				t.Errorf("%s: %v", r.URL, err)
				w.WriteHeader(http.StatusBadGateway)
			}
		}
		p := browsertest.Open(t, "/preset/lenet", browsertest.Serve(proxy))
		p.WaitFor(2*time.Minute, "the program has started",
			`document.querySelector("canvas") !== null && document.querySelector("#app-wasm-loader") === null`)
		p.Run(`document.querySelector(".keep").open = true`)
		p.Click(".short-link button")
		const link = `document.querySelector(".short-link-made")?.value`
		p.Wait("it has made a short link", link)
		p.Go(strings.TrimPrefix(browsertest.Eval[string](p, link), p.Origin))
		p.Wait("which opens the network",
			`location.pathname === "/" && location.hash.includes("network=") && document.querySelector("#preset")?.selectedOptions[0]?.text === "LeNet"`)
	})

	t.Run("limit", func(t *testing.T) {
		for seed := range 40 { // twice what wrangler.jsonc allows in a minute, as a minute may end between
			if res, got := ask(t, "POST", origin+"/api/snapshots", jsonType,
				fmt.Sprintf(`{"page":"/check","state":"seed=%d"}`, seed)); res.StatusCode == http.StatusTooManyRequests {
				if !strings.Contains(got, `"limit"`) || res.Header.Get("Retry-After") != "60" {
					t.Errorf("%v %s", res.Header, got)
				}
				return
			}
		}
		t.Error("one client may store as much as it wants")
	})

	t.Run("restart", func(t *testing.T) {
		stop()
		again, _ := start(t, state)
		if res, got := ask(t, "GET", again+"/api/snapshots/"+id, "", ""); res.StatusCode != 200 ||
			strings.TrimSpace(got) != string(body) {
			t.Errorf("after a restart: %s %q", res.Status, got)
		}
	})
}
