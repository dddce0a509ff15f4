package site

import (
	"io/fs"
	"testing"

	"github.com/inkgrad/inkgrad/nn"
	"github.com/inkgrad/inkgrad/web/state"
)

// What the page fetches is the source of each operation.
func TestSources(t *testing.T) {
	s, err := New(Config{Files: []fs.FS{files()}})
	if err != nil {
		t.Fatal(err)
	}
	code := (&state.Code{}).Answered(body(t, get(s, "GET", "/web/"+state.SourcesFile)), true)
	if code.Problem != "" {
		t.Fatal(code.Problem)
	}
	sources := nn.Sources()
	if len(sources) == 0 || len(code.Sources) != len(sources) {
		t.Errorf("there are %d sources, the page has %d", len(sources), len(code.Sources))
	}
	for kind, want := range sources {
		if got := code.Sources[kind]; got != state.Source(want) {
			t.Errorf("of %s the page has %+v", kind, got)
		}
	}
}
