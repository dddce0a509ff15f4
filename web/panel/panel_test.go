package panel

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestFrame(t *testing.T) {
	for name, c := range map[string]struct {
		frame Frame
		want  string
	}{
		"in a column": {Frame{URL: "/embed/draw#a=1&b=2", Title: "Draw", Heights: Heights{900, 600, 500}},
			`<iframe src="/embed/draw#a=1&amp;b=2" title="Draw" width="100%" height="600" loading="lazy" allow="clipboard-write" ` +
				`style="border: 0; height: clamp(600px, (600px - 100vw) * 999, 900px)"></iframe>`},
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

// A frame is the higher of two on a phone, for which each panel must be the higher there.
func TestHeightsFall(t *testing.T) {
	for _, p := range All() {
		h := p.Heights
		if h.Phone < h.Column || h.At(360) != h.Phone || h.At(Width) != h.Column || h.At(1200) != h.Wide {
			t.Errorf("%s: %v", p.Name, h)
		}
	}
}

// script is a file of static.
func script(t *testing.T, name string) string {
	t.Helper()
	body, err := os.ReadFile("../../static/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// embed.js mounts each panel and no other, and its doc names them.
func TestEmbedScriptHasEveryPanel(t *testing.T) {
	body := script(t, "embed.js")
	_, list, _ := strings.Cut(body, "const PANELS = [")
	list, _, _ = strings.Cut(list, "]")
	var has, want []string
	for _, name := range regexp.MustCompile(`"([^"]*)"`).FindAllStringSubmatch(list, -1) {
		has = append(has, name[1])
	}
	for _, p := range All() {
		want = append(want, p.Name)
	}
	if got := slices.Sorted(slices.Values(has)); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		t.Fatalf("PANELS of static/embed.js has %q, the panels are %q", has, want)
	}
	last := len(has) - 1
	words := strings.Join(has[:last], ", ") + " or " + has[last]
	for name, doc := range map[string]string{
		"embed.js": "[options.panel] " + words, "element.js": "panel    " + words,
		"embed.d.ts": `export type Panel = "` + strings.Join(has, `" | "`) + `";`,
	} {
		if !strings.Contains(script(t, name), doc+"\n") {
			t.Errorf("the doc of static/%s does not say %q", name, doc)
		}
	}
}

// element.js has each panel with its title, figure and heights, and no other.
func TestElementScriptHasEveryPanel(t *testing.T) {
	body := script(t, "element.js")
	want := fmt.Sprintf("\nconst COLUMN = %d;\nconst WIDE = %d;\n", columnWidth, wideWidth)
	if !strings.Contains(body, want) {
		t.Errorf("static/element.js lacks %s", want)
	}
	_, list, _ := strings.Cut(body, "const PANELS = {\n")
	list, _, _ = strings.Cut(list, "\n};")
	lines := map[string]bool{}
	for line := range strings.SplitSeq(list, "\n") {
		lines[strings.TrimSpace(line)] = true
	}
	for _, p := range All() {
		want := fmt.Sprintf(`%s: { title: "%s", figure: "%s", tall: [%d, %d, %d] },`, p.Name, p.Title, p.Figure,
			p.Heights.Phone, p.Heights.Column, p.Heights.Wide)
		if !lines[want] {
			t.Errorf("PANELS of static/element.js lacks %s", want)
		}
		delete(lines, want)
	}
	for line := range lines {
		t.Errorf("PANELS of static/element.js has %s, which is none of the panels", line)
	}
}
