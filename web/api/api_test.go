package api

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/excerpt/excerpttest"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/version"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/engine/enginetest"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// host is a page around a frame, with an engine that says what a test has it say.
type host struct {
	*API
	t      testing.TB
	engine *enginetest.Port
	heard  []object
}

// newHost returns a host whose frame has a network and data.
func newHost(t testing.TB) *host {
	h := newColdHost(t)
	status := enginetest.Ready()
	status.Step, status.TrainImages, status.TestImages = 40, 10_000, 10_000
	h.engine.Answer(status)
	return h
}

// newColdHost returns a host whose frame has just started its engine.
func newColdHost(t testing.TB) *host {
	h := &host{t: t}
	desk := control.New(hub.New(func(in engine.Inbox) (engine.Port, string) {
		h.engine = &enginetest.Port{Inbox: in}
		return h.engine, ""
	}))
	h.API = New(desk, func(d state.Drawing, then func(protocol.Event)) {
		desk.Send(d.Classify(), func(answer protocol.Event) {
			if _, ok := answer.(protocol.Classified); ok {
				next := desk.State().Draw.Show(d)
				desk.Update(func(s *state.State) { *s = s.Redraw(next.Classified(next.Version, answer)) })
			}
			then(answer)
		})
	}, func(file []byte, then func(protocol.Event)) { desk.Send(protocol.Load{File: file}, then) })
	h.post = func(m object) { h.heard = append(h.heard, m) }
	desk.Subscribe(h.observe)
	desk.Begin(nil)
	return h
}

// receive has the frame carry out a request at once.
func (h *host) receive(id any, text string) {
	h.accept(message{version: 1.0, id: id, text: text}, func(do func()) { do() })
}

// MarshalJSON writes an object in the order of its fields.
func (o object) MarshalJSON() ([]byte, error) {
	var parts []string
	for _, f := range o {
		value, err := json.Marshal(f.value)
		if err != nil {
			return nil, err
		}
		parts = append(parts, strconv.Quote(f.name)+":"+string(value))
	}
	return []byte("{" + strings.Join(parts, ",") + "}"), nil
}

// get returns the value of a field, or nil.
func (o object) get(name string) any {
	for _, f := range o {
		if f.name == name {
			return f.value
		}
	}
	return nil
}

// said returns what the host has heard since it last asked, as JSON, a message a line.
func (h *host) said() string {
	var lines []string
	for _, m := range h.heard {
		b, err := json.Marshal(m)
		if err != nil {
			h.t.Fatalf("%v: %v", m, err)
		}
		lines = append(lines, string(b))
	}
	h.heard = nil
	return strings.Join(lines, "\n")
}

// settings returns those of a URL's hash.
func settings(query string) setting.Settings {
	s, errs := setting.ParseQuery(query)
	if len(errs) > 0 {
		panic(errs[0])
	}
	return s
}

func repeat(value string, n int) string {
	return "[" + strings.TrimSuffix(strings.Repeat(value+",", n), ",") + "]"
}

