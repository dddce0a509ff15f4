package site

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/web/share"
)

// oembed is an answer of the rich type (https://oembed.com, 2.3.4.4), by which a blog or a forum shows a link as the panel that it leads to.
type oembed struct {
	Version         string `json:"version"`
	Type            string `json:"type"`
	Title           string `json:"title"`
	ProviderName    string `json:"provider_name"`
	ProviderURL     string `json:"provider_url"`
	HTML            string `json:"html"`
	Width           int    `json:"width"`
	Height          int    `json:"height"`
	ThumbnailURL    string `json:"thumbnail_url"`
	ThumbnailWidth  int    `json:"thumbnail_width"`
	ThumbnailHeight int    `json:"thumbnail_height"`
}

// oembedWidth is what the answer proposes, in CSS pixels: the width of a text column. The frame follows whatever it is given.
const oembedWidth = 720

// panel returns the name of the panel that stands for p in somebody else's page, or "".
func (p page) panel() string {
	name := p.Path[strings.LastIndexByte(p.Path, '/')+1:]
	if name == "" {
		return "all"
	}
	if slices.ContainsFunc(share.Panels(), func(panel share.Panel) bool { return panel.Name == name }) {
		return name
	}
	return ""
}

// oembedPath returns where p's answer lies, or "" for a page that no one embeds. It is a file, since a static host answers no query: a reader finds
// it by the link in the page.
func oembedPath(p page) string {
	if p.panel() == "" {
		return ""
	}
	return strings.TrimSuffix(p.Path, "/") + "/oembed.json"
}

// addOEmbed adds p's answer. It consists of full URLs, so without an origin there is none.
func (s *Site) addOEmbed(p page, origin string) error {
	path := oembedPath(p)
	if path == "" || origin == "" {
		return nil
	}
	home := origin + s.base
	embed := share.Embed{Origin: home, Panel: p.panel()}
	picture := p.picture()
	b, err := json.Marshal(oembed{
		Version: "1.0", Type: "rich", Title: p.Title, ProviderName: "Inkgrad", ProviderURL: home + "/",
		HTML: embed.Frame(), Width: oembedWidth, Height: share.FrameHeight,
		ThumbnailURL: home + "/web/" + picture.Name, ThumbnailWidth: picture.Width, ThumbnailHeight: picture.Height,
	})
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return s.add(newAsset(path, b))
}
