package site

import (
	"bytes"
	"slices"
	"strings"
)

// stylesPath is that of the one style sheet of all pages.
const stylesPath = "/web/styles.css"

// baseStyles come before the other style sheets, which build on them.
var baseStyles = []string{"/web/boot.css", "/web/inkgrad.css", "/web/widgets.css"}

// joinStyles puts one style sheet in the place of those of the rooms: the base ones, then the others in the order of
// their names. A page asks for one file so, and shows nothing before it is there.
func (s *Site) joinStyles() error {
	rank := func(a *Asset) int {
		if i := slices.Index(baseStyles, a.Path); i >= 0 {
			return i
		}
		return len(baseStyles)
	}
	var sheets []*Asset
	for _, a := range s.Assets() {
		name := strings.TrimPrefix(a.Path, "/web/")
		if strings.HasSuffix(name, ".css") && !strings.Contains(name, "/") {
			sheets = append(sheets, a)
		}
	}
	slices.SortStableFunc(sheets, func(a, b *Asset) int { return rank(a) - rank(b) })
	var all bytes.Buffer
	for _, a := range sheets {
		delete(s.assets, a.Path)
		all.Write(a.Body)
		all.WriteByte('\n')
	}
	return s.add(newAsset(stylesPath, all.Bytes()))
}