func TestRequestsBecomeCommands(t *testing.T) {
	for name, c := range map[string]struct {
		request string
		want    protocol.Command
	}{
		"strokes": {`{"method": "classify", "params": {"strokes": [[[0, 0], [10, 20]], [], [[5, 5]]]}}`,
			protocol.Classify{Strokes: [][][2]float64{{{91, 42}, {189, 238}}, {{140, 91}}}}},
		"placed strokes": {`{"method": "setDrawing", "params": {"strokes": [[[0, 0], [10.2, -20.3]], []]}}`,
			protocol.Classify{Strokes: [][][2]float64{{{0, 0}, {10, -20.5}}}}},
		"placed pixels": {`{"method": "setDrawing", "params": {"pixels": [0, 0.5]}}`,
			protocol.Classify{Pixels: []float64{0, 0.5}}},
		"save": {`{"method": "save"}`, protocol.Save{}},
		"pixels": {`{"method": "classify", "params": {"pixels": [0, 0.5, 1]}}`,
			protocol.Classify{Pixels: []float64{0, 0.5, 1}}},
		"steps":         {`{"method": "train", "params": {"steps": 300}}`, protocol.Train{Steps: 300}},
		"as the button": {`{"method": "train"}`, protocol.Train{Steps: 9_960}},
		"pause":         {`{"method": "pause"}`, protocol.Pause{}},
		"reset":         {`{"method": "reset", "params": {}}`, protocol.Reset{}},
		"check":         {`{"method": "gradcheck"}`, protocol.Check{H: 1e-5, Samples: 3, Elements: 200}},
		"check of all": {`{"method": "gradcheck", "params": {"h": 0.001, "samples": 1, "elements": 0}}`,
			protocol.Check{H: 0.001, Samples: 1}},
		"planted mistake": {`{"method": "gradcheck", "params": {"dtype": "float32", "bug": "sign", "bugSeed": 4}}`,
			protocol.Check{H: 1e-5, Samples: 3, Elements: 200, DType: protocol.Float32, Bug: "sign", BugSeed: 4}},
		"formula": {`{"method": "setFormula", "params": {"expression": "x*y", "values": {"x": -2}}}`,
			protocol.Formula{Expression: "x*y", Values: map[string]float64{"x": -2}}},
		"graph of a batch":             {`{"method": "graph"}`, protocol.Graph{Train: true, Aside: true}},
		"graph of a batch in training": {`{"method": "graph", "params": {"mode": "train"}}`, protocol.Graph{Train: true, Aside: true}},
		"graph of a batch, predicted":  {`{"method": "graph", "params": {"mode": "predict"}}`, protocol.Graph{Aside: true}},
		"graph of a digit": {`{"method": "graph", "params": {"pixels": [1], "label": 3}}`,
			protocol.Classify{Pixels: []float64{1}}},
		"params": {`{"method": "params"}`, protocol.Params{}},
		"settings": {`{"method": "setState", "params": {"hidden": [30, 20], "seed": 7, "learningRate": "0.5", "values": {"y": -2.5, "x": 1}}}`,
			protocol.Configure{Settings: settings("hidden=30,20&seed=7&learningRate=0.5&values=x=1,y=-2.5")}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t)
			h.said()
			h.receive(1, c.request)
			if got := h.engine.Last(); !reflect.DeepEqual(got, c.want) {
				t.Errorf("the engine was told\n%#v, want\n%#v", got, c.want)
			}
			if said := h.said(); said != "" {
				t.Errorf("it was answered before the engine was: %s", said)
			}
		})
	}
}

