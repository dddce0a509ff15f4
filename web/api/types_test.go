package api

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

var update = flag.Bool("update", false,
	"write the type of the settings into static/embed.d.ts, and record what is new in version 1")

// member is a method or a field of a class.
var member = regexp.MustCompile(`(?m)^  (?:static |async |readonly )*([a-z]\w*)(?:<[^>]*>)?(?: = |\(|: )`)

const typesFile = "../../static/embed.d.ts"

// types are those of static/embed.d.ts, without comments.
type types struct{ text string }

func readTypes(t *testing.T) types {
	t.Helper()
	text, err := os.ReadFile(typesFile)
	if err != nil {
		t.Fatal(err)
	}
	return types{regexp.MustCompile(`(?s:/\*\*.*?\*/)|(?m://.*$)`).ReplaceAllString(string(text), "")}
}

// declaration returns what follows the name of a type, up to the next one, or false.
func (ts types) declaration(name string) (text string, ok bool) {
	_, rest, ok := strings.Cut(ts.text, "export interface "+name+" ")
	if !ok {
		_, rest, ok = strings.Cut(ts.text, "export type "+name+" =")
	}
	if !ok {
		_, rest, ok = strings.Cut(ts.text, "export class "+name+" ")
	}
	text, _, _ = strings.Cut(rest, "\nexport ")
	text, _, _ = strings.Cut(text, "\ndeclare ")
	return text, ok
}

// fields returns the names that a type has fields of.
func (ts types) fields(name string) []string {
	text, _ := ts.declaration(name)
	return names(regexp.MustCompile(`(\w+)\??:`), text)
}

