package api

import (
	"errors"
	"fmt"
	"math"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

// picture is a drawing in a request. NaN and undefined are null in JSON, and nil here.
type picture struct {
	Strokes [][][]*float64
	Pixels  []*float64
}

// drawing returns the drawing, or an error that says what is wrong with it. Strokes are in any unit.
func (in picture) drawing() (state.Drawing, error) {
	d, err := in.with(form.MaxCoordinate, state.StrokesDrawing)
	if err == nil && d.Empty() {
		err = errors.New("params.strokes has no point")
	}
	return d, err
}

// with returns the drawing that draw makes of the strokes, whose coordinates are at most so far from 0, or that is the
// image.
func (in picture) with(farthest float64, draw func(strokes [][][2]float64) state.Drawing) (state.Drawing, error) {
	switch {
	case in.Strokes == nil && in.Pixels == nil:
		return state.Drawing{}, errors.New("params has neither strokes nor pixels")
	case in.Strokes != nil && in.Pixels != nil:
		return state.Drawing{}, errors.New("params has both strokes and pixels")
	case in.Pixels != nil:
		return in.image()
	}
	var strokes [][][2]float64
	for i, stroke := range in.Strokes {
		var points [][2]float64
		for j, p := range stroke {
			if len(p) != 2 {
				return state.Drawing{}, fmt.Errorf("params.strokes[%d][%d] has %d numbers, want x and y", i, j, len(p))
			}
			for _, v := range p {
				if v == nil || math.Abs(*v) > farthest {
					return state.Drawing{}, fmt.Errorf("params.strokes[%d][%d] is not two numbers within ±%.0f", i, j,
						farthest)
				}
			}
			points = append(points, [2]float64{*p[0], *p[1]})
		}
		if len(points) > 0 { // a stroke of none is nothing that a pen leaves
			strokes = append(strokes, points)
		}
	}
	return draw(strokes), nil
}

// image is drawing for pixels. The engine checks their number and values.
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

func (a *API) classify(in picture, answer done) error {
	d, err := in.drawing()
	if err != nil {
		return err
	}
	a.show(d, answer.event)
	return nil
}

func (a *API) getDrawing(_ nothing, answer done) error {
	answer(drawingData(a.desk.State().Draw.Drawing), nil)
	return nil
}

// reach is how far from the paper's corner a point of setDrawing may be: a stroke may leave the paper.
const reach = 10 * state.Paper

// setDrawing puts a drawing on the area where its strokes say, or empties the area.
func (a *API) setDrawing(in picture, answer done) error {
	d, err := in.with(reach, state.PlacedDrawing)
	if err != nil {
		return err
	}
	if d.Empty() {
		a.desk.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Clear()) })
		return a.getDrawing(nothing{}, answer)
	}
	a.show(d, func(e protocol.Event) {
		if _, ok := e.(protocol.Classified); !ok {
			answer.event(e)
			return
		}
		answer(drawingData(a.desk.State().Draw.Drawing), nil)
	})
	return nil
}

// labelled is a picture, or none, the target of its graph, and how it is computed: a setting.GraphMode, or "".
type labelled struct {
	picture
	Label *int
	Mode  string
}

func (a *API) graph(in labelled, answer done) error {
	if in.Mode != "" && in.Mode != setting.GraphTrain && in.Mode != setting.GraphPredict {
		return fmt.Errorf("params.mode is %s; it must be %s or %s", excerpt.Quote(in.Mode), setting.GraphTrain,
			setting.GraphPredict)
	}
	if in.Strokes == nil && in.Pixels == nil {
		if in.Label != nil {
			return errors.New("params.label belongs to strokes or pixels, and there are none")
		}
		a.desk.Send(protocol.Graph{Train: in.Mode != setting.GraphPredict, Aside: true}, answer.event)
		return nil
	}
	d, err := in.drawing()
	if err != nil {
		return err
	}
	// The engine makes an image of the strokes as it classifies them.
	a.desk.Send(d.Classify(), func(e protocol.Event) {
		seen, ok := e.(protocol.Classified)
		if !ok {
			answer.event(e)
			return
		}
		label := protocol.SeenLabel
		if in.Label != nil {
			label = *in.Label
		}
		train := in.Mode == setting.GraphTrain
		a.desk.Send(protocol.Graph{Pixels: seen.Pixels, Label: label, Train: train, Aside: true},
			answer.event)
	})
	return nil
}
