package site

import (
	"encoding/json"
	"html"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/site/api"
)

// TestSecurityHeaders looks at the answers for every file, for what is not there, and of the API.
func TestSecurityHeaders(t *testing.T) {
	s := newSite(t)
	paths := []string{"/wat", "/embed/wat", "/embed/draw/", "/healthz", "/oembed", "/api/snapshots", "/s/wat"}
	for _, a := range s.Assets() {
		paths = append(paths, a.Path)
	}
	for _, path := range paths {
		h := get(s, "GET", path).Header
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff",
			"Cross-Origin-Resource-Policy": "cross-origin",
			"Cross-Origin-Embedder-Policy": "require-corp", "Referrer-Policy": "strict-origin-when-cross-origin"} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q, want %q", path, name, h.Get(name), want)
			}
		}
		if h.Get("Permissions-Policy") == "" || !strings.Contains(h.Get("Permissions-Policy"), "camera=()") {
			t.Errorf("%s: it may ask for devices: %q", path, h.Get("Permissions-Policy"))
		}
		opener := h.Get("Cross-Origin-Opener-Policy")
		if isolated := opener == "same-origin"; isolated == strings.HasPrefix(path, "/embed/") {
			t.Errorf("%s: Cross-Origin-Opener-Policy is %q", path, opener)
		}
		csp := strings.Join(h.Values("Content-Security-Policy"), "; ")
		if framed := strings.HasPrefix(path, "/embed/"); strings.Contains(csp, "frame-ancestors") == framed {
			t.Errorf("%s: may it be in a frame elsewhere? %q", path, csp)
		}
		_, script, ok := strings.Cut(csp, "script-src ")
		want := "'self' 'wasm-unsafe-eval'"
		if strings.HasPrefix(path, "/embed/") {
			want = "'self' http://example.com 'wasm-unsafe-eval'" // the host that httptest asks for
		}
		if script, _, _ = strings.Cut(script, ";"); ok && script != want || !ok &&
			!strings.Contains(csp, "default-src 'none'") {
			t.Errorf("%s: its policy is %q", path, csp)
		}
	}
}

// TestPolicyOfAnyHost sends names of hosts that no browser sends: none gets into the policy, or opens it.
func TestPolicyOfAnyHost(t *testing.T) {
	s := newSite(t)
	for host, named := range map[string]bool{"inkgrad.example": true, "127.0.0.1:8080": true, "localhost:1": true,
		"[::1]:8080": false, "*": false, "*:80": false, "a.example; script-src *": false,
		"a.example 'unsafe-eval'": false, "a.example,b.example": false, "": false, "a.example/": false,
		"a.example:*": false} {
		r := httptest.NewRequest("GET", "/embed/draw", nil)
		r.Host = host
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		want := api.Policy()
		if named {
			want = api.Policy("http://" + host)
		}
		if got := w.Header().Get("Content-Security-Policy"); got != want {
			t.Errorf("for %q the policy is %q", host, got)
		}
	}
}

var inline = regexp.MustCompile(`<script[^>]*>[^<]|<[^>]*\son[a-z]+=|javascript:`)

// TestNoInlineScript reads the documents: each has the policy in itself, before anything that loads, and nothing that
// it would stop. That of a frame names the host, or where it is not known any, for a host of files may send no policy.
func TestNoInlineScript(t *testing.T) {
	for origin, framed := range map[string]string{
		"": api.Policy("http:", "https:"), "https://inkgrad.example/": api.Policy("https://inkgrad.example"),
	} {
		s, err := New(Config{Files: []fs.FS{files()}, Origin: origin})
		if err != nil {
			t.Fatal(err)
		}
		noInlineScript(t, s, framed)
	}
}

func noInlineScript(t *testing.T, s *Site, framed string) {
	t.Helper()
	n := 0
	for _, a := range s.Assets() {
		if a.Type != mediaTypes[".html"] || strings.HasPrefix(a.Path, "/web/") {
			continue
		}
		n++
		doc := string(a.Body)
		if found := inline.FindString(doc); found != "" {
			t.Errorf("%s has %s", a.Path, found)
		}
		policy := api.Policy()
		if api.Framed(a.Path) {
			policy = framed
		}
		allowed := `<meta http-equiv="Content-Security-Policy" content="` + html.EscapeString(policy) + `">`
		if at := strings.Index(doc, allowed); at < 0 || at > strings.Index(doc, "<link") {
			t.Errorf("%s has no policy, or has it late", a.Path)
		}
	}
	if n < 10 {
		t.Errorf("there are %d documents", n)
	}
}

