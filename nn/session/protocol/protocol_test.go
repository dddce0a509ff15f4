package protocol_test

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

func Example() {
	m := protocol.EncodeCommand(7, protocol.Train{Steps: 500})
	fmt.Println(m.Text)
	id, c, err := protocol.DecodeCommand(m)
	fmt.Println(id, c, err)
	// Output:
	// {"kind":"Train","id":7,"body":{"Steps":500}}
	// 7 {500} <nil>
}

var (
	params = []protocol.Param{
		{Name: "W1", Shape: []int{2, 2}, Data: []float64{1, math.Inf(1), -0.5, 1e-300}},
		{Name: "b1", Shape: []int{2}, Data: []float64{0, 0.25}},
	}
	checkpoint = protocol.Checkpoint{Version: 1, Settings: setting.Default(), Builtin: true, Step: 3, Rand: []byte{1, 2, 255}, Params: params,
		State: []protocol.Param{{Name: "runningMean1", Shape: []int{3}, Data: []float64{1, 2, 3}}}, Optimizer: "Adam",
		Memory: []protocol.Param{{Name: "steps", Shape: []int{1}, Data: []float64{7}}}}
	tensor = snapshot.Tensor{Shape: []int{2}, Data: []float64{1, 2}}
	graph  = &snapshot.Graph{Nodes: []snapshot.Node{
		{ID: 0, Kind: "Input", Name: "x", Inputs: []int{}, Shape: []int{2}, Value: &tensor},
		{ID: 1, Kind: "ReLU", Scope: "ReLU1", Inputs: []int{0}, Shape: []int{2}, Value: &tensor, Grad: &tensor,
			Local: []float64{math.Inf(1)}},
	}}
)

var commands = []protocol.Command{
	protocol.Start{Settings: setting.Default()},
	protocol.Configure{Settings: setting.Default()},
	protocol.Train{Steps: 10},
	protocol.Pause{}, protocol.Reset{}, protocol.Builtin{}, protocol.Params{}, protocol.CancelCheck{},
	protocol.Restore{Checkpoint: checkpoint},
	protocol.Classify{Strokes: [][][2]float64{{{0, 1}, {2, 3}}, {}}},
	protocol.Classify{Pixels: []float64{0, 0.5, 1}},
	protocol.Sample{Index: 9999},
	protocol.Graph{}, protocol.Graph{Pixels: []float64{1}, Label: 7, Train: true},
	protocol.Check{H: 1e-5, Samples: 3, Elements: 100, DType: protocol.Float32, Bug: "sign", BugSeed: 4},
	protocol.Curve{Samples: 3, Elements: 10},
	protocol.Formula{Expression: "x*y", Values: map[string]float64{"x": 2}},
	protocol.Products{Node: 3, Element: 7, Top: 8},
	protocol.TryStep{Pixels: []float64{0, 1}, Label: 3},
	protocol.Confuse{}, protocol.Images{Indices: []int{3, 9999}},
	protocol.Watch{Distributions: true},
	protocol.Drawings{Version: 3, Examples: []protocol.Example{{Label: 7, Strokes: [][][2]float64{{{0, 1}, {2, 3}}}}}},
	protocol.FineTune{Steps: 200, Share: 0.5},
}

var events = []protocol.Event{
	protocol.Status{Settings: setting.Default(), Step: 5, Running: true, TrainImages: 10_000},
	protocol.Progress{Step: 1, Epoch: 0.5, Loss: 2.5, MeanLoss: protocol.Number(math.Inf(-1)), StepsPerSecond: 300, Remaining: 1},
	protocol.Evaluated{Step: 1, TrainAccuracy: 0.5, TestImages: 3},
	protocol.Trained{Step: 1, Loss: protocol.Number(math.Inf(1))},
	protocol.Classified{Digit: 7, Probabilities: []float64{0.1, 0.9}, Pixels: []float64{0, 1}},
	protocol.Classified{Digit: -1},
	protocol.Sampled{Index: 3, Label: 4, Pixels: []float64{1}},
	protocol.Graphed{Graph: graph, Step: 4, Samples: 2},
	protocol.ParamsCopied{Params: params},
	protocol.CheckProgress{Done: 1, Total: 2},
	protocol.Checked{Params: []protocol.CheckedParam{{Name: "W1", MeanAbsDiff: 1e-10, Checked: 3, Size: 4}}, OK: true},
	protocol.DataProgress{File: "train-1.gz", Loaded: 1, Total: 2},
	checkpoint,
	protocol.Failed{Code: protocol.CodeData, Message: "no", File: "test.gz"},
	protocol.Failed{Code: protocol.CodeBadFormula, Message: "no", Column: 3},
	protocol.Checked{Kinks: []protocol.Kink{{Param: "W1", Element: 3, Scope: "ReLU1", Unit: 2, Input: 1e-6}}, KinkCount: 9,
		Planted: &protocol.Planted{Bug: protocol.Bug{Name: "sign"}, Scope: "Affine2"}},
	protocol.Curved{Points: []protocol.CurvePoint{{H: 1e-5, Float32: 1, Float64: protocol.Number(math.Inf(1))}}},
	protocol.Formulated{Graph: graph, Text: "x", MathML: "<math></math>", Names: []string{"x"}, Values: map[string]protocol.Number{"x": 2}},
	protocol.Unfolded{Graph: graph, Shown: 3, Rest: 4, RestTotal: 0.5},
	protocol.Confused{Step: 3, Images: 2, Counts: [10][10]int{4: {9: 2}}, Listed: []protocol.Answered{{Index: 7, Label: 4, Digit: 9, Confidence: 0.9}}},
	protocol.Pictured{Indices: []int{3}, Labels: []int{7}, Pixels: make([]float64, 784)},
	protocol.Distributions{Step: 3, Tensors: []protocol.Distribution{
		protocol.NewDistribution("W1", protocol.OfWeightGradient, 1e-9, 1e-8, 0.5, 1e-12, 256, make([]float64, protocol.DensityBins))}},
	protocol.Judged{Version: 3, Step: 2, Network: []protocol.Verdict{{Digit: 7, Confidence: 0.5}}, Pixels: make([]float64, 784)},
	protocol.Judged{Network: []protocol.Verdict{{Digit: -1}}, Reader: []protocol.Verdict{{Digit: 7, Confidence: 1}}},
	protocol.Tuned{Share: 1, Before: protocol.Score{Step: 1, Right: 2, Drawings: 3}, After: protocol.Score{TestAccuracy: 0.5, TestImages: 10}},
	protocol.Tried{Before: graph, After: graph, ProbabilitiesBefore: []float64{1}, ProbabilitiesAfter: []float64{0.5}, LearningRate: 0.1},
}

