package site

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// rendering is held while go-app renders: the base is in a variable of the process meanwhile.
var rendering sync.Mutex

// prerender lets go-app render the route at path and cuts its body's first element out of go-app's document: the one
// that the program in the page replaces when it starts. The links in it are those of a site at base.
func prerender(path, base, version string) (template.HTML, error) {
	rendering.Lock()
	defer rendering.Unlock()
	h := &app.Handler{Version: version, Resources: resources{base}}
	var rec recorder
	h.ServeHTTP(&rec, &http.Request{Method: http.MethodGet, URL: &url.URL{Path: path}, Header: http.Header{}})
	if rec.status != 0 {
		return "", fmt.Errorf("site: go-app does not render %s: package web has no such route", path)
	}
	const open, shut = "<body>\n", "\n<aside class=\"goapp-app-info\" id=\"app-wasm-loader\">"
	_, rest, opened := strings.Cut(repair(rec.body.String()), open)
	content, _, closed := strings.Cut(rest, shut)
	if !opened || !closed {
		return "", fmt.Errorf("site: go-app's document of %s does not look as that of v9.8.0 does", path)
	}
	return template.HTML(content), nil // of our own components: nothing that a visitor sends is in it
}

var (
	quoted    = `"(?:[^"\\]|\\.)*"`
	tag       = regexp.MustCompile(`<([a-zA-Z][a-zA-Z0-9-]*)((?: [^\s="'<>/]+(?:=` + quoted + `)?)+)( ?/?)>`)
	attribute = regexp.MustCompile(`[^\s="'<>/]+(?:=` + quoted + `)?`)
)

// boolean are the attributes that are true wherever they stand, whatever their value is.
var boolean = []string{"checked", "disabled", "hidden", "multiple", "open", "readonly", "required", "selected"}

// repair puts right what go-app v9.8.0 gets wrong when it prints a tag: it writes the attributes in a random order,
// which would give each build another page; it quotes their values as Go strings are quoted, where HTML knows no
// backslash; it drops the value "true", which aria-hidden and style sheets need; and it writes hidden="false" and so
// hides.
func repair(doc string) string {
	return tag.ReplaceAllStringFunc(doc, func(t string) string {
		parts := tag.FindStringSubmatch(t)
		attributes := attribute.FindAllString(parts[2], -1)
		attributes = slices.DeleteFunc(attributes, func(a string) bool {
			name, value, _ := strings.Cut(a, "=")
			return value == `"false"` && slices.Contains(boolean, name)
		})
		slices.Sort(attributes)
		for i, a := range attributes {
			name, value, ok := strings.Cut(a, "=")
			if !ok && (strings.HasPrefix(name, "aria-") || strings.HasPrefix(name, "data-")) {
				attributes[i] = name + `="true"`
			} else if plain, err := strconv.Unquote(value); ok && err == nil {
				attributes[i] = name + `="` + strings.ReplaceAll(plain, `"`, "&#34;") + `"`
			}
		}
		return "<" + strings.Join(slices.Insert(attributes, 0, parts[1]), " ") + parts[3] + ">"
	})
}

// resources tells go-app where its files are. It only prints their names into the part of its document that is thrown
// away, but what Package returns also becomes GOAPP_ROOT_PREFIX, which package web asks for when it writes a link.
type resources struct{ base string }

func (r resources) Package() string { return r.base }
func (r resources) Static() string  { return r.base }
func (r resources) AppWASM() string { return r.base + "/web/app.wasm" }

// recorder is a response that is kept.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header {
	if r.header == nil {
		r.header = http.Header{}
	}
	return r.header
}

func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }
func (r *recorder) WriteHeader(status int)      { r.status = status }
