package panel

import (
	"strings"
	"testing"
)

func TestFrame(t *testing.T) {
	for name, c := range map[string]struct {
		frame Frame
		want  string
	}{
		"in a column": {Frame{URL: "/embed/draw#a=1&b=2", Title: "Draw"},
			`<iframe src="/embed/draw#a=1&amp;b=2" title="Draw" width="100%" height="480" loading="lazy" allow="clipboard-write" style="border: 0"></iframe>`},
		"of one size": {Frame{URL: "/", Title: "t", Width: 300, Height: 200},
			`width="300" height="200" loading="lazy" allow="clipboard-write" style="border: 0; max-width: 100%"`},
		"sandboxed": {Frame{URL: "/", Title: "t", Sandbox: true}, ` sandbox="allow-scripts" `},
		"hostile": {Frame{URL: `/"><script>`, Title: `'{{ x }}`},
			`src="/&quot;&gt;&lt;script&gt;" title="&#39;&#123;&#123; x &#125;&#125;"`},
	} {
		if got := c.frame.HTML(); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, without %s", name, got, c.want)
		}
	}
}

func TestFind(t *testing.T) {
	for _, p := range All() {
		if got, ok := Find(p.Name); !ok || got != p {
			t.Errorf("%s is found as %v", p.Name, got)
		}
	}
	if _, ok := Find("paint"); ok {
		t.Error("a panel is found that there is not")
	}
}