func TestRoundTrip(t *testing.T) {
	for _, c := range commands {
		id, got, err := protocol.DecodeCommand(protocol.EncodeCommand(7, c))
		if id != 7 || err != nil || !reflect.DeepEqual(got, c) {
			t.Errorf("%T: got %d, %+v, %v; want %+v", c, id, got, err, c)
		}
	}
	for _, e := range events {
		id, got, err := protocol.DecodeEvent(protocol.EncodeEvent(0, e))
		if id != 0 || err != nil || !reflect.DeepEqual(got, e) {
			t.Errorf("%T: got %d, %+v, %v; want %+v", e, id, got, err, e)
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		bulk int
		want string
	}{
		"no JSON":          {"{", 0, "protocol: unexpected end"},
		"unknown kind":     {`{"kind":"Explode","id":3,"body":{}}`, 0, `protocol: there is no "Explode"`},
		"an event":         {`{"kind":"Status","id":3,"body":{}}`, 0, `protocol: there is no "Status"`},
		"wrong type":       {`{"kind":"Train","id":3,"body":{"Steps":"many"}}`, 0, "protocol: Train: json: cannot unmarshal string"},
		"no array":         {`{"kind":"Classify","id":3,"body":{}}`, 0, "protocol: Classify: 0 arrays beside it, want 1"},
		"short array":      {`{"kind":"Classify","id":3,"body":{},"bulk":[2]}`, 8, "protocol: Classify: array 0 has 8 bytes, want 8 · 2"},
		"long array":       {`{"kind":"Classify","id":3,"body":{},"bulk":[1]}`, 9, "protocol: Classify: 1 bytes too many beside it"},
		"negative array":   {`{"kind":"Classify","id":3,"body":{},"bulk":[-2]}`, 8, "protocol: Classify: array 0"},
		"huge array":       {`{"kind":"Classify","id":3,"body":{},"bulk":[4611686018427387905]}`, 8, "protocol: Classify: array 0"},
		"shape":            {`{"kind":"Restore","id":3,"body":{"Checkpoint":{"Params":[{"name":"W1","shape":[3]}]}},"bulk":[1]}`, 8, "protocol: Restore: W1: 1 elements in shape [3]"},
		"impossible shape": {`{"kind":"Restore","id":3,"body":{"Checkpoint":{"Params":[{"name":"W1","shape":[99999999,99999999]}]}},"bulk":[1]}`, 8, "protocol: Restore: W1: impossible shape"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := protocol.DecodeCommand(protocol.Message{Text: c.text, Bulk: make([]byte, c.bulk)})
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func TestNumberInJSON(t *testing.T) {
	for want, n := range map[string]protocol.Number{`"NaN"`: protocol.Number(math.NaN()), `"+Inf"`: protocol.Number(math.Inf(1)), "0.5": 0.5} {
		text, err := json.Marshal(n)
		if err != nil || string(text) != want {
			t.Errorf("%s, %v; want %s", text, err, want)
		}
		var back protocol.Number
		if err := json.Unmarshal(text, &back); err != nil || fmt.Sprint(back) != fmt.Sprint(n) {
			t.Errorf("%s came back as %v, %v", text, back, err)
		}
	}
}

func FuzzDecodeCommand(f *testing.F) {
	for _, c := range commands {
		m := protocol.EncodeCommand(7, c)
		f.Add(m.Text, m.Bulk)
	}
	f.Fuzz(func(t *testing.T, text string, bulk []byte) {
		id, c, err := protocol.DecodeCommand(protocol.Message{Text: text, Bulk: bulk})
		if err != nil {
			return
		}
		if _, _, err := protocol.DecodeCommand(protocol.EncodeCommand(id, c)); err != nil {
			t.Fatalf("what was read and written again is refused: %v", err)
		}
	})
}

func FuzzDecodeEvent(f *testing.F) {
	for _, e := range events {
		m := protocol.EncodeEvent(7, e)
		f.Add(m.Text, m.Bulk)
	}
	f.Fuzz(func(t *testing.T, text string, bulk []byte) {
		id, e, err := protocol.DecodeEvent(protocol.Message{Text: text, Bulk: bulk})
		if err != nil {
			return
		}
		if _, _, err := protocol.DecodeEvent(protocol.EncodeEvent(id, e)); err != nil {
			t.Fatalf("what was read and written again is refused: %v", err)
		}
	})
}