// TestHostile sends what no page sends to a server with a folder for snapshots: every answer says why in JSON, nothing
// fails inside, and what is kept opens pages of this site only.
func TestHostile(t *testing.T) {
	dir := t.TempDir()
	s, err := New(Config{Files: []fs.FS{files()}, API: api.Config{Store: FileStore(dir)}})
	if err != nil {
		t.Fatal(err)
	}
	post := func(contentType, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/api/snapshots", strings.NewReader(body))
		r.Header.Set("Content-Type", contentType)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if !json.Valid(w.Body.Bytes()) || w.Header().Get("Content-Type") != "application/json" ||
			w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%.99q is answered with %s %.99q", body, w.Header().Get("Content-Type"), w.Body)
		}
		return w
	}
	const jsonType = "application/json"
	for name, c := range map[string]struct {
		contentType, body string
		status            int
	}{
		"script in the state": {jsonType, `{"page":"/","state":"<script>alert(1)</script>"}`, 400},
		"script in a formula": {jsonType, `{"page":"/formula","state":"formula=%3Cscript%3Ealert(1)%3C/script%3E"}`,
			201},
		"HTML in the page":   {jsonType, `{"page":"/<img src=x onerror=alert(1)>","state":""}`, 400},
		"a URL as the page":  {jsonType, `{"page":"javascript:alert(1)","state":""}`, 400},
		"another host":       {jsonType, `{"page":"//evil.example/embed/draw","state":""}`, 400},
		"a path upwards":     {jsonType, `{"page":"/embed/../../etc/passwd","state":""}`, 400},
		"lines in the state": {jsonType, `{"page":"/","state":"seed=7\r\nSet-Cookie: a=b"}`, 400},
		"a huge number":      {jsonType, `{"page":"/","state":"seed=` + strings.Repeat("9", 400) + `"}`, 400},
		"an infinite number": {jsonType, `{"page":"/","state":"learningRate=1e999"}`, 400},
		"no number":          {jsonType, `{"page":"/","state":"learningRate=NaN"}`, 400},
		"a huge network": {jsonType, `{"page":"/","state":"hidden=` + strings.Repeat("100000,", 100) + `1"}`,
			400},
		"numbers for strings":   {jsonType, `{"page":1e400,"state":7}`, 400},
		"deep JSON":             {jsonType, strings.Repeat(`{"page":`, 20_000), 400},
		"deep lists":            {jsonType, strings.Repeat(`[`, 200_000), 400},
		"HTML":                  {"text/html", `<script>alert(1)</script>`, 415},
		"a form":                {"application/x-www-form-urlencoded", `page=/&state=`, 415},
		"JSON as text":          {"text/plain", `{"page":"/","state":""}`, 415},
		"a list of types":       {"application/json, text/html", `{"page":"/","state":""}`, 415},
		"too large":             {jsonType, strings.Repeat("a", api.MaxSnapshot+1), 413},
		"too large after valid": {jsonType, `{"page":"/","state":""}` + strings.Repeat(" ", api.MaxSnapshot), 413},
		"a zero byte":           {jsonType, "{\"page\":\"/\x00\",\"state\":\"\"}", 400},
		"no text":               {jsonType, "\xff\xfe\x00{", 400},
	} {
		if w := post(c.contentType, c.body); w.Code != c.status {
			t.Errorf("%s: %d %.200s, want %d", name, w.Code, w.Body, c.status)
		}
	}

	r := rand.New(rand.NewPCG(6, 4))
	for range 200 {
		body := []byte(`{"page":"/embed/graph","state":"seed=7&hidden=30,20&formula=x*y"}`)
		if r.IntN(2) == 0 {
			body = make([]byte, r.IntN(2000))
		}
		for range 1 + r.IntN(len(body)+1) {
			if len(body) > 0 {
				body[r.IntN(len(body))] = byte(r.IntN(256))
			}
		}
		if w := post(jsonType, string(body)); w.Code != http.StatusBadRequest && w.Code != http.StatusCreated {
			t.Errorf("%q: %d %s", body, w.Code, w.Body)
		}
	}

	kept, err := os.ReadDir(dir)
	if err != nil || len(kept) == 0 {
		t.Fatalf("%d snapshots are kept: %v", len(kept), err)
	}
	for _, e := range kept {
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := api.Parse(body); err != nil || !api.ValidID(e.Name()) {
			t.Errorf("%s is kept: %s, %v", e.Name(), body, err)
		}
		for _, path := range []string{"/s/", "/api/snapshots/"} {
			res := get(s, "GET", path+e.Name())
			to := res.Header.Get("Location")
			if strings.ContainsAny(to, "<>\"\r\n") || to != "" && (to[0] != '/' || strings.HasPrefix(to, "//")) ||
				res.Header.Get("Content-Type") != jsonType {
				t.Errorf("%s%s opens %q as %s", path, e.Name(), to, res.Header.Get("Content-Type"))
			}
			if strings.Contains(res.Header.Get("Content-Security-Policy"), "script-src") {
				t.Errorf("%s%s may run scripts", path, e.Name())
			}
		}
	}
}
