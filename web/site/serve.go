package site

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/site/api"
)

// notFoundPath is where the page for everything that is not there lies; static hosts look for that name.
const notFoundPath = "/404.html"

// ServeHTTP answers from the table of assets and from the API.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	api.Secure(w.Header(), r)
	s.mux.ServeHTTP(w, r)
}

func (s *Site) serveAsset(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD are possible here.", http.StatusMethodNotAllowed)
		return
	}
	if a := s.assets[r.URL.Path]; a != nil && r.URL.Path != notFoundPath {
		s.send(w, r, a, http.StatusOK)
		return
	}
	if path := strings.TrimSuffix(r.URL.Path, "/"); s.isPage(path) {
		// The query goes along; the fragment, which holds the state, never reaches a server and stays in the browser.
		target := path
		if r.URL.RawQuery != "" {
			target += "?" + r.URL.RawQuery
		}
		http.Redirect(w, r, target, http.StatusPermanentRedirect)
		return
	}
	s.send(w, r, s.assets[notFoundPath], http.StatusNotFound)
}

// send writes the form of a that the client accepts, or says that the client has it already.
func (s *Site) send(w http.ResponseWriter, r *http.Request, a *Asset, status int) {
	h := w.Header()
	body, encoding := a.form(r.Header.Values("Accept-Encoding"))
	etag := `"` + a.Hash + `"`
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
		etag = `"` + a.Hash + "-" + encoding + `"`
	}
	if a.Brotli != nil || a.Gzip != nil {
		h.Set("Vary", "Accept-Encoding")
	}
	h.Set("Cache-Control", "no-cache")
	if status == http.StatusOK {
		if r.URL.Query().Get("v") == s.Version {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		h.Set("ETag", etag)
		if matches(r.Header.Values("If-None-Match"), etag) {
			h.Del("Content-Encoding")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Type", a.Type)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body) // an error means that the client has gone: there is nobody to tell
	}
}

// matches says whether a list of entity tags names etag (RFC 9110, 13.1.2: the comparison is weak, "*" names
// everything).
func matches(headers []string, etag string) bool {
	for tag := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" || strings.TrimPrefix(tag, "W/") == etag {
			return true
		}
	}
	return false
}

// form returns the smallest form that the Accept-Encoding headers prefer, and its name; "" for the plain content.
func (a *Asset) form(accept []string) (body []byte, encoding string) {
	best, bestQ := a.Body, 0.0
	q := qualities(accept)
	for _, f := range []struct {
		name string
		body []byte
	}{{"br", a.Brotli}, {"gzip", a.Gzip}} {
		if f.body == nil {
			continue
		}
		if v := q(f.name); v > bestQ {
			best, bestQ, encoding = f.body, v, f.name
		}
	}
	if q("identity") > bestQ {
		return a.Body, ""
	}
	return best, encoding
}

// qualities parses Accept-Encoding (RFC 9110, 12.5.3) and returns how much the client wants a coding, from 0, not at
// all, to 1. The plain content, "identity", that is not named is worth just more than nothing: anything that the client
// names wins over it.
func qualities(headers []string) func(coding string) float64 {
	named := map[string]float64{}
	for item := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		coding, params, _ := strings.Cut(item, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding == "" {
			continue
		}
		q := 1.0
		if _, value, ok := strings.Cut(params, "="); ok {
			v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !(v >= 0 && v <= 1) {
				continue
			}
			q = v
		}
		named[coding] = q
	}
	return func(coding string) float64 {
		if q, ok := named[coding]; ok {
			return q
		}
		if coding == "identity" {
			return 1e-9
		}
		return named["*"]
	}
}
