package api

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

// What embed.js says of State is all that there is to set.
func TestEverySettingIsDocumented(t *testing.T) {
	_, doc, _ := strings.Cut(embedScript(t), ".State} State")
	doc, _, _ = strings.Cut(doc, "@typedef")
	for _, row := range setting.Table() {
		if !regexp.MustCompile(`\b` + row.Name + `\b`).MatchString(doc) {
			t.Errorf("the doc of State does not name %s", row.Name)
		}
	}
}

// The numbers that embed.js names are those that hold.
func TestNumbersAreDocumented(t *testing.T) {
	doc := regexp.MustCompile(`\s*\n\s*(?:\*|//)\s*`).ReplaceAllString(embedScript(t), " ")
	for _, want := range []string{
		fmt.Sprintf("%d×%[1]d pixels", form.Side),
		fmt.Sprintf("the probabilities of 0 to %d", form.Classes-1),
		fmt.Sprintf("%d requests wait", maxWaiting),
		fmt.Sprintf("%d of them for a graph or for parameters", maxLarge),
		fmt.Sprintf("of a frame, version %d", apiVersion),
		strings.Replace(fmt.Sprintf("step h (%g)", checkH), "e-0", "e-", 1),
		fmt.Sprintf("so many training images (%d)", checkSamples),
		fmt.Sprintf("the area is from 0 to %d", state.Paper),
		fmt.Sprintf("page's unit, from 0 to %d", state.Paper),
		fmt.Sprintf("elements of each parameter (%d; 0 for all)", checkElements),
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("embed.js does not say %q", want)
		}
	}
}

// embedScript is static/embed.js.
func embedScript(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("../../static/embed.js")
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

// Every method is a function of embed.js, with the same arguments in its doc, and embed.js asks for no other.
func TestMethodsAreDocumented(t *testing.T) {
	script := embedScript(t)
	var asked []string
	for _, m := range regexp.MustCompile(`#request\("(\w+)"`).FindAllStringSubmatch(script, -1) {
		asked = append(asked, m[1])
	}
	var names []string
	for _, m := range methods {
		names = append(names, m.name)
		doc := regexp.MustCompile(`(?s)/\*\*((?:[^*]|\*[^/])*)\*/\s*` + m.name + `\(`).FindStringSubmatch(script)
		if doc == nil {
			t.Errorf("embed.js has no function %s with a doc", m.name)
			continue
		}
		if got, want := documented(script, doc[1]), arguments(reflect.TypeOf(m.arguments)); !slices.Equal(got, want) {
			t.Errorf("embed.js says that %s takes %v, it takes %v", m.name, got, want)
		}
	}
	slices.Sort(asked)
	slices.Sort(names)
	if !slices.Equal(asked, names) {
		t.Errorf("embed.js asks for %v, there are %v", asked, names)
	}
}

// documented returns the names of the arguments that a function's doc has: those of the object that it takes, or of its
// own. A settings' object has none here: TestEverySettingIsDocumented looks after it.
func documented(script, doc string) []string {
	var names []string
	doc = regexp.MustCompile(`\n +\*   +`).ReplaceAllString(doc, " ") // a line that goes on with the one before
	for _, param := range regexp.MustCompile(`@param \{(.*)\} \[?(\w+)`).FindAllStringSubmatch(doc, -1) {
		kind, name := param[1], param[2]
		if kind == "Settings" {
			continue
		}
		kind = strings.ReplaceAll(kind, "Picture",
			regexp.MustCompile(`@typedef \{(.*)\} Picture`).FindStringSubmatch(script)[1])
		keys := regexp.MustCompile(`(\w+)\??: `).FindAllStringSubmatch(kind, -1)
		if len(keys) == 0 {
			names = append(names, strings.ToLower(name))
		}
		for _, key := range keys {
			names = append(names, strings.ToLower(key[1]))
		}
	}
	slices.Sort(names)
	return names
}

// arguments returns the names of a type's fields, those of embedded structs too.
func arguments(of reflect.Type) []string {
	var names []string
	if of.Kind() != reflect.Struct {
		return nil
	}
	for _, f := range reflect.VisibleFields(of) {
		if !f.Anonymous {
			names = append(names, strings.ToLower(f.Name))
		}
	}
	slices.Sort(names)
	return names
}
