package state_test

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestRemoveClearAndUndo(t *testing.T) {
	o := statetest.Penned(statetest.Penned(state.New(), statetest.Stroke).Label(7), statetest.Dot).Label(0).Own
	all := o.List
	o = o.Remove(0)
	if len(o.List) != 1 || o.List[0].Label != 0 || len(all) != 2 || all[0].Label != 7 {
		t.Errorf("removed: %+v of %+v", o.List, all)
	}
	o = o.Clear()
	if len(o.List) != 0 || o.Clear() != o {
		t.Errorf("cleared: %+v", o.List)
	}
	version := o.Version
	for _, want := range []int{1, 2, 1, 0, 0} {
		if o = o.Undo(); len(o.List) != want {
			t.Errorf("after Undo %d drawings, want %d", len(o.List), want)
		}
	}
	if o.Version != version+4 {
		t.Errorf("version %d after four of Undo from %d", o.Version, version)
	}
}

// What is exported is read by the tests of the core, and by the page, which then finds nothing new in it.
func TestExportAndImport(t *testing.T) {
	s := statetest.Penned(statetest.Penned(state.New(), statetest.Stroke, statetest.Dot).Label(7), statetest.Dot).
		Label(0)
	file := state.EncodeExamples(s.Own.Examples())
	path := filepath.Join(t.TempDir(), "own.json")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	drawings, err := strokefile.Read(path)
	if err != nil || len(drawings) != 2 || drawings[0].Label != 7 ||
		!reflect.DeepEqual([][][2]float64(drawings[0].Strokes), s.Own.List[0].Strokes) {
		t.Errorf("strokefile reads %+v, error %v", drawings, err)
	}
	if again := s.Own.Import(file); again.Version != s.Own.Version ||
		again.Note != "0 drawings added. 2 of the file were here already." {
		t.Errorf("imported twice: %+v", again)
	}
	if got := state.New().Own.Import(file); !reflect.DeepEqual(got.Examples(), s.Own.Examples()) {
		t.Errorf("imported: %+v", got.List)
	}
	people, err := os.ReadFile("../../nn/digits/testdata/strokes.json")
	if err != nil {
		t.Fatal(err)
	}
	full := state.New().Own.Import(people)
	if len(full.List) != 498 || // two of them are there twice
		!strings.HasSuffix(full.Note, "2 of the file were here already.") || full.Problem != "" {
		t.Fatalf("of people's drawings %d are imported: %q, %q", len(full.List), full.Note, full.Problem)
	}
	full = full.Import([]byte(`[{"label": 1, "strokes": [[[0, 0], [0.1, 1]]]}]`))
	if over := full.Import(file); over.Version != full.Version ||
		!strings.HasPrefix(over.Problem, "The file has 2 drawings that are not here yet") {
		t.Errorf("too many: %q", over.Problem)
	}
	for i, d := range full.List {
		if again := state.OwnStrokes(state.StrokesDrawing(d.Strokes).Strokes); !reflect.DeepEqual(again, d.Strokes) {
			t.Fatalf("drawing %d is another after it was on the sheet", i)
		}
	}
}

func TestImportRefuses(t *testing.T) {
	before := statetest.Penned(state.New(), statetest.Stroke).Label(7).Own
	for text, want := range map[string]string{
		``:                          "The file is empty",
		`{}`:                        "The file is not a list of drawings.",
		`[]`:                        "There is no drawing in the file",
		`[1]`:                       "The file is not a list of drawings.",
		`[{}] x`:                    "The file is not a list of drawings: it cannot be read from its byte 6 on",
		`[{"label": 1}]`:            "Drawing 1 of the file: it has no points",
		`[{"strokes": [[[1, 2]]]}]`: "Drawing 1 of the file: it has no label",
		`[{"label": 1.5, "strokes": [[[1, 2]]]}]`:                                     "The file is not a list of drawings.",
		`[{"label": 1, "strokes": [[[1, 2]]]}, {"label": -1, "strokes": [[[1, 2]]]}]`: "Drawing 2 of the file: its label is -1",
		`[{"label": 1, "strokes": [[[1, 2, 3]]]}]`:                                    "Drawing 1 of the file: a point has 3 numbers",
		`[{"label": 1, "strokes": [[[1]]]}]`:                                          "Drawing 1 of the file: a point has 1 numbers",
		`[{"label": 1, "strokes": [[[1, 2e9]]]}]`:                                     "Drawing 1 of the file: the point (1, 2e+09)",
		`[{"label": 1, "strokes": [[]]}]`:                                             "Drawing 1 of the file: it has no points",
		`[{"label": 1, "strokes": [[` + strings.Repeat("[1,2],", 10_000) +
			`[1, 2]]]}]`: "Drawing 1 of the file: it has 10001 points",
	} {
		s := before.Import([]byte(text))
		if !strings.HasPrefix(s.Problem, want) || !strings.HasSuffix(s.Problem, "Nothing is changed.") {
			t.Errorf("%.60s: %q, want %s", text, s.Problem, want)
		}
		if s.Version != before.Version || !reflect.DeepEqual(s.List, before.List) {
			t.Errorf("%.60s changed something", text)
		}
	}
}

