package site

import (
	"strings"

	"github.com/inkgrad/inkgrad/web/site/api"
)

// Headers returns the headers that ServeHTTP gives to files as a text that hosts of static files read from the file
// _headers of the root (Cloudflare, Netlify): a pattern of paths, then a header a line. All patterns that match count,
// and two policies hold both, so that the policy here is the widest, and pages without a frame have a narrower one in
// themselves.
func (s *Site) Headers() string {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, nv := range append(api.Shared(), [2]string{"Content-Security-Policy", s.policy(true)}) {
		b.WriteString("  " + nv[0] + ": " + nv[1] + "\n")
	}
	for _, a := range s.Assets() {
		if s.isPage(a.Path) && !api.Framed(a.Path) {
			b.WriteString(a.Path + "\n  Content-Security-Policy: " + api.Unframed + "\n" +
				"  Cross-Origin-Opener-Policy: " + api.OpenerPolicy + "\n")
		}
	}
	return b.String()
}
