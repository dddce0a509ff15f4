package unit_test

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/unit"
)

var update = flag.Bool("update", false, "write testdata anew")

// What is said of a unit of each layer of each network.
func TestWords(t *testing.T) {
	var lines []string
	all := networks(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		lines = append(lines, name)
		g := snap(t, all[name], asDrawn)
		values(g, func(n *snapshot.Node, u *unit.Unit) {
			if u.At != 1 || n.ID+1 < len(g.Nodes) && g.Nodes[n.ID+1].Scope == n.Scope {
				return
			}
			line := "\t" + n.Scope + ": " + u.Title() + ". " + u.Weights().Words(u)
			if f := u.Feeds(); f != nil {
				line += " It feeds " + f.Scope + "."
			} else if digit, ok := u.Digit(); ok {
				line += " It is the score of " + strconv.Itoa(digit) + "."
			}
			lines = append(lines, line)
		})
	}
	const file = "testdata/words.txt"
	got := strings.Join(slices.Compact(lines), "\n") + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("it says\n%s", got)
	}
}

// unitOf returns a unit of the first value of that kind.
func unitOf(t *testing.T, g *snapshot.Graph, kind string, at int) *unit.Unit {
	t.Helper()
	for _, n := range g.Nodes {
		if n.Kind == kind {
			return unit.Of(g, images, n.ID, at*snapshot.Len(n.Shape[2:]), 0)
		}
	}
	t.Fatalf("there is no %s", kind)
	return nil
}

var of = unit.Subject{Network: 3, Step: 40, Node: 5, At: 1}

// excited is an answer in parts of at most 10 images.
func excited(e *unit.Excitement, of unit.Subject, images int, values []float64, places []int) *unit.Excitement {
	for _, c, ok := e.Question(of, images, false); ok; _, c, ok = e.Question(of, images, false) {
		end := min(c.From+10, len(values))
		a := protocol.Excited{Step: of.Step, From: c.From, Images: len(values), Values: values[c.From:end]}
		if places != nil {
			a.Places = places[c.From:end]
		}
		e = e.Answered(of, c, a)
	}
	return e
}

// pictured has the images that are missing, of which each shows its last figure.
func pictured(e *unit.Excitement) *unit.Excitement {
	p := protocol.Pictured{Indices: e.Missing()}
	for _, i := range p.Indices {
		p.Labels = append(p.Labels, i%10)
		pixels := make([]float64, 784)
		pixels[0] = float64(i)
		p.Pixels = append(p.Pixels, pixels...)
	}
	return e.Pictured(p)
}

func TestWordsOfWhatExcites(t *testing.T) {
	dense, maps := snap(t, networks(t)["TwoLayerNet"], asDrawn), snap(t, networks(t)["SimpleConvNet"], asDrawn)
	var some, above, below, flat, places []float64
	var at []int
	for i := range 80 {
		v := float64(i%10) - 5 // those of the digits 6 to 9 are above 0, and those of 7 are the largest
		if i%10 == 7 {
			v = 9
		}
		some, above, below = append(some, v), append(above, 1+float64(i)), append(below, -1-float64(i))
		flat, places = append(flat, 0), append(places, float64(i))
		at = append(at, 24+i)
	}
	for name, c := range map[string]struct {
		u      *unit.Unit
		values []float64
		places []int
		words  string
		image  string
	}{
		"ReLU": {unitOf(t, dense, "ReLU", 1), some, nil, "It is active, which is above 0, for 32 of 80 test images, " +
			"40.0%. Of the 12 that excite it most, 8 show a 7. Its value for this image, 0.5, is above those of " +
			"60.0% of them.", "Test image 9, labelled 9: 4"},
		"a product": {unitOf(t, dense, "MatMul", 1), some, nil, "It is above 0 for 32 of 80 test images, " +
			"40.0%. Of the 12 that excite it most, 8 show a 7. Its value for this image, 0.5, is above those of " +
			"60.0% of them.", "Test image 9, labelled 9: 4"},
		"a product below 0": {unitOf(t, dense, "MatMul", 1), below, nil, "It is above 0 for none of 80 test images. " +
			"Its value for this image, 0.5, is above those of 100.0% of them.", "Test image 9, labelled 9: −10"},
		"a product above 0": {unitOf(t, dense, "MatMul", 1), above, nil, "It is above 0 for all 80 test images. " +
			"Its value for this image, 0.5, is above those of 0.0% of them.", "Test image 9: 10"},
		"a dead ReLU": {unitOf(t, dense, "ReLU", 1), flat, nil, "All 80 test images give the same value, 0. The unit " +
			"is dead on them: ReLU lets no gradient through, and training does not change its weights.",
			"Test image 9: 0"},
		"a channel": {unitOf(t, maps, "MaxPooling", 1), places, at, "Somewhere in the map it is above 0 for 79 of 80 " +
			"test images, 98.8%. Its largest value for this image, 0.5, is above those of 1.3% of them.",
			"Test image 78, labelled 8: 78 at row 8, column 6"},
		"a channel after ReLU": {unitOf(t, maps, "ReLU", 1), places, at, "Somewhere in the map it is active, which " +
			"is above 0, for 79 of 80 test images, 98.8%. Its largest value for this image, 0.5, is above those of " +
			"1.3% of them.", "Test image 78, labelled 8: 78 at row 4, column 6"},
	} {
		t.Run(name, func(t *testing.T) {
			e := pictured(excited(&unit.Excitement{}, of, 10_000, c.values, c.places))
			if got := e.Words(e.Shown, c.u, 0.5); got != c.words {
				t.Errorf("it says\n%s\nwant\n%s", got, c.words)
			}
			image := 9
			if c.places != nil {
				image = 78
			}
			if got := e.ImageWords(e.Shown, c.u, image); got != c.image {
				t.Errorf("of an image it says %q, want %q", got, c.image)
			}
		})
	}
}

