package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// Defaults of gradcheck, as static/embed.js documents them.
const (
	checkH        = 1e-5
	checkSamples  = 3
	checkElements = 200
)

func (a *api) classify(params json.RawMessage, answer done) error {
	var in picture
	if err := read(params, &in); err != nil {
		return err
	}
	d, err := in.drawing()
	if err != nil {
		return err
	}
	a.page.draw.Classify(d, answer.event)
	return nil
}

func (a *api) train(params json.RawMessage, answer done) error {
	s := a.page.State()
	in := struct{ Steps int }{s.Engine.TrainCommand(s.Settings.Wanted.Iterations).Steps}
	if err := read(params, &in); err != nil {
		return err
	}
	row, _ := setting.Find("iterations")
	if float64(in.Steps) < row.Min || float64(in.Steps) > row.Max {
		return fmt.Errorf("params.steps is %d, it can be %.0f to %.0f", in.Steps, row.Min, row.Max)
	}
	if s.Engine.Status.Running || s.Engine.Status.Checking {
		// The engine would say so, too; but the page would have noted an aim for this run, which is not the one that runs.
		answer(nil, &protocol.Failed{Code: protocol.CodeBusy, Message: "Training or a gradient check is running already."})
		return nil
	}
	a.page.Train(in.Steps, answer.event)
	return nil
}

func (a *api) pause(params json.RawMessage, answer done) error {
	return a.order(protocol.Pause{}, params, answer)
}

func (a *api) reset(params json.RawMessage, answer done) error {
	return a.order(protocol.Reset{}, params, answer)
}

func (a *api) params(params json.RawMessage, answer done) error {
	return a.order(protocol.Params{}, params, answer)
}

// order sends a Command for which no params are needed.
func (a *api) order(c protocol.Command, params json.RawMessage, answer done) error {
	if err := read(params, &struct{}{}); err != nil {
		return err
	}
	a.page.Send(c, answer.event)
	return nil
}

func (a *api) gradcheck(params json.RawMessage, answer done) error {
	c := protocol.Check{H: checkH, Samples: checkSamples, Elements: checkElements}
	if err := read(params, &c); err != nil {
		return err
	}
	a.page.Send(c, func(e protocol.Event) {
		if _, ok := e.(protocol.Checked); ok && c.Bug == "" && a.page.State().Check.Runs == nil {
			a.page.Update(func(s *state.State) {
				s.Check = s.Check.Start(c, time.Now()).End(e, s.Engine.Status.Step, s.Layers())
			}) // the panel Check shows it, too
		}
		answer.event(e)
	})
	return nil
}

// setFormula shows a formula in the panel Formula once the engine could read it, all steps done.
func (a *api) setFormula(params json.RawMessage, answer done) error {
	var in struct {
		Expression string
		Values     map[string]*float64
	}
	if err := read(params, &in); err != nil {
		return err
	}
	e := expr.Example{Formula: in.Expression, Values: map[string]float64{}}
	for name, v := range in.Values {
		if v == nil {
			return fmt.Errorf("params.values.%s is not a number", name)
		}
		e.Values[name] = *v
	}
	after := a.page.State().WithExample(e)
	if err := after.Settings.Wanted.Validate(); err != nil {
		return err
	}
	subject, command, _ := after.Formula.Question(after.Settings.Wanted)
	a.page.Send(command, func(news protocol.Event) {
		if _, ok := news.(protocol.Formulated); ok {
			a.page.Lead(func(s *state.State) {
				*s = s.WithExample(e)
				s.Formula = s.Formula.Answered(subject, news)
			})
		}
		answer.event(news)
	})
	return nil
}

// step goes on, or with a negative number back, on the way through the formula's graph, or where there is none through the network's.
func (a *api) step(params json.RawMessage, answer done) error {
	in := struct{ By int }{1}
	if err := read(params, &in); err != nil {
		return err
	}
	s := a.page.State()
	w, at := s.FormulaAt()
	goTo := func(to int) { s = s.GoTo(to) }
	if s.Formula.Walk == nil && s.Graph.Graph != nil {
		if !s.Graph.Stepping {
			s.Graph = s.Graph.WithSteps(true).GoTo(setting.AllSteps) // as it is shown: all steps done
		}
		w, at = s.Graph.Position()
		goTo = func(to int) { s.Graph = s.Graph.GoTo(to) }
	}
	if w == nil {
		answer(nil, &protocol.Failed{Code: protocol.CodeNotReady, Message: "There is no graph to go through yet."})
		return nil
	}
	to := w.Clamp(max(at+min(in.By, w.End()), 0))
	goTo(to)
	a.page.Lead(func(now *state.State) { *now = s })
	answer(object{{"step", to}, {"steps", w.End()}}, nil)
	return nil
}

func (a *api) graph(params json.RawMessage, answer done) error {
	var in struct {
		picture
		Label *int
	}
	if err := read(params, &in); err != nil {
		return err
	}
	if in.Strokes == nil && in.Pixels == nil {
		if in.Label != nil {
			return errors.New("params.label belongs to strokes or pixels, and there are none")
		}
		a.page.Send(protocol.Graph{Train: true}, answer.event)
		return nil
	}
	d, err := in.drawing()
	if err != nil {
		return err
	}
	// The engine makes an image of the strokes as it classifies them.
	a.page.Send(d.Classify(), func(e protocol.Event) {
		seen, ok := e.(protocol.Classified)
		if !ok {
			answer.event(e)
			return
		}
		label := seen.Digit
		if in.Label != nil {
			label = *in.Label
		}
		a.page.Send(protocol.Graph{Pixels: seen.Pixels, Label: label}, answer.event)
	})
	return nil
}

