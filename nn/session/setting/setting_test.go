package setting_test

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

func Example() {
	s := setting.Default()
	fmt.Println(s.Set("learningRate", "0.5"))
	fmt.Println(s.Set("learningRate", "cold"))
	fmt.Println(s.Query())
	// Output:
	// <nil>
	// setting: learningRate: "cold" is not a number
	// learningRate=0.5
}

func TestDefaultIsValid(t *testing.T) {
	if err := setting.Default().Validate(); err != nil {
		t.Fatal(err)
	}
}

func TestTableIsWhole(t *testing.T) {
	var s setting.Settings
	fields := reflect.ValueOf(&s).Elem()
	names := map[string]bool{}
	for _, r := range setting.Table() {
		names[r.Name] = true
		if r.Label == "" || !strings.HasSuffix(r.Help, ".") {
			t.Errorf("%s: needs a label and one sentence of help", r.Name)
		}
	}
	want := 0
	for _, f := range reflect.VisibleFields(fields.Type()) {
		if !f.IsExported() || f.Anonymous {
			continue // the hyperparameters; a part, whose own fields follow
		}
		want++
		if !slices.Contains(s.Fields(), fields.FieldByIndex(f.Index).Addr().Interface()) {
			t.Errorf("the table has no row for field %s", f.Name)
		}
	}
	for name := range hyperparameters() {
		want++
		if !names[name] {
			t.Errorf("the table has no row for hyperparameter %s", name)
		}
	}
	if len(names) != want || len(setting.Table()) != want {
		t.Errorf("%d rows of %d names for %d settings", len(setting.Table()), len(names), want)
	}
}

func TestSet(t *testing.T) {
	for _, c := range []struct{ name, text, want, err string }{
		{"learningRate", "0.5", "0.5", ""},
		{"learningRate", "1e-3", "0.001", ""},
		{"learningRate", "NaN", "0.1", "outside 0.0001 to 10"},
		{"learningRate", "11", "0.1", "outside 0.0001 to 10"},
		{"learningRate", "cold", "0.1", "not a number"},
		{"batchSize", "1", "1", ""},
		{"batchSize", "0", "100", "outside 1 to 1000"},
		{"batchSize", "1.5", "100", "not a whole number"},
		{"batchSize", "99999999999999999999", "100", "99999999999999999999 is outside 1 to 1000"},
		{"batchSize", "1e999", "100", "1e999 is outside 1 to 1000"},
		{"batchSize", "-1e99", "100", "-1e99 is outside 1 to 1000"},
		{"batchSize", "1e2", "100", ""},
		{"learningRate", "1e999", "0.1", "1e999 is outside 0.0001 to 10"},
		{"values", "x=1e999", setting.Default().Text("values"), "the number in \"x=1e999\" is too large"},
		{"ownShare", "0.1", "0.1", ""},
		{"ownShare", "1.01", "0", "outside 0 to 1"},
		{"dataSize", "10000", "10000", ""},
		{"dataSize", "60001", "60000", "not one of"},
		{"hidden", "30, 20", "30,20", ""},
		{"hidden", "", "", ""},
		{"hidden", "30,0", "50", "outside 1 to 1000"},
		{"hidden", "1,1,1,1,1,1,1", "50", "at most 6"},
		{"activation", "Sigmoid", "Sigmoid", ""},
		{"activation", "relu", "ReLU", "not one of ReLU, Sigmoid"},
		{"theme", "dark", "dark", ""},
		{"formula", " (x+y)^2 ", "(x+y)^2", ""},
		{"formula", "", "", ""},
		{"formula", strings.Repeat("é", 20_001), setting.Default().Formula, "20001 characters; at most 20000"},
		{"values", "b=-0.5, a=1e3", "a=1000,b=-0.5", ""},
		{"values", "", "", ""},
		{"values", "a", setting.Default().Text("values"), "\"a\" is not a name with a number"},
		{"values", "a=NaN", setting.Default().Text("values"), "not a name with a number"},
		{"values", "=1", setting.Default().Text("values"), "not a name with a number"},
		{"step", "7", "7", ""},
		{"step", "-2", "-1", "outside -1 to 100000"},
		{"nonsense", "1", "", "no setting"},
	} {
		t.Run(c.name+"="+c.text, func(t *testing.T) {
			s := setting.Default()
			err := s.Set(c.name, c.text)
			if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
				t.Errorf("error %v, want %q", err, c.err)
			}
			if got := s.Text(c.name); got != c.want {
				t.Errorf("value %q, want %q", got, c.want)
			}
		})
	}
}

func TestParseQueryTakesWhatIsValid(t *testing.T) {
	s, errs := setting.ParseQuery("#seed=7&hidden=30,20&batchSize=0&wat=1")
	if s.Seed != 7 || !reflect.DeepEqual(s.Hidden, []int{30, 20}) || s.BatchSize != 100 {
		t.Errorf("settings %+v", s)
	}
	if len(errs) != 2 {
		t.Errorf("errors %v, want one for batchSize and one for wat", errs)
	}
}