func TestBadRequestsChangeNothing(t *testing.T) {
	const bad, unknown = protocol.CodeBadRequest, codeUnknownMethod
	for name, c := range map[string]struct{ request, code, message string }{
		"no JSON":          {``, bad, "cannot be written as JSON"},
		"too long":         {`{"method": "` + strings.Repeat("x", maxRequest) + `"}`, bad, "at most 1048576"},
		"no method":        {`{}`, unknown, `there is no method ""`},
		"unknown method":   {`{"method": "trian"}`, unknown, `there is no method "trian"; there are classify, train,`},
		"number as method": {`{"method": 5}`, bad, "request.method cannot be number"},
		"list as params":   {`{"method": "train", "params": [5]}`, bad, "params cannot be array"},
		"unknown param":    {`{"method": "gradcheck", "params": {"sample": 5}}`, bad, `params cannot have "sample"`},
		"param of none":    {`{"method": "pause", "params": {"now": true}}`, bad, `cannot have "now"`},

		"no picture": {`{"method": "classify"}`, bad, "neither strokes nor pixels"},
		"two pictures": {`{"method": "classify", "params": {"strokes": [[[1, 2]]], "pixels": []}}`, bad,
			"both strokes and pixels"},
		"no point": {`{"method": "classify", "params": {"strokes": [[], []]}}`, bad,
			"params.strokes has no point"},
		"half a point": {`{"method": "classify", "params": {"strokes": [[[1, 2], [3]]]}}`, bad,
			"params.strokes[0][1] has 1 numbers"},
		"point in space": {`{"method": "classify", "params": {"strokes": [[[1, 2, 3]]]}}`, bad,
			"params.strokes[0][0] has 3 numbers"},
		"NaN": {`{"method": "classify", "params": {"strokes": [[[1, null]]]}}`, bad,
			"params.strokes[0][0] is not two numbers"},
		"far away": {`{"method": "classify", "params": {"strokes": [[[1, 1e10]]]}}`, bad, "within ±1000000000"},
		"beyond numbers": {`{"method": "classify", "params": {"strokes": [[[1, 1e999]]]}}`, bad,
			"params.strokes cannot be number 1e999"},
		"no point at all": {`{"method": "classify", "params": {"strokes": [[1, 2]]}}`, bad,
			"params.strokes cannot be number"},
		"word as strokes": {`{"method": "classify", "params": {"strokes": "7"}}`, bad,
			"params.strokes cannot be string"},
		"NaN as pixel": {`{"method": "classify", "params": {"pixels": [0, null]}}`, bad,
			"params.pixels[1] is not a number"},
		"word as pixel": {`{"method": "graph", "params": {"pixels": ["0"]}}`, bad, "params.pixels cannot be string"},

		"no drawing": {`{"method": "setDrawing"}`, bad, "neither strokes nor pixels"},
		"far from the paper": {`{"method": "setDrawing", "params": {"strokes": [[[1, 2801]]]}}`, bad,
			"params.strokes[0][0] is not two numbers within ±2800"},
		"no file":      {`{"method": "load"}`, bad, "params.file has no bytes"},
		"file as text": {`{"method": "load", "params": {"file": "AAAA"}}`, bad, "params.file cannot be other than a Uint8Array"},

		"no steps": {`{"method": "train", "params": {"steps": 0}}`, bad,
			"params.steps is 0; it must be 1 to 1000000"},
		"too many steps": {`{"method": "train", "params": {"steps": 1000001}}`, bad, "it must be 1 to 1000000"},
		"half a step": {`{"method": "train", "params": {"steps": 1.5}}`, bad,
			"params.steps cannot be number 1.5"},
		"label of nothing": {`{"method": "graph", "params": {"label": 3}}`, bad,
			"params.label belongs to strokes or pixels"},
		"mode that there is not": {`{"method": "graph", "params": {"mode": "auto"}}`, bad,
			`params.mode is "auto"; it must be train or predict`},
		"word as h": {`{"method": "gradcheck", "params": {"h": "small"}}`, bad, "params.h cannot be string"},
		"NaN as value": {`{"method": "setFormula", "params": {"expression": "x", "values": {"x": null}}}`, bad,
			"params.values.x cannot be null, NaN or infinite"},
		"NaN in a setting": {`{"method": "setState", "params": {"hidden": [10, null]}}`, bad,
			"params.hidden: It cannot be null, NaN or infinite"},
		"no formula to step": {`{"method": "step"}`, protocol.CodeNotReady, "There is no graph"},
		"half a step on":     {`{"method": "step", "params": {"by": 0.5}}`, bad, "params.by cannot be number 0.5"},
		"unknown setting": {`{"method": "setState", "params": {"seed": 3, "wat": 1}}`, bad,
			"params: There is no setting"},
		"impossible setting": {`{"method": "setState", "params": {"seed": 3, "hidden": [0]}}`, bad,
			"params.hidden: 0 is outside 1 to 1000"},
		"truth as setting": {`{"method": "setState", "params": {"seed": true}}`, bad,
			"params.seed: A number, a text, or a list or an object"},
		"text as settings": {`{"method": "setState", "params": "seed=3"}`, bad, "params cannot be string"},
		"long method":      {`{"method": "` + excerpttest.Long[:9000] + `"}`, "unknown-method", "there is no method"},
		"long param":       {`{"method": "pause", "params": {"` + excerpttest.Long[:9000] + `": 1}}`, bad, "params cannot have"},
		"long mode":        {`{"method": "graph", "params": {"mode": "` + excerpttest.Long[:9000] + `"}}`, bad, "params.mode is"},
		"long number":      {`{"method": "train", "params": {"steps": 1` + strings.Repeat("0", 900) + `}}`, bad, "params.steps cannot be"},
		"long setting":     {`{"method": "setState", "params": {"` + excerpttest.Long[:9000] + `": 1}}`, bad, "There is no setting"},
		"long value": {`{"method": "setState", "params": {"seed": "` + excerpttest.Long[:9000] + `"}}`, bad,
			"params.seed"},
		"long name of a value": {`{"method": "setFormula", "params": {"expression": "x", "values": {"` +
			excerpttest.Long[:9000] + `": null}}}`, bad, "cannot be null"},
		"long formula": {`{"method": "setFormula", "params": {"expression": "` + excerpttest.Long[:200_000] + `"}}`, bad,
			"characters"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t)
			h.said()
			before := h.desk.State()
			h.receive("r1", c.request)
			if len(h.heard) != 1 {
				t.Fatalf("%d messages for one request", len(h.heard))
			}
			e, _ := h.heard[0].get("error").(object)
			message, _ := e.get("message").(string)
			excerpttest.Check(t, message, c.request)
			if h.heard[0].get("id") != "r1" || e.get("code") != c.code || !strings.Contains(message, c.message) {
				t.Errorf("it answered %s, want %s: %s", h.said(), c.code, c.message)
			}
			if _, ok := h.engine.Last().(protocol.Start); !ok || h.desk.State() != before {
				t.Errorf("it changed something: the engine was told %#v", h.engine.Last())
			}
		})
	}
}

