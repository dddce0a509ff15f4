package state

import (
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// OfBench returns the layer on the bench, in any settings: the chosen one, or the default where that cannot be read.
func (s State) OfBench() spec.Bench {
	b, err := onBench(s.Settings.Wanted)
	if err != nil {
		if b, err = onBench(setting.Default()); err != nil {
			panic("state: the default layer does not fit: " + err.Error())
		}
	}
	return b
}

// WithLayerKind puts another kind of layer on the bench, with its first example.
func (s State) WithLayerKind(kind string) State {
	for _, k := range spec.Lone() {
		if k.Name != kind {
			continue
		}
		for _, e := range k.Examples {
			return s.WithBenchExample(e)
		}
		return s.WithBenchExample(spec.Example{Layer: spec.FormatAlone(k.Default)})
	}
	return s
}

// WithBenchExample puts an example on the bench.
func (s State) WithBenchExample(e spec.Example) State {
	return s.putOnBench(e.Layer, e.Numbers).withoutStory()
}

// putOnBench puts a layer with its numbers on the bench, if they fit there. Otherwise what is there stays, and the page
// says why.
func (s State) putOnBench(layer, numbers string) State {
	if _, err := spec.ReadBench(layer, numbers); err != nil {
		s.Bench = s.Bench.refusing(unfit(err))
		return s
	}
	s.Settings = s.Settings.withBench(layer, numbers)
	s.Bench = s.Bench.refusing("")
	return s
}

// withNumbers changes one of the arrays on the bench.
func (s State) withNumbers(array string, change func(*spec.Array)) State {
	of := s.OfBench()
	for i := range of.Arrays {
		if of.Arrays[i].Name == array {
			change(&of.Arrays[i])
		}
	}
	return s.putOnBench(spec.FormatAlone(of.Layer), spec.FormatArrays(of.Arrays))
}

// BenchExample returns the index of the example that is on the bench, among those of its kind, or -1.
func (s State) BenchExample() int {
	of := s.OfBench()
	return slices.IndexFunc(of.Kind().Examples, func(e spec.Example) bool {
		b, err := spec.ReadBench(e.Layer, e.Numbers)
		return err == nil && b.Layer == of.Layer && spec.FormatArrays(b.Arrays) == spec.FormatArrays(of.Arrays)
	})
}

func (s State) withoutStory() State {
	s.Settings = s.Settings.With("element", "").With("layerStep", strconv.Itoa(setting.AllSteps))
	s.Bench = s.Bench.withDraft(BenchCell{})
	return s
}

// WithLayerField changes a setting of the layer on the bench, such as the units of an Affine. The numbers stay where
// they still have a place.
func (s State) WithLayerField(name, text string) State {
	of := s.OfBench()
	l := of.Layer
	for i := range of.Kind().Fields {
		switch f := &of.Kind().Fields[i]; {
		case f.Name != name:
		case f.Choices != nil:
			f.SetChoice(&l, text)
		default:
			v, err := parseValue(text)
			if err != nil || !(v >= f.Min && v <= f.Max) || f.Whole && v != float64(int(v)) {
				return s
			}
			f.SetNumber(&l, v)
		}
	}
	return s.putOnBench(spec.FormatAlone(l), spec.FormatArrays(of.Arrays))
}

// TypeCell records what was typed into a cell. A number is taken at once.
func (s State) TypeCell(c BenchCell) State {
	s.Bench = s.Bench.withDraft(c)
	if v, wrong := parseCell(c.Text); !wrong {
		return s.withNumbers(c.Array, func(a *spec.Array) {
			if c.Index < len(a.Data) {
				a.Data[c.Index] = v
			}
		})
	}
	return s
}

// LeaveCell forgets the text of a cell that is a number, or none.
func (s State) LeaveCell() State {
	s.Bench = s.Bench.withDraft(BenchCell{})
	return s
}

// PasteCells puts a table of numbers at a cell and to its right and below. A table that is pasted into the upper left
// corner of x makes x as large as it is.
func (s State) PasteCells(array string, index int, text string) (State, bool) {
	pasted, err := spec.ParseArray(text)
	if err != nil || len(pasted.Data) < 2 {
		return s, false
	}
	s = s.withNumbers(array, func(a *spec.Array) {
		if array == spec.AloneX && index == 0 {
			if plane := len(a.Shape) == 4 && a.Shape[0]*a.Shape[1] == 1; plane && len(pasted.Shape) == 2 {
				pasted.Shape = append([]int{1, 1}, pasted.Shape...)
			}
			if len(pasted.Shape) == len(a.Shape) {
				a.Shape, a.Data = pasted.Shape, pasted.Data
				return
			}
		}
		cols, rows := a.Shape[len(a.Shape)-1], len(pasted.Data)/pasted.Shape[len(pasted.Shape)-1]
		width := len(pasted.Data) / rows
		for i, v := range pasted.Data {
			at := index + i/width*cols + i%width
			if index%cols+i%width < cols && at < len(a.Data) {
				a.Data[at] = v
			}
		}
	})
	return s.LeaveCell(), true
}

// ResizeX makes an axis of x longer or shorter.
func (s State) ResizeX(axis, by int) State {
	return s.withNumbers(spec.AloneX, func(a *spec.Array) {
		shape := slices.Clone(a.Shape)
		shape[axis] += by
		if shape[axis] >= 1 {
			*a = a.Reshaped(spec.GeneralX(shape))
		}
	})
}

// XAxes are the axes of x: what one is called, and whether it can be shorter or longer.
func (s State) XAxes() []XAxis {
	x := s.OfBench().Arrays[0]
	var axes []XAxis
	for i, a := range spec.AloneAxes(x.Shape) {
		axes = append(axes, XAxis{Name: a.Name, Size: x.Shape[i], Most: a.Most})
	}
	return axes
}

// XAxis is an axis of x.
type XAxis struct {
	Name       string
	Size, Most int
}

// ChooseElement chooses the element whose story is told; the chosen one again is none.
func (s State) ChooseElement(of protocol.Element) State {
	g := s.Bench.Benched.Graph
	if g == nil || of.Node < 0 || of.Node >= len(g.Nodes) {
		return s
	}
	n := &g.Nodes[of.Node]
	name, gradient := s.Bench.NamesOf(n)
	if of.Gradient {
		name = gradient
	}
	text := name + "." + strings.Join(phrase.Places(n.Shape, of.Index), ".")
	if s.Settings.Wanted.Element == text {
		text = ""
	}
	s.Settings = s.Settings.With("element", text)
	return s
}

// NewMask draws another mask.
func (s State) NewMask() State {
	s.Settings = s.Settings.With("mask", strconv.Itoa((s.Settings.Wanted.Mask+1)%(1<<31)))
	return s
}

// BenchAt returns the walk through the layer's graph, which may be nil, and the page's position on it.
func (s State) BenchAt() (*walk.Walk, int) { return s.Bench.Position(s.Settings.Wanted) }

// BenchGoTo shows the layer at a position of its walk.
func (s State) BenchGoTo(at int) State {
	if w := s.Bench.Walk; w != nil && at >= w.End() {
		at = setting.AllSteps
	}
	s.Settings = s.Settings.With("layerStep", strconv.Itoa(at))
	return s
}
