package web

import (
	"os"
	"regexp"
	"strings"
	"testing"

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
