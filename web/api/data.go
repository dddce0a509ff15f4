package api

import (
	"encoding/json"
	"fmt"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

// object is a JavaScript object, in the shape that static/embed.js documents.
type object []field

// field is a field of an object. Its value is an object, a []any, a number, a string, a boolean or nil; a []float64,
// where there are many numbers; a []byte, which becomes a Uint8Array; or a json.RawMessage.
type field struct {
	name  string
	value any
}

// result returns the result of a request that the engine answered with e.
func result(e protocol.Event) (data any, refused *protocol.Failed) {
	switch e := e.(type) {
	case protocol.Classified:
		return classifiedData(e), nil
	case protocol.Trained:
		return append(object{{"step", e.Step}, {"epoch", e.Epoch}, {"loss", e.Loss},
			{"stepsPerSecond", e.StepsPerSecond}}, accuracyData(e.Accuracy)...), nil
	case protocol.Status:
		return statusData(e), nil
	case protocol.Checked:
		return checkedData(e), nil
	case protocol.Graphed:
		return object{{"nodes", nodesData(e.Graph)}, {"step", e.Step}, {"samples", e.Samples}}, nil
	case protocol.Saved:
		return e.File, nil
	case protocol.Formulated:
		return formulaData(e), nil
	case protocol.ParamsCopied:
		var params object
		for _, p := range e.Params {
			params = append(params, field{p.Name, tensorData(p.Shape, p.Data)})
		}
		return params, nil
	case protocol.Failed:
		return nil, &e
	}
	return nil, &protocol.Failed{Code: protocol.CodePanic,
		Message: "The engine answered with " + protocol.Kind(e) + "."}
}

func errorData(f protocol.Failed) object {
	message := f.Message
	if f.File != "" {
		message = f.File + ": " + message
	}
	if f.Column > 0 {
		message = fmt.Sprintf("column %d: %s", f.Column, message)
	}
	data := object{{"code", f.Code}, {"message", message}}
	if f.File != "" {
		data = append(data, field{"file", f.File})
	}
	if f.Column > 0 {
		data = append(data, field{"column", f.Column})
	}
	return data
}

// classifiedData is of a drawing that is not empty.
func classifiedData(c protocol.Classified) object {
	reading := func(r *protocol.Reading) object {
		return object{{"digit", r.Digit}, {"probabilities", r.Probabilities}, {"sure", r.Sure}}
	}
	var reader any
	if c.Reader != nil {
		reader = reading(c.Reader)
	}
	return append(reading(c.Best()), object{{"pixels", c.Pixels}, {"own", c.Own}, {"network", reading(c.Network)},
		{"reader", reader}}...)
}

func statusData(s protocol.Status) object {
	return object{{"step", s.Step}, {"parameters", s.Parameters}, {"builtin", s.Builtin}, {"running", s.Running}}
}

func progressData(t *state.Train) object {
	p := t.Progress
	var accuracy *protocol.Evaluated
	if t.Evaluated.TestImages > 0 {
		accuracy = &t.Evaluated
	}
	return append(object{
		{"step", p.Step}, {"epoch", p.Epoch}, {"loss", p.Loss}, {"meanLoss", p.MeanLoss},
		{"stepsPerSecond", p.StepsPerSecond}, {"remaining", p.Remaining},
	}, accuracyData(accuracy)...)
}

func stepData(p protocol.Progress) object {
	return object{{"step", p.Step}, {"epoch", p.Epoch}, {"loss", p.Loss}, {"meanLoss", p.MeanLoss},
		{"losses", p.Losses}}
}

// drawingData is a picture as classify takes it, in the page's unit.
func drawingData(d state.Drawing) object {
	if d.Pixels != nil {
		return object{{"pixels", d.Pixels}}
	}
	strokes := d.Strokes
	if strokes == nil {
		strokes = [][][2]float64{}
	}
	return object{{"strokes", asJSON(strokes)}}
}

// accuracyData says the accuracies, of which step they are and of how many images.
func accuracyData(e *protocol.Evaluated) object {
	if e == nil {
		return object{{"trainAccuracy", nil}, {"testAccuracy", nil}, {"accuracyStep", nil}, {"trainImages", 0},
			{"testImages", 0}}
	}
	return object{{"trainAccuracy", e.TrainAccuracy}, {"testAccuracy", e.TestAccuracy}, {"accuracyStep", e.Step},
		{"trainImages", e.TrainImages}, {"testImages", e.TestImages}}
}

func checkedData(c protocol.Checked) object {
	params := make([]any, len(c.Params))
	for i, p := range c.Params {
		params[i] = object{{"name", p.Name}, {"meanAbsDiff", p.MeanAbsDiff}, {"maxRelDiff", p.MaxRelDiff},
			{"checked", p.Checked}, {"kinked", p.Kinked}, {"differing", p.Differing}, {"size", p.Size}}
	}
	var planted any
	if c.Planted != nil {
		planted = object{{"bug", c.Planted.Bug.Name}, {"scope", c.Planted.Scope}}
	}
	return object{{"params", params}, {"ok", c.OK}, {"planted", planted}}
}

func formulaData(f protocol.Formulated) object {
	values := object{}
	for _, name := range f.Names {
		values = append(values, field{name, f.Values[name]})
	}
	return object{{"expression", f.Text}, {"values", values}, {"nodes", nodesData(f.Graph)}}
}

func nodesData(g *snapshot.Graph) []any {
	tensor := func(t *snapshot.Tensor) any {
		if t == nil {
			return nil
		}
		return tensorData(t.Shape, t.Data)
	}
	nodes := make([]any, len(g.Nodes))
	for i, n := range g.Nodes {
		nodes[i] = object{{"id", n.ID}, {"kind", n.Kind}, {"name", n.Name}, {"scope", n.Scope},
			{"inputs", ints(n.Inputs)},
			{"shape", ints(n.Shape)}, {"value", tensor(n.Value)}, {"grad", tensor(n.Grad)}}
	}
	return nodes
}

func tensorData(shape []int, data []float64) object {
	return object{{"shape", ints(shape)}, {"data", data}}
}

func ints(ns []int) []any {
	list := make([]any, len(ns))
	for i, n := range ns {
		list[i] = n
	}
	return list
}

// stateData returns every setting by its name.
func stateData(s setting.Settings) json.RawMessage { return asJSON(s) }

// asJSON is for values of finite numbers and texts.
func asJSON(value any) json.RawMessage {
	text, err := json.Marshal(value)
	if err != nil {
		panic("api: " + err.Error())
	}
	return text
}