// Whatever a file has, what is taken from it is as drawings are kept.
func FuzzDecodeExamples(f *testing.F) {
	f.Add([]byte(`[{"label": 7, "strokes": [[[1, 2], [3, 4.5]], [[0, 0]]]}]`))
	f.Add([]byte(`[{"label": 0, "strokes": [[[1e9, -1e9]]]}]`))
	f.Add([]byte(`[{"label": 0, "strokes": [[[1e-320, 0], [0, 5e-324]], []]}]`))
	f.Fuzz(func(t *testing.T, file []byte) {
		defer cost.Bound(t, len(file))()
		examples, err := state.DecodeExamples(file)
		if err != nil {
			return
		}
		for _, e := range examples {
			for _, s := range e.Strokes {
				for _, p := range s {
					for _, v := range p {
						if !(v >= 0 && v <= state.OwnSide) || v != math.Round(v) {
							t.Fatalf("a kept place is %v", v)
						}
					}
				}
			}
		}
		again, err := state.DecodeExamples(state.EncodeExamples(examples))
		if err != nil || !reflect.DeepEqual(again, examples) {
			t.Fatalf("written and read again it is %+v, error %v", again, err)
		}
	})
}

func TestJudged(t *testing.T) {
	s := statetest.Penned(statetest.Penned(state.New(), statetest.Stroke).Label(7), statetest.Dot).Label(0)
	if _, known := s.Own.NetworkRight(); known {
		t.Error("nobody has looked yet")
	}
	e := protocol.Judged{Version: s.Own.Version, Network: []protocol.Verdict{{Digit: 7}, {Digit: 1}},
		Pixels: make([]float64, 2*784)}
	e.Pixels[784] = 1
	old := e
	old.Version--
	if s.Observe(old).Own != s.Own {
		t.Error("what is about another list counts")
	}
	s = s.Observe(e)
	if n, known := s.Own.NetworkRight(); n != 1 || !known || s.Own.List[1].Pixels[0] != 1 {
		t.Errorf("%d are right, known %t", n, known)
	}
	if _, known := s.Own.ReaderRight(); known {
		t.Error("the reader has said nothing")
	}
	e.Pixels, e.Reader = nil, []protocol.Verdict{{Digit: 7}, {Digit: 0}}
	s = s.Observe(e)
	if n, known := s.Own.ReaderRight(); n != 2 || !known || s.Own.List[0].Pixels == nil {
		t.Errorf("of the reader %d are right, known %t", n, known)
	}
	// Another label needs no other image.
	if s = s.Label(3); s.Own.List[1].Pixels == nil {
		t.Error("with its label a drawing loses its image")
	}
}

func TestFineTuningCanBeTakenBack(t *testing.T) {
	s := statetest.Penned(state.New(), statetest.Stroke).Label(7)
	if s.Own.CanFineTune(s.Engine) {
		t.Error("without an engine it can be tuned")
	}
	ready := *s.Engine
	ready.Phase, ready.Checkpoint = engine.Ready, &protocol.Checkpoint{Step: 10}
	ready.Status.Step = 10
	s.Engine = &ready
	if !s.Own.CanFineTune(s.Engine) || s.Own.CanTakeBack(s.Engine) {
		t.Errorf("can tune: %t, can take back: %t", s.Own.CanFineTune(s.Engine), s.Own.CanTakeBack(s.Engine))
	}
	s = s.FineTuning()
	if s.Own.CanFineTune(s.Engine) || !s.Own.Tuning || s.Own.Before.Step != 10 || s.Train.Goal != 10+
		state.FineTuneSteps {
		t.Errorf("%+v", s.Own)
	}
	tuned := protocol.Tuned{Share: 1, Before: protocol.Score{Step: 10}, After: protocol.Score{Step: 210}}
	s = s.Observe(tuned).Observe(protocol.Trained{Step: 210})
	s.Own = s.Own.FineTuned(protocol.Trained{})
	if s.Own.Tuning || !s.Own.CanTakeBack(s.Engine) {
		t.Errorf("it cannot be taken back: %+v", s.Own)
	}
	if trained := s.StartTraining(protocol.Train{Steps: 5}); trained.Own.CanTakeBack(trained.Engine) ||
		trained.Own.Before != nil {
		t.Error("after more training, too, one step back leads to before the fine-tuning")
	}
	again := tuned
	again.After.Right = 1
	s = s.Observe(protocol.Tuned{Share: state.Mixed}).Observe(again)
	if len(s.Own.Effects) != 2 || s.Own.Effects[1] != again {
		t.Errorf("of each way one effect is told: %+v", s.Own.Effects)
	}
	if o := s.FineTuning().
		Own.FineTuned(protocol.Failed{Code: protocol.CodeNotReady, Message: "no"}); o.Problem != "no" || o.Tuning {
		t.Errorf("%+v", o)
	}
}

