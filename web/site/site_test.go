package site

import (
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/inkgrad/inkgrad/nn/version"
	"github.com/inkgrad/inkgrad/web/site/api"
)

// files is a build in small: what the page needs by name, with contents of no meaning.
func files() fstest.MapFS {
	m := fstest.MapFS{}
	for _, name := range []string{"app.wasm", "engine.wasm", "wasm_exec.js", "guard.js", "ink.js", "boot.js",
		"engine.js", "embed.js", "embed.d.ts", "icon.svg", "icon-192.png", "icon-512.png", "manifest.webmanifest",
		"boot.css", "inkgrad.css", "app-worker.js", "data/test.gz", ".hidden", ".git/config"} {
		m[name] = &fstest.MapFile{Data: []byte("the content of " + name)}
	}
	m["notes/mkdocs/mkdocs.yml"] = &fstest.MapFile{}
	return m
}

// newSite makes a site of files() in which app.wasm has compressed forms.
func newSite(t *testing.T) *Site {
	t.Helper()
	h := hash([]byte("the content of app.wasm"))
	packed := fstest.MapFS{h + ".br": {Data: []byte("brotli")}, h + ".gz": {Data: []byte("gzip")}}
	s, err := New(Config{Files: []fs.FS{files()}, Packed: packed})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(s http.Handler, method, path string, header ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestStatusAndType(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		method, path string
		status       int
		mediaType    string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8"},
		{"HEAD", "/", 200, "text/html; charset=utf-8"},
		{"GET", "/embed/draw", 200, "text/html; charset=utf-8"},
		{"GET", "/embed/train", 200, "text/html; charset=utf-8"},
		{"GET", "/embed/graph", 200, "text/html; charset=utf-8"},
		{"GET", "/web/app.wasm", 200, "application/wasm"},
		{"GET", "/web/boot.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/embed.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/embed.d.ts", 200, "text/plain; charset=utf-8"},
		{"GET", "/v1/embed.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/v1/embed.d.ts", 200, "text/plain; charset=utf-8"},
		{"GET", "/app-worker.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/web/icon.svg", 200, "image/svg+xml"},
		{"GET", "/web/icon-192.png", 200, "image/png"},
		{"GET", "/web/manifest.webmanifest", 200, "application/manifest+json"},
		{"GET", "/web/data/test.gz", 200, "application/octet-stream"},
		{"GET", "/healthz", 200, "application/json"},
		{"GET", "/nothing", 404, "text/html; charset=utf-8"},
		{"HEAD", "/nothing", 404, "text/html; charset=utf-8"},
		{"GET", "/404.html", 404, "text/html; charset=utf-8"},
		{"GET", "/web/", 404, "text/html; charset=utf-8"},
		{"GET", "/web/.hidden", 404, "text/html; charset=utf-8"},
		{"GET", "/web/.git/config", 404, "text/html; charset=utf-8"},
		{"GET", "/web/%2e%2e/go.mod", 404, "text/html; charset=utf-8"},
		{"GET", "/go.mod", 404, "text/html; charset=utf-8"},
		{"GET", "/web/..%2f..%2fgo.mod", 404, "text/html; charset=utf-8"},
		{"GET", "/web/boot.js/", 404, "text/html; charset=utf-8"},
		{"POST", "/", 405, "text/plain; charset=utf-8"},
		{"DELETE", "/web/app.wasm", 405, "text/plain; charset=utf-8"},
		{"POST", "/healthz", 405, "application/json"},
	} {
		r := get(s, c.method, c.path)
		if r.StatusCode != c.status || r.Header.Get("Content-Type") != c.mediaType {
			t.Errorf("%s %s: %d %q, want %d %q", c.method, c.path, r.StatusCode, r.Header.Get("Content-Type"), c.status,
				c.mediaType)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: not nosniff", c.method, c.path)
		}
		if got := body(t, r); (got == "") != (c.method == "HEAD") {
			t.Errorf("%s %s: body %q", c.method, c.path, got)
		}
		if r.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s %s: encoded, without being asked", c.method, c.path)
		}
	}
}

func TestSlash(t *testing.T) {
	r := get(newSite(t), "GET", "/embed/draw/?a=1&b=%2F")
	if r.StatusCode != http.StatusPermanentRedirect || r.Header.Get("Location") != "/embed/draw?a=1&b=%2F" {
		t.Errorf("%d to %q", r.StatusCode, r.Header.Get("Location"))
	}
}