// Each argument of each method is refused where it is of another type than the method takes, or null, as which NaN and
// infinite numbers arrive; so is another value in place of the arguments. The error names the method and the argument.
func TestBadArguments(t *testing.T) {
	refused := func(t *testing.T, method, params, want string) {
		t.Helper()
		h := newHost(t)
		h.said()
		before, sent := h.desk.State(), len(h.engine.Sent)
		h.receive(1, `{"method": "`+method+`", "params": `+params+`}`)
		got := h.said()
		if !strings.HasPrefix(got, `{"inkgrad":1,"id":1,"error":{"code":"bad-request","message":"`+method+`(): `) ||
			!strings.Contains(got, want) || h.desk.State() != before || len(h.engine.Sent) != sent {
			t.Errorf("%s takes %s: %s, want %q", method, params, got, want)
		}
	}
	values := map[string][]reflect.Kind{ // and the types that take them
		`null`: nil, `true`: {reflect.Bool}, `"x"`: {reflect.String}, `[]`: {reflect.Slice}, `{}`: {reflect.Map},
		`7`: {reflect.Int, reflect.Float64}, `7.5`: {reflect.Float64},
	}
	for _, m := range methods {
		t.Run(m.name, func(t *testing.T) {
			of := reflect.TypeOf(m.arguments)
			for value, kinds := range values {
				if value != `{}` {
					refused(t, m.name, value, "params cannot be")
				}
				if of.Kind() == reflect.Map {
					continue // TestBadRequestsChangeNothing sets what is not possible
				}
				for _, f := range reflect.VisibleFields(of) {
					for f.Type.Kind() == reflect.Pointer {
						f.Type = f.Type.Elem()
					}
					if name := argument(f.Name); !f.Anonymous && !slices.Contains(kinds, f.Type.Kind()) {
						refused(t, m.name, `{"`+name+`": `+value+`}`, "params."+name+" cannot be")
					}
				}
			}
		})
	}
}

// A value for a name that the formula does not take is refused, and nothing else is shown.
func TestValueOfNoName(t *testing.T) {
	h := newHost(t)
	before := h.desk.State()
	h.receive(1, `{"method": "setFormula", "params": {"expression": "t = x; 2*t", "values": {"x": 2, "t": 3}}}`)
	h.said()
	h.engine.Answer(protocol.Formulated{Text: "t = x; 2*t", Names: []string{"x"}, Values: map[string]float64{"x": 2},
		Graph: &snapshot.Graph{Nodes: []snapshot.Node{{Kind: "Input", Name: "x"}}}})
	const want = `{"inkgrad":1,"id":1,"error":{"code":"bad-request","message":"setFormula(): params.values has t; ` +
		`the formula takes x"}}`
	if got := h.said(); got != want || h.desk.State().Formula != before.Formula {
		t.Errorf("it said %s, want %s", got, want)
	}
}