// names returns what the first group of a pattern matches, each once and sorted.
func names(pattern *regexp.Regexp, text string) []string {
	var found []string
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// The type of the settings is that of the table. With -update it is written.
func TestTypesOfSettings(t *testing.T) {
	var values map[string]any
	if err := json.Unmarshal(stateData(setting.Default()), &values); err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, row := range setting.Table() {
		doc := "  /** " + row.Help + " */\n"
		if len([]rune(doc)) > 120 {
			doc = "  /**\n" + wrapped(row.Help, "   * ", 120) + "   */\n"
		}
		fmt.Fprintf(&want, "%s  %s: %s;\n", doc, row.Name, typeOf(row, values[row.Name]))
	}
	file, err := os.ReadFile(typesFile)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "export interface State {\n", "}\n"
	before, rest, _ := strings.Cut(string(file), begin)
	has, after, ok := strings.Cut(rest, "\n"+end)
	if !ok {
		t.Fatal("embed.d.ts has no State")
	}
	if has+"\n" == want.String() {
		return
	}
	if !*update {
		t.Fatal("State in static/embed.d.ts is not that of the settings: go test ./web/api -update writes it")
	}
	if err := os.WriteFile(typesFile, []byte(before+begin+want.String()+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// typeOf returns the type of a setting in TypeScript, from what its default is in JSON.
func typeOf(row setting.Row, value any) string {
	switch value.(type) {
	case float64:
		return "number"
	case map[string]any:
		return "Record<string, number>"
	case []any:
		if row.Kind == setting.Ints {
			return "number[]"
		}
		return "string[]"
	}
	if row.Kind != setting.Choice {
		return "string"
	}
	choices := make([]string, len(row.Choices))
	for i, choice := range row.Choices {
		choices[i] = strconv.Quote(choice)
	}
	return strings.TrimSuffix(strings.TrimPrefix(wrapped(strings.Join(choices, " | "), "    ", 100), "    "), "\n")
}

// wrapped returns lines of words, each with a prefix and of at most so many characters.
func wrapped(text, prefix string, width int) string {
	var b strings.Builder
	line := prefix
	for _, word := range strings.Fields(text) {
		if line != prefix && len([]rune(line))+len([]rune(word)) > width {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = prefix
		}
		line += word + " "
	}
	return b.String() + strings.TrimRight(line, " ") + "\n"
}

// Version 1 has all names that it ever had: types, fields, methods, their arguments, options and events. With -update
// new ones are recorded, and stay from then on.
func TestVersionOneStays(t *testing.T) {
	const promise = "testdata/v1.txt"
	ts := readTypes(t)
	var now []string
	for _, name := range names(regexp.MustCompile(`(?m)^export (?:interface|type|class) (\w+)`), ts.text) {
		now = append(now, name)
		declared, _ := ts.declaration(name)
		fields := names(member, declared)
		if name != "Inkgrad" { // whose methods' arguments are below
			fields = append(fields, ts.fields(name)...)
		}
		for _, field := range fields {
			now = append(now, name+"."+field)
		}
	}
	for _, m := range methods {
		if of := reflect.TypeOf(m.arguments); of.Kind() == reflect.Struct {
			for _, f := range reflect.VisibleFields(of) {
				if !f.Anonymous {
					now = append(now, "Inkgrad."+m.name+"."+argument(f.Name))
				}
			}
		}
	}
	slices.Sort(now)
	now = slices.Compact(now)
	recorded, err := os.ReadFile(promise)
	if err != nil && !*update {
		t.Fatal(err)
	}
	promised := strings.Fields(string(recorded))
	for _, name := range promised {
		if !slices.Contains(now, name) {
			t.Errorf("embed.d.ts has no %s any more, which version 1 promises", name)
		}
	}
	if t.Failed() || slices.Equal(promised, now) {
		return
	}
	if !*update {
		t.Fatal("embed.d.ts has names that are not recorded yet: go test ./web/api -update does it")
	}
	if err := os.WriteFile(promise, []byte(strings.Join(now, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Every type of embed.js is one of embed.d.ts, with the same fields.
func TestTypesHaveTheFields(t *testing.T) {
	ts := readTypes(t)
	doc := regexp.MustCompile(`\n \* +`).ReplaceAllString(embedScript(t), " ")
	_, doc, _ = strings.Cut(doc, "/**")
	doc, _, _ = strings.Cut(doc, "*/")
	key := regexp.MustCompile(`(\w+)\??:`)
	for _, typedef := range strings.Split(doc, "@typedef ")[1:] {
		if strings.HasPrefix(typedef, `{import("./embed.d.ts").`) {
			continue // it is that very type
		}
		text, rest := braced(typedef)
		name, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		for _, property := range strings.Split(rest, "@property ")[1:] {
			inner, rest := braced(property)
			field, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			text += inner + " " + field + ":"
		}
		want := names(key, text)
		if name == "Listener" || name == "EventName" {
			continue // Events has the data of each
		}
		if got := ts.fields(name); !slices.Equal(got, want) {
			t.Errorf("%s of embed.d.ts has %v, in embed.js it has %v", name, got, want)
		}
	}
}

// braced cuts a text behind its first pair of braces.
func braced(text string) (inside, rest string) {
	depth := 0
	for i, c := range text {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return text[strings.IndexByte(text, '{')+1 : i], text[i+1:]
			}
		}
	}
	return "", text
}

// Every method and field of the class in embed.js is one of embed.d.ts, and the other way round; what a method takes is
// what the frame takes.
func TestTypesHaveTheMethods(t *testing.T) {
	ts, script := readTypes(t), embedScript(t)
	_, class, _ := strings.Cut(script, "export class Inkgrad {")
	class, _, _ = strings.Cut(class, "\n}\n")
	has := slices.DeleteFunc(names(member, class), func(name string) bool { return name == "constructor" })
	declared, _ := ts.declaration("Inkgrad")
	if got := names(member, declared); !slices.Equal(got, has) {
		t.Errorf("the class in embed.d.ts has %v, in embed.js it has %v", got, has)
	}
	picture, _ := ts.declaration("Picture")
	for _, m := range methods {
		want := arguments(reflect.TypeOf(m.arguments))
		if reflect.TypeOf(m.arguments).Kind() == reflect.Map {
			continue // TestTypesOfSettings
		}
		_, takes, _ := strings.Cut(declared, "\n  "+m.name+"(")
		takes, _, _ = strings.Cut(takes, "): Promise<")
		takes = strings.ReplaceAll(takes, "Picture", picture)
		var got []string
		for _, key := range regexp.MustCompile(`(\w+)\??: `).FindAllStringSubmatch(takes, -1) {
			got = append(got, strings.ToLower(key[1]))
		}
		if len(got) > 1 || len(want) == 0 {
			got = got[min(1, len(got)):] // the name of the object that it takes
		}
		slices.Sort(got)
		if !slices.Equal(slices.Compact(got), want) {
			t.Errorf("in embed.d.ts %s takes %v, it takes %v", m.name, got, want)
		}
	}
}

// The options of mount and the events are in embed.js as a list and as a doc, and in embed.d.ts.
func TestTypesHaveOptionsAndEvents(t *testing.T) {
	ts, script := readTypes(t), embedScript(t)
	between := func(begin, end string) string {
		_, text, _ := strings.Cut(script, begin)
		text, _, _ = strings.Cut(text, end)
		return text
	}
	same := func(what string, lists map[string][]string) {
		t.Helper()
		want := lists["the list"]
		for of, got := range lists {
			if len(want) == 0 || !slices.Equal(got, want) {
				t.Errorf("%s of %s are %v, those of the list %v", what, of, got, want)
			}
		}
	}
	same("the options", map[string][]string{
		"the list":   names(regexp.MustCompile(`(?m)^  (\w+): \{ is:`), between("const OPTIONS = {", "\n};")),
		"mount":      names(regexp.MustCompile(`@param \{.*\} \[options\.(\w+)\]`), script),
		"embed.d.ts": ts.fields("Options"),
	})
	doc := between("Has fn called with the data of every event", "@param")
	data := regexp.MustCompile(`(?m)^ {3}\* {3}(\w+) +(\{[^}]*\}|[A-Z]\w+), `)
	declared, _ := ts.declaration("Events")
	same("the events", map[string][]string{
		"the list":      names(regexp.MustCompile(`"(\w+)"`), between("const EVENTS = [", "]")),
		"EventName":     names(regexp.MustCompile(`"(\w+)"`), between(" * @typedef {", "} EventName")),
		"the doc of on": names(data, doc),
		"embed.d.ts":    names(regexp.MustCompile(`(?m)^  (\w+): `), declared),
	})
	for _, m := range data.FindAllStringSubmatch(doc, -1) {
		event, says := m[1], m[2]
		_, is, _ := strings.Cut(declared, "\n  "+event+": ")
		is, _, _ = strings.Cut(is, ";\n")
		if strings.HasPrefix(says, "{") {
			says = fmt.Sprint(names(regexp.MustCompile(`(\w+)`), says))
			if fields := ts.fields(is); fields != nil {
				is = fmt.Sprint(fields)
			} else {
				is = fmt.Sprint(names(regexp.MustCompile(`(\w+):`), is))
			}
		}
		if is != says {
			t.Errorf("the data of %s are %s in embed.d.ts, and %s in embed.js", event, is, says)
		}
	}
}
