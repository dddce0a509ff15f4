package setting_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

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
	fields := reflect.TypeFor[setting.Settings]()
	names := map[string]bool{}
	for _, r := range setting.Table() {
		names[r.Name] = true
		if r.Label == "" || !strings.HasSuffix(r.Help, ".") {
			t.Errorf("%s: needs a label and one sentence of help", r.Name)
		}
	}
	for i := range fields.NumField() {
		if name := fields.Field(i).Tag.Get("json"); !names[name] {
			t.Errorf("the table has no row for field %s", name)
		}
	}
	if len(names) != fields.NumField() {
		t.Errorf("%d rows for %d fields", len(names), fields.NumField())
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
		{"dataSize", "60000", "60000", ""},
		{"dataSize", "60001", "10000", "none of"},
		{"hidden", "30, 20", "30,20", ""},
		{"hidden", "", "", ""},
		{"hidden", "30,0", "50", "outside 1 to 1000"},
		{"hidden", "1,1,1,1,1,1,1", "50", "at most 6"},
		{"activation", "Sigmoid", "Sigmoid", ""},
		{"activation", "relu", "ReLU", "none of ReLU, Sigmoid"},
		{"theme", "dark", "dark", ""},
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

func FuzzParseQuery(f *testing.F) {
	f.Add("seed=7&hidden=30,20")
	f.Add("#learningRate=%zz&=&&theme=dark")
	f.Fuzz(func(t *testing.T, query string) {
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
