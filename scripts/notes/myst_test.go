package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// mystTheme stands in for the theme, which mystmd fetches from a host of its own: it gives the pages as mystmd hands
// them to a theme.
const mystTheme = "jtex: v1\ntitle: None\nkind: site\n"

// standInTheme has mystmd take mystTheme.
func standInTheme(t *testing.T, dir string) {
	t.Helper()
	config, err := os.ReadFile(filepath.Join(dir, "myst.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "theme"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"theme/template.yml": mystTheme,
		"myst.yml": strings.Replace(string(config), "book-theme", "./theme", 1)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// mystNode is one of mystmd's syntax tree.
type mystNode struct {
	Type, Src, Value string
	Children         []mystNode
}

// frames appends each frame's address, and each caption's text.
func (n mystNode) frames(addresses, captions []string) ([]string, []string) {
	switch n.Type {
	case "iframe":
		addresses = append(addresses, n.Src)
	case "caption":
		return addresses, append(captions, n.text())
	}
	for _, child := range n.Children {
		addresses, captions = child.frames(addresses, captions)
	}
	return addresses, captions
}

func (n mystNode) text() string {
	text := n.Value
	for _, child := range n.Children {
		text += child.text()
	}
	return text
}

// tree sees what mystmd reads in the page: frames of the panels, and captions as they were written.
func (n notesPage) tree(t *testing.T, dir string) {
	b, err := os.ReadFile(filepath.Join(dir, "_build", "site", "content", "price.json"))
	if err != nil {
		t.Fatal(err)
	}
	var page struct{ MDAST mystNode }
	if err := json.Unmarshal(b, &page); err != nil {
		t.Fatal(err)
	}
	addresses, captions := page.MDAST.frames(nil, nil)
	if want := []string{n.at + "/embed/formula#formula=apple*n_apple*tax&values=apple=100,n_apple=2,tax=1.1",
		n.at + "/embed/draw", n.at + "/embed/fool"}; !reflect.DeepEqual(addresses, want) {
		t.Errorf("the frames are of %q, want %q", addresses, want)
	}
	if len(captions) != 3 || captions[2] != nasty {
		t.Errorf("the captions are %q, the last one was %q", captions, nasty)
	}
}