func TestExcitementInParts(t *testing.T) {
	values := make([]float64, 25)
	for i := range values {
		values[i] = float64(i * 7 % 25)
	}
	e := &unit.Excitement{}
	about, c, ok := e.Question(of, 10_000, false)
	if want := (protocol.Excite{Node: 5, Unit: 1, Images: 10_000}); !ok || c != want || about != of {
		t.Fatalf("it asks %+v, %v", c, ok)
	}
	first := protocol.Excited{Step: 40, Images: 25, Values: values[:10]}
	e = e.Answered(of, c, first)
	if done, all := e.Progress(); done != 10 || all != 25 || e.Shown != nil || e.Knows(of, 10_000) {
		t.Errorf("%d of %d, %+v", done, all, e.Shown)
	}
	if _, c, _ := e.Question(of, 10_000, false); c.From != 10 {
		t.Errorf("it goes on from %d", c.From)
	}
	for name, c := range map[string]struct {
		of     unit.Subject
		images int
	}{"another unit": {unit.Subject{Network: 3, Step: 40, Node: 5, At: 2}, 10_000},
		"another step": {unit.Subject{Network: 4, Step: 41, Node: 5, At: 1}, 10_000}, "fewer images": {of, 1000}} {
		what := c.of
		if about, c, _ := e.Question(what, c.images, false); c.From != 0 || about != what {
			t.Errorf("%s goes on from %d", name, c.From)
		}
	}
	later := unit.Subject{Network: 4, Step: 50, Node: 5, At: 1}
	if about, c, ok := e.Question(later, 10_000, true); !ok || c.From != 10 || about != of {
		t.Errorf("while training goes on, it asks about %+v from %d", about, c.From)
	}
	_, next, _ := e.Question(of, 10_000, false)
	for name, a := range map[string]protocol.Excited{
		"of another step": {Step: 41, From: 10, Images: 25, Values: values[10:20]},
		"a gap":           {Step: 40, From: 12, Images: 25, Values: values[12:20]},
		"nothing":         {Step: 40, From: 10, Images: 25},
	} {
		if n := e.Answered(of, next, a); n != e {
			t.Errorf("%s is taken", name)
		}
	}
	e = excited(e, of, 10_000, values, nil)
	if !slices.Equal(e.Shown.Values, values) || !e.Knows(of, 10_000) || !e.Knows(of, 1000) {
		t.Errorf("it has %v", e.Shown.Values)
	}
	if most := e.Shown.Most(); len(most) != unit.Most || values[most[0]] != 24 || values[most[11]] != 13 {
		t.Errorf("the most exciting are %v", most)
	}
	if least := e.Shown.Least(); len(least) != unit.Least || e.Shown.Values[least[0]] != 0 {
		t.Errorf("the least exciting are %v", least)
	}
	if missing := e.Missing(); len(missing) != 16 || len(pictured(e).Missing()) != 0 {
		t.Errorf("%d images are missing", len(missing))
	}
	if other := (unit.Subject{Network: 4, Step: 50, Node: 6, At: 1}); e.About(later) != e.Shown ||
		e.Knows(later, 1000) || e.About(other) != nil {
		t.Error("it takes the answer for that about another unit, or not for that of an earlier step")
	}
	few := excited(&unit.Excitement{}, of, 1000, values, nil)
	if _, _, ok := few.Question(of, 10_000, false); few.Knows(of, 10_000) || !ok {
		t.Error("after training it does not look at all images")
	}
	failed := e.Answered(later, protocol.Excite{Images: 10}, protocol.Failed{Message: "no"})
	if _, _, ok := failed.Question(later, 10, false); ok || failed.Problem(later) != "no" || failed.Problem(of) != "" {
		t.Error("what was refused is asked again")
	}
	_, c, ok = failed.Question(of, 20_000, false)
	nine := protocol.Excited{Step: 40, Images: 9, Values: values[:9]}
	if !ok || failed.Answered(of, c, nine).Problem(later) != "" {
		t.Error("after a refusal it asks nothing")
	}
}