func TestNegotiation(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		accept []string
		want   string // the Content-Encoding
	}{
		{nil, ""},
		{[]string{""}, ""},
		{[]string{"gzip, deflate, br, zstd"}, "br"},
		{[]string{"gzip, deflate"}, "gzip"},
		{[]string{"GZIP"}, "gzip"},
		{[]string{"br;q=0.5, gzip;q=1.0"}, "gzip"},
		{[]string{"br; q=0.5 , gzip ; q=0.5"}, "br"},
		{[]string{"br;q=0, gzip;q=0.001"}, "gzip"},
		{[]string{"br;q=0", "gzip"}, "gzip"},
		{[]string{"*"}, "br"},
		{[]string{"*;q=0.1, br;q=0"}, "gzip"},
		{[]string{"identity"}, ""},
		{[]string{"identity;q=1, gzip;q=0.5"}, ""},
		{[]string{"identity;q=0.5, gzip;q=0.7"}, "gzip"},
		{[]string{"br;q=0, gzip;q=0"}, ""},
		{[]string{"*;q=0"}, ""},
		{[]string{"br;q=nonsense, gzip"}, "gzip"},
		{[]string{"br;q=7, gzip"}, "gzip"},
		{[]string{",;, ;q=1,gzip"}, "gzip"},
	} {
		header := []string{}
		for _, a := range c.accept {
			header = append(header, "Accept-Encoding", a)
		}
		r := get(s, "GET", "/web/app.wasm", header...)
		want := map[string]string{"": "the content of app.wasm", "br": "brotli", "gzip": "gzip"}[c.want]
		if got := r.Header.Get("Content-Encoding"); got != c.want || body(t, r) != want {
			t.Errorf("%q: encoding %q, want %q with its content", c.accept, got, c.want)
		}
		if r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: Vary %q", c.accept, r.Header.Get("Vary"))
		}
	}
	// What has one form only does not vary, and data that is packed by itself is not declared as encoded.
	r := get(s, "GET", "/web/data/test.gz", "Accept-Encoding", "br, gzip")
	if r.Header.Get("Vary") != "" || r.Header.Get("Content-Encoding") != "" {
		t.Errorf("test.gz: %v", r.Header)
	}
}

func TestRevalidation(t *testing.T) {
	s := newSite(t)
	tag := func(header ...string) string { return get(s, "GET", "/web/app.wasm", header...).Header.Get("ETag") }
	plain, br := tag(), tag("Accept-Encoding", "br")
	if plain == br || plain == "" || !strings.HasPrefix(plain, `"`) {
		t.Fatalf("tags %s and %s: two representations need two strong ones", plain, br)
	}
	for _, c := range []struct {
		ifNoneMatch, accept string
		status              int
	}{
		{plain, "", 304}, {br, "br", 304}, {plain, "br", 200}, {br, "", 200},
		{`"other", ` + plain, "", 304}, {"W/" + plain, "", 304}, {"*", "", 304}, {`"other"`, "", 200}, {"", "", 200},
	} {
		r := get(s, "GET", "/web/app.wasm", "If-None-Match", c.ifNoneMatch, "Accept-Encoding", c.accept)
		if r.StatusCode != c.status {
			t.Errorf("If-None-Match %s, Accept-Encoding %q: %d, want %d", c.ifNoneMatch, c.accept, r.StatusCode,
				c.status)
		}
		if r.StatusCode == 304 &&
			(body(t, r) != "" || r.Header.Get("ETag") == "" || r.Header.Get("Content-Encoding") != "") {
			t.Errorf("304 with %v", r.Header)
		}
	}
	if r := get(s, "GET", "/nothing", "If-None-Match", "*"); r.StatusCode != 404 || r.Header.Get("ETag") != "" {
		t.Errorf("what is not there: %d %v", r.StatusCode, r.Header)
	}
}

