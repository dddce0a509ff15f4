package web

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// What embed.js says of State is all that there is to set.
func TestEverySettingIsDocumented(t *testing.T) {
	script, err := os.ReadFile("../static/embed.js")
	if err != nil {
		t.Fatal(err)
	}
	_, doc, _ := strings.Cut(string(script), "@typedef {object} State")
	doc, _, _ = strings.Cut(doc, "@typedef")
	for _, row := range setting.Table() {
		if !regexp.MustCompile(`\b` + row.Name + `\b`).MatchString(doc) {
			t.Errorf("the doc of State does not name %s", row.Name)
		}
	}
}

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

// The numbers that embed.js names are those that hold.
func TestNumbersAreDocumented(t *testing.T) {
	script, err := os.ReadFile("../static/embed.js")
	if err != nil {
		t.Fatal(err)
	}
	doc := regexp.MustCompile(`\s*\n\s*(?:\*|//)\s*`).ReplaceAllString(string(script), " ")
	for _, want := range []string{
		fmt.Sprintf("%d×%[1]d pixels", form.Side),
		fmt.Sprintf("the probabilities of 0 to %d", form.Classes-1),
		fmt.Sprintf("%d requests wait", maxWaiting),
		fmt.Sprintf("of a frame, version %d", apiVersion),
		strings.Replace(fmt.Sprintf("step h (%g)", checkH), "e-0", "e-", 1),
		fmt.Sprintf("so many training images (%d)", checkSamples),
		fmt.Sprintf("elements of each parameter (%d; 0 for all)", checkElements),
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("embed.js does not say %q", want)
		}
	}
}
