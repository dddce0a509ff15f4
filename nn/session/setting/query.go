package setting

import (
	"net/url"
	"slices"
	"strings"
)

// readable puts back what QueryEscape escapes without need: in a hash it means nothing but itself, so that people can read their links.
var readable = strings.NewReplacer("%2C", ",", "%3D", "=", "%28", "(", "%29", ")", "%2A", "*", "%2F", "/")

// Query writes the settings that differ from the defaults as a URL's hash carries them, learningRate=0.5&seed=7; names are in
// the table's order, so that equal settings give equal text.
func (s Settings) Query() string {
	var b strings.Builder
	d := Default()
	for _, r := range table {
		text := s.Text(r.Name)
		if text == d.Text(r.Name) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(r.Name + "=" + readable.Replace(url.QueryEscape(text)))
	}
	return b.String()
}

// ParseQuery reads what Query wrote, or what a person typed, onto the defaults. What is valid is taken; each thing that is not
// is one error.
func ParseQuery(query string) (Settings, []error) {
	s := Default()
	values, err := url.ParseQuery(strings.TrimPrefix(query, "#"))
	var errs []error
	if err != nil {
		errs = append(errs, err)
	}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := s.Set(name, values.Get(name)); err != nil {
			errs = append(errs, err)
		}
	}
	return s, errs
}
