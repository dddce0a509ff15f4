// Package excerpttest checks in tests that a message which comes before a person's eyes is in that person's words.
package excerpttest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/excerpt"
)

// MaxText is how many characters a message may have.
const MaxText = 300

// insides is how Go, its libraries and browsers speak to programmers: packages, types, values and addresses.
var insides = regexp.MustCompile(`strconv\.|\bjson: |\bgzip: |\bhex: |encoding/|\[\](struct|string|int|float|\[\])|map\[|` +
	`\binterface \{|\bstruct \{|invalid character|invalid syntax|unmarshal|runtime error|0x[0-9a-f]|\*os\.|nil pointer|` +
	`<nil>|%!|unexpected EOF|\bEOF\b|goroutine|\bparsing "|\bGo (value|struct|type)|` +
	`(^|: )(setting|session|layer|digits|safetensors|train|reader|build|expr|protocol|strokefile|smalljson|api): `)

// Long is a text of a million characters, of which a message may repeat a few.
var Long = strings.Repeat("x", 1<<20)

// Problem returns what is wrong with a message about input, or "": it is empty, too long, repeats too much of the
// input, or has the insides of the program in it.
func Problem(message, input string) string {
	if strings.TrimSpace(message) == "" {
		return "it is empty"
	}
	if n := utf8.RuneCountInString(message); n > MaxText {
		return fmt.Sprintf("it has %d characters", n)
	}
	begin := []rune(input[:min(len(input), 4*excerpt.Max)])
	if len(begin) > excerpt.Max && strings.Contains(message, string(begin[:excerpt.Max])) {
		return "it repeats more of the input than anybody reads"
	}
	if found := insides.FindString(message); found != "" && !strings.Contains(input, found) {
		return fmt.Sprintf("it has %q in it, which is the program’s own language", found)
	}
	return ""
}

// Check fails the test if there is a Problem with a message about input.
func Check(t *testing.T, message, input string) {
	t.Helper()
	if problem := Problem(message, input); problem != "" {
		t.Errorf("%.60q is answered by %.400q: %s", input, message, problem)
	}
}
