package site

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/inkgrad/inkgrad/web/site/api"
)

// oembedPath returns where p's answer of oEmbed lies, or "" for a page that no one embeds. It is a file, since a static
// host answers no query: a reader finds it by the link in the page.
func oembedPath(p page) string {
	if _, err := api.Embed("", p.Path, "", 0, 0); err != nil {
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
	e, err := api.Embed(origin+s.base, p.Path, "", 0, 0)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	b, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return s.add(newAsset(path, b))
}
