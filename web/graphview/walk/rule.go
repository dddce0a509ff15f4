package walk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// rule is what an operation does in both directions. dx stands for ∂L/∂x, where L is the result, and z for the output
// of the operation.
type rule struct {
	forward  string
	backward []string // by operand; "" if no gradient goes back
	words    string   // about the way back
}

// rules holds the rules by the operation's kind. Each is registered in a file with similar ones, and a new one in a
// file of its own.
var rules = map[string]rule{}

// register adds rules. It is called in init functions only.
func register(more map[string]rule) {
	for kind, r := range more {
		if _, ok := rules[kind]; ok {
			panic("walk: " + kind + " has two rules")
		}
		rules[kind] = r
	}
}

// ahead holds what is said of the way ahead, by the operation's kind: of those of layers.
var ahead = map[string]string{}

// registerAhead adds to it. It is called in init functions only.
func registerAhead(more map[string]string) {
	for kind, words := range more {
		ahead[kind] = words
	}
}

// typeset turns a rule's line into the elements of a row. _ and ^ attach what follows to what is before them: one
// letter, number or sign, or what is in braces. letters stand for x, y and z.
func typeset(line, letters string) string {
	var out []string
	for line != "" {
		word, rest := cut(line)
		line = rest
		switch word {
		case "_", "^":
			script, rest := cut(line)
			line = rest
			tag, last := "msub", len(out)-1
			if word == "^" {
				tag = "msup"
			}
			base := strings.Replace(out[last], "\u00a0</mtext>", "</mtext>", 1)
			out[last] = "<" + tag + ">" + base + "<mrow>" + token(script, letters) + "</mrow></" + tag + ">"
		default:
			e := token(word, letters)
			if text, ok := strings.CutPrefix(e, "<mtext>"); ok && len(out) > 0 && touches(out[len(out)-1]) {
				e = "<mtext>\u00a0" + text
			}
			out = append(out, e)
		}
	}
	return strings.Join(out, "")
}

// touches says that a word after an element would touch it: a word before it has a space at its end, and most signs
// have one around them.
func touches(e string) bool {
	return !strings.HasSuffix(e, "</mtext>") && (!strings.HasSuffix(e, "</mo>") || strings.HasSuffix(e, ">)</mo>"))
}

// cut splits off the first word of a line: letters and digits, or what is in braces, or one sign with the blanks before
// it.
func cut(line string) (word, rest string) {
	trimmed := strings.TrimLeft(line, " ")
	if strings.HasPrefix(trimmed, "{") {
		word, rest, _ = strings.Cut(trimmed[1:], "}")
		return "{" + word, rest
	}
	other := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == 'Σ' }
	switch i := strings.IndexFunc(trimmed, other); {
	case i > 0:
		return trimmed[:i], trimmed[i:]
	case i < 0:
		return trimmed, ""
	}
	for _, r := range trimmed {
		return string(r), trimmed[len(string(r)):]
	}
	return "", ""
}

// token sets a word: a letter is a variable, d with a letter is the gradient of one, and longer words are text.
func token(word, letters string) string {
	first := []rune(word + " ")[0]
	switch n := utf8.RuneCountInString(word); {
	case first == '{':
		return typeset(word[1:], letters)
	case unicode.IsDigit(first):
		return "<mn>" + word + "</mn>"
	case first == 'Σ' || !unicode.IsLetter(first):
		return "<mo>" + escape(word) + "</mo>"
	case n == 1 || n == 2 && first == 'd':
		other := []rune(letters)
		return name(
			strings.NewReplacer("x", string(other[0]), "y", string(other[1]), "z", string(other[2])).Replace(word)).math
	}
	return "<mtext>" + word + "\u00a0</mtext>"
}