func TestFoundOwn(t *testing.T) {
	kept := state.EncodeExamples(statetest.Penned(statetest.Penned(state.New(), statetest.Stroke).Label(7),
		statetest.Dot).Label(0).Own.Examples())
	other := [][2]float64{{0, 0}, {50, 200}}
	o := statetest.Penned(statetest.Penned(state.New(), other).Label(1), statetest.Dot).Label(5).
		Own // labelled before the store was open
	o = o.Found(kept)
	var labels []int
	for _, d := range o.List {
		labels = append(labels, d.Label)
	}
	if !reflect.DeepEqual(labels, []int{7, 0, 1}) {
		t.Errorf("labels %v", labels)
	}
	if got := o.Found([]byte("of another version")); got != o {
		t.Error("what cannot be read is something")
	}
}

// Two tabs keep one list: what each of them changes is kept.
func TestMerged(t *testing.T) {
	stroke := func(x float64) [][][2]float64 { return [][][2]float64{{{0, 0}, {x, 200}}} }
	// A list is a text of labels; the place of a label says which drawing it is, and - that there is none.
	list := func(labels string) (l []protocol.Example) {
		for i, c := range labels {
			if c != '-' {
				l = append(l, protocol.Example{Label: int(c - '0'), Strokes: stroke(float64(i))})
			}
		}
		return l
	}
	for _, c := range []struct{ before, mine, theirs, want string }{
		{"12", "12", "12", "12"},
		{"12", "123", "12", "123"},
		{"12", "12", "123", "123"},
		{"12", "123", "12-4", "1234"},
		{"12", "1-", "12", "1-"},
		{"12", "12", "1-", "1-"},
		{"12", "-2", "1-", ""},
		{"12", "12", "15", "15"},
		{"12", "15", "12", "15"},
		{"12", "15", "1-", "15"},
		{"12", "15", "16", "15"},
		{"12", "1-", "16", "1-"},
		{"12", "12", "", ""},
		{"", "1", "5", "1"},
		{"", "12", "--3", "123"},
	} {
		o := state.New().Own
		for _, e := range list(c.mine) {
			o = o.Label(state.StrokesDrawing(e.Strokes), e.Label)
		}
		n := o.Merged(list(c.before), state.EncodeExamples(list(c.theirs)))
		want := list(c.want)
		if len(want) == 0 {
			want = []protocol.Example{}
		}
		if got := n.Examples(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s here and %s there, before it was %s: %v, want %s", c.mine, c.theirs, c.before, got, c.want)
		}
		if same := c.want == c.mine; same != (n == o) {
			t.Errorf("%s here and %s there, before it was %s: version %d after %d", c.mine, c.theirs, c.before,
				n.Version, o.Version)
		}
	}
	// Where the store was emptied or holds something else, the list here stays.
	o := state.New().Own.Label(state.StrokesDrawing(stroke(1)), 1)
	for _, file := range []string{"", "{}", "x", `[{"label": 1}]`} {
		if o.Merged(list("1"), []byte(file)) != o {
			t.Errorf("with %q in the store the list is another", file)
		}
	}
	// Undo takes back the last change of this page, not the other's.
	o = o.Merged(nil, state.EncodeExamples(list("--9"))).Undo()
	if got := o.Examples(); !reflect.DeepEqual(got, list("--9")) {
		t.Errorf("after Undo %v", got)
	}
}
