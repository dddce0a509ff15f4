package api

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/panel"
)

// The least with which a panel can be used, in CSS pixels.
const leastWidth, leastHeight = 240, 160

// Embedding is an answer of oEmbed (https://oembed.com, 2.3.4.4), "rich" in its words, by which a blog or a forum shows
// a link as the panel that it leads to.
type Embedding struct {
	Version         string `json:"version"`
	Type            string `json:"type"`
	Title           string `json:"title"`
	ProviderName    string `json:"provider_name"`
	ProviderURL     string `json:"provider_url"`
	CacheAge        int    `json:"cache_age"`
	HTML            string `json:"html"`
	Width           int    `json:"width"`
	Height          int    `json:"height"`
	ThumbnailURL    string `json:"thumbnail_url"`
	ThumbnailWidth  int    `json:"thumbnail_width"`
	ThumbnailHeight int    `json:"thumbnail_height"`
}

// Embed returns the answer for the page at path in a state, of a site whose front page is home with "/" behind it. A
// reader's program puts the frame there as it is, so its size is fixed: the panel's, with bounds that are not 0 at most
// these. An error says that no one can embed that page or state.
func Embed(home, path, state string, maxWidth, maxHeight int) (Embedding, error) {
	s, title, err := at(path, state)
	if err != nil {
		return Embedding{}, err
	}
	p, _ := panelOf(s.Page) // there is one, as at has found the page
	if title == "" {
		title = p.Title
	}
	title += " · Inkgrad"
	s.Page = p.Path()
	picture := PictureOf(path)
	width := bounded(panel.Width, maxWidth)
	height := bounded(p.Heights.At(width), maxHeight)
	return Embedding{
		Version: "1.0", Type: "rich", Title: title, ProviderName: "Inkgrad", ProviderURL: home + "/", CacheAge: 86400,
		HTML: panel.Frame{URL: home + s.URL(), Title: title, Width: width, Height: height}.HTML(), Width: width,
		Height:       height,
		ThumbnailURL: home + "/web/" + picture.Name, ThumbnailWidth: picture.Width, ThumbnailHeight: picture.Height,
	}, nil
}

// Picture is what sites that link to a page show of it: its name in static/, its size in pixels, and what is seen.
type Picture struct {
	Name          string
	Width, Height int
	Alt           string
}

// PictureOf returns the picture of the page at path.
func PictureOf(path string) Picture {
	switch {
	case strings.HasSuffix(path, "/formula"):
		return Picture{"formula.png", 1440, 1000,
			"A formula's graph halfway through the backward pass, with values above the lines and gradients below"}
	case strings.HasSuffix(path, "/chapter"):
		return Picture{"chapter.png", 1440, 1000,
			"A section of the chapter: the matrices of an Affine layer, and the sum that an element of dW came from"}
	}
	return Picture{"inkgrad.png", 1440, 1016,
		"A drawn seven, the network's answer, the curve of the training, and the graph that was computed"}
}

func (a *api) oembed(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if f := q.Get("format"); f != "" && f != "json" {
		// as the specification says, 2.3.1
		return &failure{http.StatusNotImplemented, "format", "Only format=json is available."}
	}
	maxWidth, err := bound(q.Get("maxwidth"), leastWidth)
	if err != nil {
		return err
	}
	maxHeight, err := bound(q.Get("maxheight"), leastHeight)
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
	path, state := u.Path, u.EscapedFragment()
	if id, ok := strings.CutPrefix(path, "/s/"); ok {
		s, err := a.load(r, id)
		if err != nil {
			return err
		}
		path, state = s.Page, s.State
	}
	if path == "" {
		path = "/"
	}
	e, err := Embed(u.Scheme+"://"+u.Host, path, state, maxWidth, maxHeight)
	if err != nil {
		return &failure{http.StatusNotFound, "not-found",
			"That address cannot be embedded: " + strings.TrimSuffix(err.Error(), ".") + "."}
	}
	// The answer names the host that the request named; a cache that tells no hosts apart would give it to others.
	w.Header().Set("Cache-Control", "no-store")
	write(w, http.StatusOK, e)
	return nil
}

// host is the one that r was sent to. At the edge it stands in the URL.
func host(r *http.Request) string {
	if r.URL.Host != "" {
		return r.URL.Host
	}
	return r.Host
}

// bound reads a bound in pixels; 0 is none.
func bound(text string, least int) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least {
		return 0, &failure{http.StatusBadRequest, "size",
			"A panel needs at least " + strconv.Itoa(leastWidth) + " by " + strconv.Itoa(leastHeight) + " pixels."}
	}
	return n, nil
}

// bounded returns a length, or its bound where that is less.
func bounded(length, bound int) int {
	if bound == 0 {
		return length
	}
	return min(length, bound)
}