func TestAnswers(t *testing.T) {
	tensor := &snapshot.Tensor{Shape: []int{1, 2}, Data: []float64{1, -0.5}}
	for name, c := range map[string]struct {
		request string
		event   protocol.Event
		want    string
	}{
		"train": {`{"method": "train", "params": {"steps": 1}}`,
			protocol.Trained{Step: 41, Epoch: 0.41, Loss: 0.25, StepsPerSecond: 900,
				Accuracy: &protocol.Evaluated{Step: 41, TrainAccuracy: 0.5, TestAccuracy: 0.75, TrainImages: 60_000,
					TestImages: 10_000}},
			`"result":{"step":41,"epoch":0.41,"loss":0.25,"stepsPerSecond":900,"trainAccuracy":0.5,"testAccuracy":0.75,` +
				`"accuracyStep":41,"trainImages":60000,"testImages":10000}`},
		"train, ended early": {`{"method": "train"}`, protocol.Trained{Step: 41, Epoch: 0.41, Loss: 0.25, StepsPerSecond: 900},
			`"result":{"step":41,"epoch":0.41,"loss":0.25,"stepsPerSecond":900,"trainAccuracy":null,"testAccuracy":null,` +
				`"accuracyStep":null,"trainImages":0,"testImages":0}`},
		"reset": {`{"method": "reset"}`, enginetest.Ready(),
			`"result":{"step":0,"parameters":39760,"builtin":false,"running":false}`},
		"check": {`{"method": "gradcheck"}`,
			protocol.Checked{OK: true, Params: []protocol.CheckedParam{{Name: "W1", MeanAbsDiff: 1e-10,
				MaxRelDiff: 1e-6, Checked: 2, Kinked: 3, Differing: 1, Size: 9}}},
			`"result":{"params":[{"name":"W1","meanAbsDiff":1e-10,"maxRelDiff":0.000001,"checked":2,"kinked":3,"differing":1,"size":9}],"ok":true,"planted":null}`},
		"planted mistake": {`{"method": "gradcheck", "params": {"bug": "sign"}}`,
			protocol.Checked{Planted: &protocol.Planted{Bug: protocol.Bug{Name: "sign"}, Scope: "Affine2"}},
			`"result":{"params":[],"ok":false,"planted":{"bug":"sign","scope":"Affine2"}}`},
		"bad formula": {`{"method": "setFormula", "params": {"expression": "(x"}}`,
			protocol.Failed{Code: protocol.CodeBadFormula, Message: "no end", Column: 3},
			`"error":{"code":"bad-formula","message":"column 3: no end","column":3}`},
		"params": {`{"method": "params"}`,
			protocol.ParamsCopied{Params: []protocol.Param{{Name: "W1", Shape: []int{1, 2}, Data: []float64{1, -0.5}},
				{Name: "b1", Shape: []int{1}, Data: []float64{2}}}},
			`"result":{"W1":{"shape":[1,2],"data":[1,-0.5]},"b1":{"shape":[1],"data":[2]}}`},
		"graph": {`{"method": "graph"}`,
			protocol.Graphed{Step: 40, Samples: 1, Graph: &snapshot.Graph{Nodes: []snapshot.Node{
				{Kind: "Input", Name: "x", Shape: []int{1, 2}, Value: tensor, Inputs: []int{}},
				{ID: 1, Kind: "ReLU", Scope: "ReLU1", Inputs: []int{0}, Shape: []int{1, 2}, Value: tensor,
					Grad: tensor},
			}}},
			`"result":{"nodes":[` +
				`{"id":0,"kind":"Input","name":"x","scope":"","inputs":[],"shape":[1,2],"value":{"shape":[1,2],"data":[1,-0.5]},"grad":null},` +
				`{"id":1,"kind":"ReLU","name":"","scope":"ReLU1","inputs":[0],"shape":[1,2],"value":{"shape":[1,2],"data":[1,-0.5]},` +
				`"grad":{"shape":[1,2],"data":[1,-0.5]}}],"step":40,"samples":1}`},
		"refusal": {`{"method": "gradcheck"}`, protocol.Failed{Code: protocol.CodeBusy, Message: "Training runs."},
			`"error":{"code":"busy","message":"Training runs."}`},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t)
			h.said()
			h.receive(7, c.request)
			h.engine.Answer(c.event)
			want := `{"inkgrad":1,"id":7,` + c.want + `}`
			if got := h.said(); got != want {
				t.Errorf("it answered\n%s, want\n%s", got, want)
			}
		})
	}
}

// A drawing that is put on the area is the one that is read there again; one without a stroke empties it.
func TestDrawing(t *testing.T) {
	h := newHost(t)
	get := func(want string) {
		t.Helper()
		h.said()
		h.receive(9, `{"method": "getDrawing"}`)
		if got := h.said(); got != `{"inkgrad":1,"id":9,"result":`+want+`}` {
			t.Errorf("the drawing is %s, want %s", got, want)
		}
	}
	get(`{"strokes":[]}`)
	const strokes = `{"strokes":[[[10,20.5],[270,-3]]]}`
	h.receive(1, `{"method": "setDrawing", "params": `+strokes+`}`)
	h.engine.Answer(seen(1))
	if got := h.said(); !strings.HasSuffix(got, `{"inkgrad":1,"id":1,"result":`+strokes+`}`) {
		t.Errorf("it said %s", got)
	}
	get(strokes)
	h.receive(2, `{"method": "setDrawing", "params": {"pixels": [2]}}`)
	h.engine.Answer(protocol.Failed{Code: protocol.CodeBadRequest, Message: "1 pixels"})
	get(strokes)
	h.receive(3, `{"method": "setDrawing", "params": {"strokes": [[]]}}`)
	if got := h.said(); !strings.HasSuffix(got, `{"inkgrad":1,"id":3,"result":{"strokes":[]}}`) {
		t.Errorf("it said %s", got)
	}
	get(`{"strokes":[]}`)
}

