package web

import (
	"os"
	"regexp"
	"testing"
)

// Every page with a header is among the routes in the package's documentation.
func TestRoutesAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range places {
		if !regexp.MustCompile(`[ /]` + regexp.QuoteMeta(p.path) + `[ ,]`).Match(doc) {
			t.Errorf("doc.go does not name %s", p.path)
		}
	}
}
