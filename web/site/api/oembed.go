package api

import (
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// What an embedded panel takes where the asker sets no bounds, in CSS pixels, and the least with which it can be used. A reader's
// program puts the frame there as it is, so its height is fixed.
const (
	embedWidth, embedHeight = 720, 480
	leastWidth, leastHeight = 240, 160
)

// Embedding is an answer of oEmbed, "rich" in its words.
type Embedding struct {
	Version      string `json:"version"`
	Type         string `json:"type"`
	Title        string `json:"title"`
	ProviderName string `json:"provider_name"`
	ProviderURL  string `json:"provider_url"`
	CacheAge     int    `json:"cache_age"`
	HTML         string `json:"html"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
}

func (a *api) oembed(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if f := q.Get("format"); f != "" && f != "json" {
		return &failure{http.StatusNotImplemented, "format", "Only format=json is to be had."} // as the specification says, 2.3.1
	}
	width, err := bound(q.Get("maxwidth"), embedWidth, leastWidth)
	if err != nil {
		return err
	}
	height, err := bound(q.Get("maxheight"), embedHeight, leastHeight)
	if err != nil {
		return err
	}
	u, err := url.Parse(q.Get("url"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return &failure{http.StatusBadRequest, "url", "url must be the whole address of a page, as https://... has it."}
	}
	if u.Host != host(r) {
		return &failure{http.StatusNotFound, "not-found", "That address is on another server."}
	}
	s, err := a.find(r, u)
	if err != nil {
		return err
	}
	origin := u.Scheme + "://" + u.Host
	panel := pages[s.Page]
	s.Page = "/embed/" + panel
	title := "Inkgrad: " + panel
	frame := `<iframe src="` + html.EscapeString(origin+s.URL()) + `" title="` + title + `" width="` + strconv.Itoa(width) + `" height="` +
		strconv.Itoa(height) + `" loading="lazy" style="border: 0"></iframe>`
	w.Header().Set("Cache-Control", "public, max-age=3600")
	write(w, http.StatusOK, Embedding{"1.0", "rich", title, "Inkgrad", origin + "/", 86400, frame, width, height})
	return nil
}

// find returns what the address of a page or of a short link opens.
func (a *api) find(r *http.Request, u *url.URL) (Snapshot, error) {
	if id, ok := strings.CutPrefix(u.Path, "/s/"); ok {
		return a.load(r, id)
	}
	s := Snapshot{Page: u.Path, State: u.EscapedFragment()}
	if s.Page == "" {
		s.Page = "/"
	}
	s, err := s.canonical()
	if err != nil {
		return Snapshot{}, &failure{http.StatusNotFound, "not-found", err.Error()}
	}
	return s, nil
}

// host is the one that r was sent to. At the edge it stands in the URL.
func host(r *http.Request) string {
	if r.URL.Host != "" {
		return r.URL.Host
	}
	return r.Host
}

// bound reads a bound in pixels, and returns the usual length or the bound, whichever is less.
func bound(text string, usual, least int) (int, error) {
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least {
		return 0, &failure{http.StatusBadRequest, "size", "A panel needs at least " + strconv.Itoa(leastWidth) + " by " + strconv.Itoa(leastHeight) + " pixels."}
	}
	return min(n, usual), nil
}