// The bytes of a file come beside the request, and are those of that request alone.
func TestFile(t *testing.T) {
	h := newHost(t)
	h.said()
	h.accept(message{version: 1.0, id: 1, text: `{"method": "load", "params": {}}`, file: []byte("network")},
		func(do func()) { do() })
	if got, want := h.engine.Last(), (protocol.Load{File: []byte("network")}); !reflect.DeepEqual(got, want) {
		t.Fatalf("the engine was told %#v, want %#v", got, want)
	}
	h.engine.Answer(protocol.Failed{Code: protocol.CodeBadRequest, Message: "W1 is not a number"})
	const refused = `{"inkgrad":1,"id":1,"error":{"code":"bad-request","message":"W1 is not a number"}}`
	if got := h.said(); got != refused {
		t.Errorf("it said %s", got)
	}
	h.receive(2, `{"method": "load", "params": {}}`)
	if got := h.said(); !strings.Contains(got, "params.file has no bytes") {
		t.Errorf("without a file it said %s", got)
	}
	h.receive(3, `{"method": "save"}`)
	h.engine.Answer(protocol.Saved{File: []byte("network")})
	if file, ok := h.heard[0].get("result").([]byte); !ok || string(file) != "network" {
		t.Errorf("it saved %s", h.said())
	}
}

// TestNoNumber lets a loss be none: it goes to the host as it is.
func TestNoNumber(t *testing.T) {
	data, _ := result(protocol.Trained{Loss: math.NaN()})
	if loss, ok := data.(object).get("loss").(float64); !ok || !math.IsNaN(loss) {
		t.Errorf("the loss is %v", data)
	}
}

func seen(digit int) protocol.Classified {
	return protocol.Classified{
		Network: &protocol.Reading{Digit: digit, Probabilities: []float64{0.25, 0.75}, Sure: true},
		Reader:  &protocol.Reading{Digit: 0, Probabilities: []float64{0.5, 0.5}},
		Pixels:  []float64{0, 1}, Own: true,
	}
}

func TestClassify(t *testing.T) {
	h := newHost(t)
	h.said()
	h.receive(1, `{"method": "classify", "params": {"strokes": [[[0, 0], [1, 1]]]}}`)
	h.engine.Answer(seen(1))
	const data = `{"digit":1,"probabilities":[0.25,0.75],"sure":true,"pixels":[0,1],"own":true,` +
		`"network":{"digit":1,"probabilities":[0.25,0.75],"sure":true},"reader":{"digit":0,"probabilities":[0.5,0.5],"sure":false}}`
	if got, want := h.said(), `{"inkgrad":1,"event":"drawing","data":{"strokes":[[[42,42],[238,238]]]}}`+"\n"+
		`{"inkgrad":1,"event":"classify","data":`+data+`}`+"\n"+`{"inkgrad":1,"id":1,"result":`+data+`}`; got != want {
		t.Errorf("it said\n%s, want\n%s", got, want)
	}
	before := h.desk.State()
	h.receive(2, `{"method": "classify", "params": {"pixels": [2]}}`)
	h.engine.Answer(protocol.Failed{Code: protocol.CodeBadRequest, Message: "1 pixels"})
	if got, want := h.said(), `{"inkgrad":1,"id":2,"error":{"code":"bad-request","message":"1 pixels"}}`; got != want {
		t.Errorf("it said %s, want %s", got, want)
	}
	if h.desk.State().Draw != before.Draw {
		t.Error("a drawing that the engine refused changed the area")
	}
	for digit, again := range []bool{true, false} { // it is asked again, and the answer is another or the same
		h.desk.Update(func(s *state.State) { s.Draw = s.Draw.Classified(s.Draw.Version, seen(digit)) })
		h.said()
		h.desk.Update(func(s *state.State) { s.Draw = s.Draw.Classified(s.Draw.Version, seen(0)) })
		if got := h.said(); (got == "") != again {
			t.Errorf("after the answer %d, the answer 0 said %q", digit, got)
		}
	}
}