func TestQueryIsReadable(t *testing.T) {
	s := setting.Default()
	s.Formula, s.Values, s.Step = "(x + y)^2/max(a, b)*2", map[string]float64{"y": -2.5, "x": 1}, 3
	const want = "formula=(x%20%2B%20y)%5E2/max(a,%20b)*2&values=x=1,y=-2.5&step=3"
	if got := s.Query(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if back, errs := setting.ParseQuery("#" + want); len(errs) > 0 || !reflect.DeepEqual(back, s) {
		t.Errorf("%+v, %v", back, errs)
	}
}

// A plus is one in a link that a person types. Links that programs write, this one too before it wrote %20, have + for
// a space and %2B for a plus.
func TestPlusInALink(t *testing.T) {
	for query, want := range map[string]string{
		"formula=(x+y)^2":                        "(x+y)^2",
		"formula=t=x+y;z=t^2":                    "t=x+y;z=t^2",
		"formula=t%20=%20x%20+%20y;%20z%20=%20t": "t = x + y; z = t",
		"formula=x+-y":                           "x+-y",
		"formula=(x+%2B+y)%5E2":                  "(x + y)^2",
		"formula=(x%2by)%5E2+*+2":                "(x+y)^2 * 2",
		"formula=x+-+y":                          "x - y",
		"formula=max(a,+b)*2":                    "max(a, b)*2",
		"formula=z+=+x*y;+":                      "z = x*y;",
		"formula=x+":                             "x",
		"values=x=1e+3":                          "x=1000",
		"values=x=1,+y=2":                        "x=1,y=2",
		"hidden=30,+20":                          "30,20",
		"hidden=30+20":                           "30,20",
	} {
		s, errs := setting.ParseQuery(query)
		name, _, _ := strings.Cut(query, "=")
		if got := s.Text(name); got != want || len(errs) > 0 {
			t.Errorf("%s: %q, %v; want %q", query, got, errs, want)
		}
	}
}

func TestCloneSharesNothing(t *testing.T) {
	s := setting.Default()
	c := s.Clone()
	c.Hidden[0], c.Values["tax"] = 7, 7
	if d := setting.Default(); !reflect.DeepEqual(s, d) {
		t.Errorf("a change of the copy went through: %+v", s)
	}
}

func FuzzParseQuery(f *testing.F) {
	f.Add("seed=7&hidden=30,20")
	f.Add("#learningRate=%zz&=&&theme=dark")
	f.Add("formula=(x%2By)^2&values=x=1,y=-2.5e-3&step=4")
	f.Add("formula=t+=+x+y;z=t^2")
	f.Fuzz(func(t *testing.T, query string) {
		defer cost.Bound(t, len(query))()
		s, _ := setting.ParseQuery(query)
		if err := s.Validate(); err != nil {
			t.Fatalf("ParseQuery(%q) gave invalid settings: %v", query, err)
		}
		again, errs := setting.ParseQuery(s.Query())
		if len(errs) > 0 || !reflect.DeepEqual(again, s) {
			t.Fatalf("%q: %+v came back as %+v, %v", s.Query(), s, again, errs)
		}
	})
}

// Links are written and read as other programs do it.
func TestEscapes(t *testing.T) {
	s := setting.Default()
	s.Formula = "a+b&c=d%20#é ^~"
	if got, want := s.Query(), "formula=a%2Bb%26c=d%2520%23%C3%A9%20%5E~"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	values, err := url.ParseQuery(s.Query())
	if err != nil || values.Get("formula") != s.Formula {
		t.Errorf("net/url reads %v, error %v", values, err)
	}
	for query, want := range map[string]string{"formula=%zz&seed=7": `setting: "%zz" in the link is not an escape`,
		"seed=7&formula=%4": `setting: "%4" in the link is not an escape`,
		"seed=7&&seed=8&%":  `setting: "%" in the link is not an escape`} {
		s, errs := setting.ParseQuery(query)
		if s.Seed != 7 || len(errs) != 1 || errs[0].Error() != want {
			t.Errorf("%s: seed %d, errors %v; want %s", query, s.Seed, errs, want)
		}
	}
}

// parsed returns the settings of a query, which has nothing wrong.
func parsed(t *testing.T, query string) setting.Settings {
	t.Helper()
	s, errs := setting.ParseQuery(query)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return s
}

// A panel takes what is its own, and what belongs to no figure; the rest stays as it was, and so does the network where
// the panel shows none.
func TestWithOthers(t *testing.T) {
	before, taken := parsed(t, "formula=a*b&node=3&seed=1&steps=20"), parsed(t, "seed=7&node=5&layer=relu&steps=300")
	for network, want := range map[bool]string{
		true: "seed=7&formula=a*b&node=5&steps=300", false: "seed=7&formula=a*b&node=5&steps=20",
	} {
		got := taken.WithOthers(before, func(figure string) bool { return figure == "graph" }, network).Query()
		if got != want {
			t.Errorf("with the network %v: %s, want %s", network, got, want)
		}
	}
}