func TestCacheControl(t *testing.T) {
	s := newSite(t)
	const immutable = "public, max-age=31536000, immutable"
	for path, want := range map[string]string{
		"/":                               "no-cache",
		"/web/app.wasm":                   "no-cache",
		"/web/app.wasm?v=" + s.Version:    immutable,
		"/web/app.wasm?v=anotherBuild":    "no-cache",
		"/nothing?v=" + s.Version:         "no-cache",
		"/healthz":                        "no-store",
		"/web/data/test.gz":               "no-cache",
		"/web/icon.svg?v=" + s.Version:    immutable,
		"/embed.js":                       "no-cache",
		"/web/boot.js?w=1&v=" + s.Version: immutable,
	} {
		if got := get(s, "GET", path).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// TestVersion holds that the site is a function of its files: the same files give the same bytes, another file another
// version.
func TestVersion(t *testing.T) {
	a, b := newSite(t), newSite(t)
	if a.Version != b.Version {
		t.Error("the same files give two versions")
	}
	for i, asset := range a.Assets() {
		if other := b.Assets()[i]; asset.Path != other.Path || asset.Hash != other.Hash {
			t.Errorf("the same files give two %s", asset.Path)
		}
	}
	changed := files()
	changed["engine.wasm"] = &fstest.MapFile{Data: []byte("another engine")}
	c, err := New(Config{Files: []fs.FS{changed}})
	if err != nil {
		t.Fatal(err)
	}
	if c.Version == a.Version {
		t.Error("another engine.wasm gives the same version")
	}
}

func TestNewErrors(t *testing.T) {
	without := func(name string) fstest.MapFS {
		m := files()
		delete(m, name)
		return m
	}
	for name, c := range map[string]struct {
		files []fs.FS
		want  string
	}{
		"no program":   {[]fs.FS{without("app.wasm")}, "/web/app.wasm is missing (make build makes it)"},
		"no engine":    {[]fs.FS{without("engine.wasm")}, "/web/engine.wasm is missing (make build makes it)"},
		"no icon":      {[]fs.FS{without("icon-192.png")}, "/web/icon-192.png is missing (make build makes it)"},
		"a name twice": {[]fs.FS{files(), fstest.MapFS{"boot.js": {}}}, "/web/boot.js is there twice"},
	} {
		if _, err := New(Config{Files: c.files}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
	if _, err := New(Local(t.TempDir())); err == nil || !strings.Contains(err.Error(), "there is no build yet") {
		t.Errorf("an empty folder: error %v", err)
	}
}

// TestDocuments holds what each page promises: it is named and described, can be zoomed, asks no other host, runs no
// inline script, and every file that it names is there, by its immutable URL.
func TestDocuments(t *testing.T) {
	s := newSite(t)
	link := regexp.MustCompile(`(?:href|src|data-wasm)="([^"]*)"`)
	paths := []string{"/nothing"}
	for _, page := range pages() {
		paths = append(paths, page.Path)
	}
	for _, path := range paths {
		doc := body(t, get(s, "GET", path))
		for _, want := range []string{`<html lang="en">`, "<title>",
			`name="viewport" content="width=device-width, initial-scale=1`,
			`media="(prefers-color-scheme: dark)"`, `rel="icon"`} {
			if !strings.Contains(doc, want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
		for _, not := range []string{"user-scalable", "maximum-scale", "https://", "<script>", "onclick=", "onload="} {
			if strings.Contains(doc, not) {
				t.Errorf("%s has %s", path, not)
			}
		}
		if header := path != "/nothing" &&
			!strings.HasPrefix(path, "/embed/"); header != strings.Contains(doc, "Inkgrad "+version.Current+"<") {
			t.Errorf("%s: a page says its version, a frame does not", path)
		}
		if path != "/nothing" && !strings.Contains(doc, `name="description"`) {
			t.Errorf("%s is not described", path)
		}
		if strings.HasPrefix(path, "/embed/") != (strings.Contains(doc, `name="robots"`) && path != "/nothing") {
			t.Errorf("%s: frames are not for search engines, pages are", path)
		}
		for _, m := range link.FindAllStringSubmatch(doc, -1) {
			if !strings.HasPrefix(m[1], "/web/") {
				continue
			}
			if r := get(s, "GET", m[1]); r.StatusCode != 200 ||
				!strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
				t.Errorf("%s names %s: %d %s", path, m[1], r.StatusCode, r.Header.Get("Cache-Control"))
			}
		}
	}
}

func TestExportFolder(t *testing.T) {
	s := newSite(t)
	exists := func(path ...string) bool {
		_, err := os.Stat(filepath.Join(path...))
		return err == nil
	}
	dir := t.TempDir()
	if err := s.Export(dir); err != nil { // an empty folder is as good as none
		t.Fatal(err)
	}
	for _, name := range []string{"index.html", "embed/draw.html", "embed/draw/index.html", "404.html", "embed.js",
		"v1/embed.js", "app-worker.js",
		".nojekyll", "web/app.wasm", "web/data/test.gz"} {
		if !exists(dir, name) {
			t.Errorf("%s is missing", name)
		}
	}
	if exists(dir, "web/notes") {
		t.Error("the notes, which others build pages of, are among the page's files")
	}
	for _, name := range []string{"web/old.js", ".git/config"} {
		if err := write(filepath.Join(dir, name), nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Export(dir); err != nil {
		t.Fatal(err)
	}
	if exists(dir, "web/old.js") || !exists(dir, ".git/config") || !exists(dir, "index.html") {
		t.Error("a second export must remove what the first one had and it has not, and nothing of others")
	}
	other := t.TempDir()
	for _, name := range []string{"letter.txt", ".nojekyll"} {
		if err := write(filepath.Join(other, name), nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Export(other); err == nil || !exists(other, "letter.txt") || exists(other, "index.html") {
		t.Errorf("a folder with somebody's letter: error %v", err)
	}
}

func TestRepair(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`<p>a < b "c" \\</p>`, `<p>a < b "c" \\</p>`},
		{`<p id="b" class="a">x</p>`, `<p class="a" id="b">x</p>`},
		{`<p title="say \"no\" & go">x</p>`, `<p title="say &#34;no&#34; & go">x</p>`},
		{`<p title="a\u00a0b — c\\d">x</p>`, "<p title=\"a\u00a0b — c\\d\">x</p>"},
		{`<i hidden aria-hidden>x</i>`, `<i aria-hidden="true" hidden>x</i>`},
		{`<i data-old hidden>x</i>`, `<i data-old="true" hidden>x</i>`},
		{`<i hidden="false" aria-hidden="false">x</i>`, `<i aria-hidden="false">x</i>`},
		{`<details open="false">`, `<details>`},
		{`<path fill="none" d="M0 0L1 1"/>`, `<path d="M0 0L1 1" fill="none"/>`},
		{`<a title="1 > 0" href="/?a=1&b=2">x</a>`, `<a href="/?a=1&b=2" title="1 > 0">x</a>`},
		{`<style>a > b { content: "<i x>" }</style>`, `<style>a > b { content: "<i x>" }</style>`},
	} {
		if got := repair(c.in); got != c.want {
			t.Errorf("%s\n became %s\n not    %s", c.in, got, c.want)
		}
	}
}

// A page has one style sheet, of all files, in which what builds on another comes after it.
func TestStyles(t *testing.T) {
	m := files()
	for _, name := range []string{"boot.css", "inkgrad.css", "check.css", "panels.css", "widgets.css"} {
		m[name] = &fstest.MapFile{Data: []byte("." + name + " {}")}
	}
	m["notes/deep.css"] = &fstest.MapFile{Data: []byte(".deep.css {}")}
	s, err := New(Config{Files: []fs.FS{m}})
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`[a-z]+\.css`)
	for _, page := range []string{"/", "/embed/draw", "/nowhere"} {
		got := names.FindAllString(body(t, get(s, "GET", page)), -1)
		if want := []string{"styles.css"}; !slices.Equal(got, want) {
			t.Errorf("%s asks for %q, want %q", page, got, want)
		}
	}
	got := names.FindAllString(body(t, get(s, "GET", "/web/styles.css")), -1)
	if want := []string{"boot.css", "inkgrad.css", "widgets.css", "check.css", "panels.css"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if status := get(s, "GET", "/web/check.css").StatusCode; status != http.StatusNotFound {
		t.Errorf("a part of the style sheet is answered %d", status)
	}
}

func TestOrigin(t *testing.T) {
	s, err := New(Config{Files: []fs.FS{files()}, Origin: "https://example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	doc := body(t, get(s, "GET", "/embed/draw"))
	for _, want := range []string{`<link rel="canonical" href="https://example.org/embed/draw">`,
		`<meta property="og:url" content="https://example.org/embed/draw">`,
		`<meta property="og:image" content="https://example.org/web/inkgrad.png">`} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s", want)
		}
	}
}

// TestBase renders a site for a folder of a host: everything that its pages name lies in that folder.
func TestBase(t *testing.T) {
	s, err := New(Config{Files: []fs.FS{files()}, Origin: "https://example.org", Base: "/notes/inkgrad/"})
	if err != nil {
		t.Fatal(err)
	}
	doc := body(t, get(s, "GET", "/formula"))
	for _, want := range []string{`<link rel="canonical" href="https://example.org/notes/inkgrad/formula">`,
		`<meta property="og:image" content="https://example.org/notes/inkgrad/web/formula.png">`,
		`type="application/json+oembed" href="https://example.org/notes/inkgrad/formula/oembed.json"`,
		`<a href="/notes/inkgrad/check">`, `data-path="/notes/inkgrad/formula"`} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s in the page", want)
		}
	}
	outside := regexp.MustCompile(`(?:href|src|data-wasm|data-engine)="(/[^"]*)"`)
	for _, a := range s.Assets() {
		if !strings.HasPrefix(a.Type, "text/html") {
			continue
		}
		for _, m := range outside.FindAllStringSubmatch(string(a.Body), -1) {
			if !strings.HasPrefix(m[1], "/notes/inkgrad/") {
				t.Errorf("%s names %s, outside of its folder", a.Path, m[1])
			}
		}
	}
	var answer api.Embedding
	if err := json.Unmarshal([]byte(body(t, get(s, "GET", "/embed/train/oembed.json"))), &answer); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(answer.HTML, `src="https://example.org/notes/inkgrad/embed/train"`) || answer.Type != "rich" ||
		answer.Version != "1.0" {
		t.Errorf("oEmbed's answer is %+v", answer)
	}
	if doc := body(t, get(s, "GET", "/share")); strings.Contains(doc, "oembed") ||
		s.assets["/share/oembed.json"] != nil {
		t.Error("the page for authors is no panel to embed")
	}
	for _, base := range []string{"notes", "/a//b", "/a/../b", "/a b", "/a?b", "//evil.example", `/"`} {
		if _, err := New(Config{Files: []fs.FS{files()}, Base: base}); err == nil ||
			!strings.Contains(err.Error(), "base") {
			t.Errorf("base %q: error %v", base, err)
		}
	}
}

// The pages say whether there are short links, so that the program need not ask a host that would answer with an error.
func TestPagesKnowOfSnapshots(t *testing.T) {
	for name, c := range map[string]struct {
		config Config
		want   bool
	}{
		"a host of files":           {Config{}, false},
		"a server with a store":     {Config{API: api.Config{Store: FileStore(t.TempDir())}}, true},
		"files beside the Worker":   {Config{Snapshots: true}, true},
		"files in another's folder": {Config{Base: "/notes"}, false},
	} {
		c.config.Files = []fs.FS{files()}
		s, err := New(c.config)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(s.assets["/share"].Body), "INKGRAD_SNAPSHOTS"); got != c.want {
			t.Errorf("%s: the page is told %t", name, got)
		}
	}
}

// What browsers and crawlers ask the root for is there.
func TestFilesOfTheRoot(t *testing.T) {
	files := files()
	text, err := os.ReadFile("../../static/robots.txt")
	if err != nil {
		t.Fatal(err)
	}
	files["robots.txt"] = &fstest.MapFile{Data: text}
	s, err := New(Config{Files: []fs.FS{files}})
	if err != nil {
		t.Fatal(err)
	}
	robots := get(s, "GET", "/robots.txt")
	if rules := body(t, robots); robots.StatusCode != 200 || !strings.Contains(rules, "User-agent: *") ||
		strings.Contains(rules, "Disallow: /\n") {
		t.Errorf("robots.txt: %s %q", robots.Status, rules)
	}
	icon := get(s, "GET", "/favicon.ico")
	want := "\x00\x00\x01\x00\x01\x00\xc0\xc0\x00\x00\x01\x00\x20\x00\x1b\x00\x00\x00\x16\x00\x00\x00" +
		"the content of icon-192.png"
	if got := body(t, icon); icon.StatusCode != 200 || got != want ||
		icon.Header.Get("Content-Type") != "image/x-icon" {
		t.Errorf("favicon.ico: %s %s %q", icon.Status, icon.Header.Get("Content-Type"), got)
	}
}

// Two sites of one process, which lie in different folders, have the links of their own folder each.
func TestSitesBesideEachOther(t *testing.T) {
	newSite(t) // which has the routes
	bases := []string{"", "/notes/inkgrad"}
	var group sync.WaitGroup
	for i := range 40 {
		group.Go(func() {
			base := bases[i%2]
			content, err := prerender("/share", base, "1")
			if err != nil || !strings.Contains(string(content), `src="`+base+`/embed/`) {
				t.Errorf("base %q: error %v, and the preview is elsewhere", base, err)
			}
		})
	}
	group.Wait()
}