func (a *api) getState(params json.RawMessage, answer done) error {
	if err := read(params, &struct{}{}); err != nil {
		return err
	}
	answer(stateData(a.page.State().Settings.Wanted), nil)
	return nil
}

func (a *api) setState(params json.RawMessage, answer done) error {
	wanted, err := readState(a.page.State().Settings.Wanted, params)
	if err != nil {
		return err
	}
	a.page.Configure(wanted, func(e protocol.Event) {
		if f, ok := e.(protocol.Failed); ok {
			answer(nil, &f)
			return
		}
		answer(stateData(wanted), nil)
	})
	return nil
}

// read decodes the params of a request, which may be left out, onto the defaults in into.
func read(params json.RawMessage, into any) error {
	if len(params) == 0 {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(params))
	d.DisallowUnknownFields()
	return explainJSON("params", d.Decode(into))
}

// explainJSON says in JavaScript's words what is wrong with a value, which is called what.
func explainJSON(what string, err error) error {
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		if field := wrong.Field[strings.LastIndexByte(wrong.Field, '.')+1:]; field != "" {
			what += "." + strings.ToLower(field) // Go's name of it has a capital letter
		}
		return fmt.Errorf("%s cannot be %s", what, wrong.Value)
	}
	return fmt.Errorf("%s: %s", what, strings.TrimPrefix(err.Error(), "json: "))
}

// picture is a drawing as a request has it. What is no number in JSON (NaN, undefined) is null there, and nil here.
type picture struct {
	Strokes [][][]*float64
	Pixels  []*float64
}

// drawing returns the drawing, or an error that says what is wrong with it.
func (in picture) drawing() (state.Drawing, error) {
	switch {
	case in.Strokes == nil && in.Pixels == nil:
		return state.Drawing{}, errors.New("params has neither strokes nor pixels")
	case in.Strokes != nil && in.Pixels != nil:
		return state.Drawing{}, errors.New("params has both strokes and pixels")
	case in.Pixels != nil:
		return in.image()
	}
	strokes := make([][][2]float64, len(in.Strokes))
	empty := true
	for i, stroke := range in.Strokes {
		for j, p := range stroke {
			if len(p) != 2 {
				return state.Drawing{}, fmt.Errorf("params.strokes[%d][%d] has %d numbers, want x and y", i, j, len(p))
			}
			for _, v := range p {
				if v == nil || math.Abs(*v) > form.MaxCoordinate {
					return state.Drawing{}, fmt.Errorf("params.strokes[%d][%d] is not two numbers within ±%.0f", i, j, form.MaxCoordinate)
				}
			}
			strokes[i] = append(strokes[i], [2]float64{*p[0], *p[1]})
			empty = false
		}
	}
	if empty {
		return state.Drawing{}, errors.New("params.strokes has no point")
	}
	return state.StrokesDrawing(strokes), nil
}

// image is drawing for pixels. How many there must be and how large is the engine's to say.
func (in picture) image() (state.Drawing, error) {
	d := state.NewDrawing()
	d.Pixels = make([]float64, len(in.Pixels))
	for i, v := range in.Pixels {
		if v == nil {
			return state.Drawing{}, fmt.Errorf("params.pixels[%d] is not a number", i)
		}
		d.Pixels[i] = *v
	}
	return d, nil
}

// readState returns the settings that s becomes by a request's params: values by name, as text or as what they are. All of them are
// valid and taken, or none is.
func readState(s setting.Settings, params json.RawMessage) (setting.Settings, error) {
	var values map[string]any
	if err := read(params, &values); err != nil {
		return s, err
	}
	s = s.Clone()
	texts := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		text, err := settingText(values[name])
		if err != nil {
			return s, fmt.Errorf("params.%s: %s", name, phrase.Sentence(err.Error()))
		}
		texts[name] = text
	}
	if errs := s.SetAll(texts); len(errs) > 0 {
		what, problem := "params", errs[0].Error()
		if e := (*setting.Error)(nil); errors.As(errs[0], &e) {
			if problem = e.Problem; e.Name != "" {
				what += "." + e.Name
			}
		}
		return s, fmt.Errorf("%s: %s", what, phrase.Sentence(problem))
	}
	return s, nil
}

// settingText writes a value as a setting's control would have it: 0.5, ReLU, [30, 20] as 30,20, {x: 1} as x=1.
func settingText(value any) (string, error) {
	var words []string
	switch v := value.(type) {
	case string:
		return v, nil
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), nil
	case []any:
		for _, item := range v {
			word, err := settingText(item)
			if err != nil {
				return "", err
			}
			words = append(words, word)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			word, err := settingText(v[name])
			if err != nil {
				return "", err
			}
			words = append(words, name+"="+word)
		}
	default:
		return "", errors.New("a number, a text, or a list or an object of them is needed")
	}
	return strings.Join(words, ","), nil
}
