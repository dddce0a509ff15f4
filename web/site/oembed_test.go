package site

import (
	"encoding/json"
	"io/fs"
	"net/url"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/site/api"
)

// TestOEmbed asks for each page that can be embedded by its file, and by its address: the answers are one.
func TestOEmbed(t *testing.T) {
	const origin = "http://example.com" // httptest's
	s, err := New(Config{Files: []fs.FS{files()}, Origin: origin})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range pages() {
		path := oembedPath(p)
		if (path == "") != (p.Path == "/share" || p.Path == "/lesson") {
			t.Errorf("the answer for %s lies at %q", p.Path, path)
		}
		if path == "" {
			continue
		}
		n++
		if doc := body(t, get(s, "GET", p.Path)); !strings.Contains(doc,
			`type="application/json+oembed" href="`+origin+path+`"`) {
			t.Errorf("%s does not name %s", p.Path, path)
		}
		file := body(t, get(s, "GET", path))
		answer := strings.TrimSpace(body(t, get(s, "GET", "/oembed?url="+url.QueryEscape(origin+p.Path))))
		if file != answer {
			t.Errorf("%s: the file is %s, the answer %s", p.Path, file, answer)
		}
		var e api.Embedding
		if err := json.Unmarshal([]byte(file), &e); err != nil || e.Type != "rich" || e.Width <= 0 ||
			e.ThumbnailWidth <= 0 ||
			!strings.Contains(e.HTML, `<iframe src="`+origin+"/embed/") ||
			!strings.HasPrefix(e.ThumbnailURL, origin+"/web/") {
			t.Errorf("%s: %v in %s", p.Path, err, file)
		}
	}
	if n < 10 {
		t.Errorf("only %d pages have answers", n)
	}
}

// TestPresetPages looks at the documents of the networks that can be chosen: each opens the playground with its
// network.
func TestPresetPages(t *testing.T) {
	const base = "/notes"
	s, err := New(Config{Files: []fs.FS{files()}, Origin: "https://example.org", Base: base})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range setting.Presets() {
		doc := body(t, get(s, "GET", "/preset/"+p.Slug()))
		want := []string{"<title>" + p.Name + " · Inkgrad</title>", `<meta name="description" content="` + p.Help,
			`data-path="/notes/"`,
			`<link rel="canonical" href="https://example.org/notes/preset/` + p.Slug() + `">`,
			`<meta property="og:image" `}
		if q := p.Query(); q != "" {
			want = append(want, `data-state="`+strings.ReplaceAll(q, "&", "&amp;")+`"`)
		}
		for _, w := range want {
			if !strings.Contains(doc, w) {
				t.Errorf("%s: no %s", p.Name, w)
			}
		}
		var e api.Embedding
		if err := json.Unmarshal([]byte(body(t, get(s, "GET", "/preset/"+p.Slug()+"/oembed.json"))), &e); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(e.HTML, `src="https://example.org/notes/embed/all`) || p.Query() != "" &&
			!strings.Contains(e.HTML, "#") || e.Title != p.Name+" · Inkgrad" {
			t.Errorf("%s: oEmbed's answer is %+v", p.Name, e)
		}
	}
}