func TestGraphOfADigit(t *testing.T) {
	for name, c := range map[string]struct {
		more  string
		want  int
		train bool
	}{
		"what the network sees": {``, protocol.SeenLabel, false},
		"the label":             {`, "label": 0`, 0, false},
		"as in training":        {`, "mode": "train"`, protocol.SeenLabel, true},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t)
			h.said()
			before := h.desk.State().Draw
			h.receive(1, `{"method": "graph", "params": {"strokes": [[[0, 0]]]`+c.more+`}}`)
			h.engine.Answer(seen(1))
			want := protocol.Graph{Pixels: []float64{0, 1}, Label: c.want, Train: c.train, Aside: true}
			if got := h.engine.Last(); !reflect.DeepEqual(got, want) {
				t.Errorf("the engine was told %#v, want %#v", got, want)
			}
			if said := h.said(); said != "" || h.desk.State().Draw != before {
				t.Errorf("asking for a graph changed the drawing: %s", said)
			}
			h.engine.Answer(protocol.Failed{Code: protocol.CodeBadRequest, Message: "label"})
			if got := h.said(); !strings.Contains(got, `"error"`) {
				t.Errorf("it said %s", got)
			}
		})
	}
}

func TestCheckIsShown(t *testing.T) {
	h := newHost(t)
	h.receive(1, `{"method": "gradcheck", "params": {"samples": 2}}`)
	h.engine.Answer(protocol.Checked{OK: true, Params: []protocol.CheckedParam{{Name: "W1", Checked: 1, Size: 1}}})
	if c := h.desk.State().Check; c.Runs != nil || c.Real == nil || c.Real.Of.Samples != 2 {
		t.Errorf("the panel Check has %+v", c)
	}
}

func TestTrainWhileTraining(t *testing.T) {
	h := newHost(t)
	h.receive(1, `{"method": "train", "params": {"steps": 300}}`)
	if s := h.desk.State(); !s.Engine.Status.Running || s.Goal() != 340 {
		t.Errorf("the panel shows running %v, goal %d", s.Engine.Status.Running, s.Goal())
	}
	h.said()
	before, sent := h.desk.State(), len(h.engine.Sent)
	h.receive(2, `{"method": "train", "params": {"steps": 5}}`)
	if got := h.said(); !strings.Contains(got, `"code":"busy"`) || h.desk.State() != before ||
		len(h.engine.Sent) != sent {
		t.Errorf("it said %s", got)
	}
}

// A request to pause ends an experiment as Stop does: the network under way was its last.
func TestPauseEndsAnExperiment(t *testing.T) {
	h := newHost(t)
	h.desk.Set("experiment", "learning-rate")
	h.desk.ExperimentAnyway()
	status := enginetest.Ready()
	status.Settings = h.desk.State().Settings.Wanted
	h.engine.Answer(status)
	h.receive(1, `{"method": "pause"}`)
	ids := h.engine.IDs
	h.engine.Say(ids[len(ids)-2], protocol.Trained{Step: 300}) // it had all its steps by then
	if trial := h.desk.State().Trial; trial.Running || trial.Note == "" {
		t.Errorf("it is running: %v, %q", trial.Running, trial.Note)
	}
}

