package setting

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
)

// Query writes the settings that differ from the defaults as a URL's hash carries them, learningRate=0.5&seed=7; names
// are in the table's order, so that equal settings give equal text.
func (s Settings) Query() string {
	var b strings.Builder
	d := Default()
	d.LearningRate = UsualRate(s.Optimizer) // as Set does it
	for _, r := range table {
		text := r.text(s)
		if text == r.text(d) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(r.Name + "=" + escape(text))
	}
	return b.String()
}

// ParseQuery reads what Query wrote, or what a person typed, onto the defaults. It takes what is valid, and returns one
// error for each thing that is not.
func ParseQuery(query string) (Settings, []error) {
	s := Default()
	texts, _, errs := readQuery(query)
	return s, append(errs, s.SetAll(texts)...)
}

// readQuery returns the texts of a query by name, and an error for each part that is none. Of a name that comes twice,
// the first counts; again has it each time that it comes with another text.
func readQuery(query string) (texts map[string]string, again []string, errs []error) {
	texts = map[string]string{}
	for _, part := range strings.Split(strings.TrimPrefix(query, "#"), "&") {
		name, text, err := unescapePart(part)
		first, known := texts[name]
		switch {
		case err != nil:
			errs = append(errs, err)
		case !known && part != "":
			texts[name] = text
		case text != first:
			again = append(again, name)
		}
	}
	return texts, again, errs
}

// Twice returns an error for each setting that a query has again with another text, of which the first counts. Programs
// put settings before others so; a person who does does not mean it.
func Twice(query string) (errs []error) {
	texts, again, _ := readQuery(query)
	for _, name := range again {
		if _, known := Find(name); known {
			errs = append(errs, &Error{name, fmt.Sprintf("it is there twice; the first, %s, counts",
				excerpt.Quote(texts[name]))})
		}
	}
	return errs
}

// SetAll calls Set for each named setting. It does so in the table's order, in which the optimizer comes before the
// learning rate, so that a named rate is kept. Names that are not in the table give errors at the end.
func (s *Settings) SetAll(texts map[string]string) (errs []error) {
	rest := maps.Clone(texts)
	set := func(name string) {
		if err := s.Set(name, rest[name]); err != nil {
			errs = append(errs, err)
		}
		delete(rest, name)
	}
	for _, r := range table {
		if _, ok := rest[r.Name]; ok {
			set(r.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(rest)) {
		set(name)
	}
	return errs
}

// plain are the signs, besides letters and digits, that stand for themselves in a hash, so that people can read their
// links.
const plain = "-_.~,;=()*/"

const hexDigits = "0123456789ABCDEF"

// escape writes text as a query has it: %XX for a byte. A space is %20, since a + stands for a space in some programs'
// links and for itself in people's. Package net/url would bring its network addresses into the programs.
func escape(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte(plain, c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
	return b.String()
}

// unescapePart reads name=text.
func unescapePart(part string) (name, text string, err error) {
	name, text, _ = strings.Cut(part, "=")
	if name, err = unescape(strings.ReplaceAll(name, "+", " ")); err != nil {
		return "", "", err
	}
	whole, err := unescape(text)
	if (name == "formula" || name == "values") && isPlus(text, whole) {
		return name, whole, err
	}
	text, err = unescape(strings.ReplaceAll(text, "+", " "))
	return name, text, err
}

// isPlus says that each + in the link of a formula or its values is one, as people type it, and does not stand for a
// space, as programs write it: whole is the text without its escapes. Programs write a plus as %2B, and a link that has
// %20 for a space has no other. Of what is left, a + is a space where no plus can stand: (x+-+y), max(x,+y).
func isPlus(text, whole string) bool {
	if strings.Contains(strings.ToUpper(text), "%2B") {
		return false
	}
	if strings.Contains(whole, " ") {
		return true
	}
	const before, behind = "+-*/^(,=;\n", "+*/^),=;\n"
	for i, c := range []byte(whole) {
		if c == '+' && (i == 0 || strings.IndexByte(before, whole[i-1]) >= 0 ||
			i == len(whole)-1 || strings.IndexByte(behind, whole[i+1]) >= 0) {
			return false
		}
	}
	return true
}

func unescape(text string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			b.WriteByte(text[i])
			continue
		}
		end := min(i+3, len(text))
		v, err := strconv.ParseUint(text[i+1:end], 16, 8)
		if err != nil || end != i+3 {
			return "", &Error{"", fmt.Sprintf("%q in the link is not an escape", text[i:end])}
		}
		b.WriteByte(byte(v))
		i += 2
	}
	return b.String(), nil
}