func TestState(t *testing.T) {
	h := newHost(t)
	h.said()
	h.receive(1, `{"method": "setState", "params": {"seed": 3}}`)
	// before the first is answered
	h.receive(2, `{"method": "setState", "params": {"learningRate": 0.5, "hidden": []}}`)
	h.engine.Say(h.engine.IDs[len(h.engine.IDs)-2], enginetest.Ready())
	h.engine.Answer(enginetest.Ready())
	h.said()
	h.receive(3, `{"method": "getState"}`)
	var state map[string]any
	if got := h.said(); !strings.HasPrefix(got,
		`{"inkgrad":1,"id":3,"result":{"optimizer":"SGD","learningRate":0.5,"batchSize":100,`) {
		t.Fatalf("it said %s", got)
	} else if err := json.Unmarshal([]byte(got), &struct{ Result any }{&state}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{"seed": 3.0, "learningRate": 0.5, "hidden": []any{}, "batchSize": 100.0,
		"theme": "auto"} {
		if !reflect.DeepEqual(state[name], want) {
			t.Errorf("%s is %v, want %v", name, state[name], want)
		}
	}

	again, err := readState(setting.Default(), state)
	if err != nil || !reflect.DeepEqual(again, h.desk.State().Settings.Wanted) {
		t.Errorf("set again, the state is %+v, %v", again, err)
	}
}

func TestNews(t *testing.T) {
	progress := protocol.Progress{Step: 41, Epoch: 0.41, Loss: 0.5, MeanLoss: 0.75, Losses: []float64{0.5},
		StepsPerSecond: 900, Remaining: 2}
	const step = `{"inkgrad":1,"event":"step","data":{"step":41,"epoch":0.41,"loss":0.5,"meanLoss":0.75,"losses":[0.5]}}` + "\n"
	const told = `{"inkgrad":1,"event":"progress","data":{"step":41,"epoch":0.41,"loss":0.5,"meanLoss":0.75,"stepsPerSecond":900,` +
		`"remaining":2,"trainAccuracy":`
	evaluated := protocol.Evaluated{Step: 41, TrainAccuracy: 0.5, TestAccuracy: 0.25, TrainImages: 4, TestImages: 4}
	for name, c := range map[string]struct {
		events []protocol.Event
		want   string
	}{
		"progress":        {[]protocol.Event{progress}, step + told + `null,"testAccuracy":null,"accuracyStep":null,"trainImages":0,"testImages":0}}`},
		"accuracy before": {[]protocol.Event{evaluated}, ``},
		"accuracy":        {[]protocol.Event{evaluated, progress}, step + told + `0.5,"testAccuracy":0.25,"accuracyStep":41,"trainImages":4,"testImages":4}}`},
		"missing data": {[]protocol.Event{protocol.Failed{Code: protocol.CodeData, Message: "m", File: "test.gz"}},
			`{"inkgrad":1,"event":"error","data":{"code":"data","message":"test.gz: m","file":"test.gz"}}`},
		"defect": {[]protocol.Event{protocol.Failed{Code: protocol.CodePanic, Message: "m"}},
			`{"inkgrad":1,"event":"error","data":{"code":"panic","message":"m"}}`},
		"refusal of another's": {[]protocol.Event{protocol.Failed{Code: protocol.CodeBusy, Message: "m"}}, ``},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t)
			const first = `{"inkgrad":1,"event":"ready","data":{"step":40,"parameters":39760,"builtin":false,"running":false,"version":"` + version.Current + `"}}`
			if got := h.said(); got != first {
				t.Fatalf("at first it said %s, want %s", got, first)
			}
			for _, e := range c.events {
				h.engine.Say(0, e)
			}
			if got := h.said(); got != c.want {
				t.Errorf("it said\n%s, want\n%s", got, c.want)
			}
		})
	}
	t.Run("accuracy after", func(t *testing.T) {
		h := newHost(t)
		h.engine.Say(0, progress)
		h.said()
		h.engine.Say(0, evaluated) // no step has been taken since
		if got, want := h.said(), told+`0.5,"testAccuracy":0.25,"accuracyStep":41,"trainImages":4,"testImages":4}}`; got != want {
			t.Errorf("it said\n%s, want\n%s", got, want)
		}
	})
	t.Run("ready with the network", func(t *testing.T) {
		h := newColdHost(t)
		h.engine.Say(0, protocol.DataProgress{File: "network.safetensors"})
		if got := h.said(); got != "" {
			t.Errorf("without a network it said %s", got)
		}
		h.engine.Say(0, enginetest.Ready()) // before any images: what needs them waits for them
		if got := h.said(); !strings.Contains(got, `"event":"ready"`) {
			t.Errorf("with a network it said %s", got)
		}
		h.engine.Say(0, protocol.Failed{Code: protocol.CodeData, Message: "m", File: "test.gz"})
		if got := h.said(); strings.Contains(got, `"event":"ready"`) || !strings.Contains(got, `"event":"error"`) {
			t.Errorf("without hope of images it said %s", got)
		}
	})
	t.Run("the end of the engine", func(t *testing.T) {
		h := newHost(t)
		h.receive(1, `{"method": "params"}`)
		h.said()
		h.engine.Died("gone")
		got := h.said()
		for _, want := range []string{`"id":1`,
			`{"inkgrad":1,"event":"error","data":{"code":"not-ready","message":"It has ended: gone."}}`} {
			if !strings.Contains(got, want) {
				t.Errorf("it said %s, without %s", got, want)
			}
		}
		h.receive(2, `{"method": "params"}`)
		if got := h.said(); !strings.Contains(got, `"code":"not-ready"`) {
			t.Errorf("without an engine it said %s", got)
		}
	})
	t.Run("height", func(t *testing.T) {
		h := newHost(t)
		h.said()
		h.resized(300)
		h.resized(300)
		// The second is what a learning platform understands.
		if got, want := h.said(), `{"inkgrad":1,"event":"resize","data":{"height":300}}`+"\n"+`{"subject":"lti.frameResize","height":300}`; got != want {
			t.Errorf("it said\n%s, want\n%s", got, want)
		}
	})
}
