package spec

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
)

// Array is a tensor that is written down.
type Array struct {
	Name  string
	Shape []int
	Data  []float64
}

// The names of the input of a layer alone, of its output, and of the gradient that comes back to it.
const (
	AloneX    = "x"
	AloneOut  = "out"
	AloneDout = "dout"
)

// FormatArrays writes arrays as a link has them: x=1,2;3,4~W=1;0~b=0. Commas are between the numbers of a row, and
// semicolons between rows. In a batch of images a slash is between channels, and two between images; of one channel
// alone it stands at the end.
func FormatArrays(arrays []Array) string {
	texts := make([]string, len(arrays))
	for i, a := range arrays {
		texts[i] = a.Name + "=" + a.format()
	}
	return strings.Join(texts, "~")
}

func (a *Array) format() string {
	s := fourAxes(a.Shape)
	var b strings.Builder
	for i, v := range a.Data {
		switch {
		case i == 0:
		case i%(s[1]*s[2]*s[3]) == 0:
			b.WriteString("//")
		case i%(s[2]*s[3]) == 0:
			b.WriteString("/")
		case i%s[3] == 0:
			b.WriteString(";")
		default:
			b.WriteString(",")
		}
		b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
	}
	if len(a.Shape) > 2 && s[0]*s[1] == 1 {
		b.WriteString("/")
	}
	return b.String()
}

// fourAxes returns a shape with ones in front: of a matrix 1×1×N×D.
func fourAxes(shape []int) [4]int {
	s := [4]int{1, 1, 1, 1}
	copy(s[max(0, 4-len(shape)):], shape)
	return s
}

// ParseArrays reads what FormatArrays wrote, or what a person typed. The shape of an array is N×D, or N×C×H×W if the
// text has a slash.
func ParseArrays(text string) ([]Array, error) {
	var arrays []Array
	for _, part := range strings.Split(text, "~") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		name, numbers, ok := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		if !ok || name == "" {
			return nil, whole(fmt.Sprintf("%s is not a name with numbers, as in x=1,2;3,4", excerpt.Quote(part)))
		}
		a, err := ParseArray(numbers)
		if err != nil {
			return nil, whole(name + ": " + err.Error())
		}
		a.Name = name
		arrays = append(arrays, a)
	}
	return arrays, nil
}

// ParseArray reads the numbers of one array. Spaces and tabs may stand for commas, and new lines for semicolons, as
// they do in what is copied from a table.
func ParseArray(text string) (Array, error) {
	text = strings.Trim(strings.ReplaceAll(text, "\r", ""), " \t\n;")
	images := strings.Contains(text, "/")
	var a Array
	var sizes [4]int
	for i, image := range strings.Split(strings.TrimSuffix(text, "/"), "//") {
		for c, channel := range strings.Split(image, "/") {
			rows := strings.FieldsFunc(channel, func(r rune) bool { return r == ';' || r == '\n' })
			for r, row := range rows {
				numbers := strings.FieldsFunc(row, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
				for _, word := range numbers {
					v, err := strconv.ParseFloat(strings.Replace(word, "−", "-", 1), 64)
					if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
						return Array{}, fmt.Errorf("%s is not a number", excerpt.Quote(word))
					}
					a.Data = append(a.Data, v)
				}
				if (i+c+r > 0) && len(numbers) != sizes[3] {
					return Array{}, fmt.Errorf("rows of %d and of %d numbers do not fit together", sizes[3],
						len(numbers))
				}
				sizes[3] = len(numbers)
			}
			if i+c > 0 && len(rows) != sizes[2] {
				return Array{}, fmt.Errorf("channels of %d and of %d rows do not fit together", sizes[2], len(rows))
			}
			sizes[2] = len(rows)
			sizes[1] = max(sizes[1], c+1)
		}
		sizes[0] = i + 1
	}
	if len(a.Data) == 0 || len(a.Data) != sizes[0]*sizes[1]*sizes[2]*sizes[3] {
		return Array{}, fmt.Errorf("there are %d numbers, which are not a table", len(a.Data))
	}
	a.Shape = sizes[2:]
	if images {
		a.Shape = sizes[:]
	}
	return a, nil
}

// Reshaped returns a in another shape: what is at the same place stays, and the rest comes from other, which has that
// shape.
func (a Array) Reshaped(other Array) Array {
	from, to := fourAxes(a.Shape), fourAxes(other.Shape)
	n := Array{Name: other.Name, Shape: other.Shape, Data: slices.Clone(other.Data)}
	for i := range n.Data {
		at, index, inside := i, 0, true
		var place [4]int
		for axis := 3; axis >= 0; axis-- {
			place[axis] = at % to[axis]
			at /= to[axis]
			inside = inside && place[axis] < from[axis]
		}
		for axis := range place {
			index = index*from[axis] + place[axis]
		}
		if inside && index < len(a.Data) {
			n.Data[i] = a.Data[index]
		}
	}
	return n
}

// Bench is a layer alone with all its arrays.
type Bench struct {
	Resolved
	// Arrays are x, the second input if there is one, the parameters, the state, and dout.
	Arrays []Array
}

// NewBench returns a layer alone with the numbers that are given. An array that is not among them, or has another
// shape, is filled from a general example.
func NewBench(l Layer, given []Array) (Bench, error) {
	k := l.Kind()
	find := func(name string) Array {
		if i := slices.IndexFunc(given, func(a Array) bool { return a.Name == name }); i >= 0 {
			return given[i]
		}
		return Array{}
	}
	x := find(AloneX)
	switch {
	case x.Data == nil && k.Image:
		x = GeneralX([]int{1, 1, 4, 4})
	case x.Data == nil:
		x = GeneralX([]int{2, 3})
	case k.Image && len(x.Shape) == 2:
		x.Shape = append([]int{1, 1}, x.Shape...)
	}
	r, err := Alone(l, x.Shape)
	if err != nil {
		return Bench{}, err
	}
	b := Bench{Resolved: r, Arrays: []Array{x}}
	take := func(filled Array) { b.Arrays = append(b.Arrays, find(filled.Name).Reshaped(filled)) }
	if k.Beside != "" {
		beside := general(k.Beside, x.Shape, generalBeside)
		if k.Fixed {
			beside = oneHot(beside)
		}
		take(beside)
	}
	for _, t := range slices.Concat(r.Params, r.State) {
		if t.FanIn > 0 {
			take(general(t.Name, t.Shape, generalWeight))
		} else {
			take(general(t.Name, t.Shape, []float64{t.Start}))
		}
	}
	out := append([]int{x.Shape[0]}, r.Out...)
	numbers := generalDout
	if k.Total {
		out, numbers = []int{1}, generalX
	}
	take(general(AloneDout, out, numbers))
	return b, nil
}

// ReadBench returns the layer with this notation and these numbers. Without any, it has those of its first example, or
// of a general one.
func ReadBench(layer, numbers string) (Bench, error) {
	l, err := ParseAlone(layer)
	if err != nil {
		return Bench{}, err
	}
	if strings.TrimSpace(numbers) == "" {
		for _, e := range l.Kind().Examples {
			if of, err := ParseAlone(e.Layer); err == nil && of == l {
				numbers = e.Numbers
				break
			}
		}
	}
	arrays, err := ParseArrays(numbers)
	if err != nil {
		return Bench{}, err
	}
	return NewBench(l, arrays)
}

// The numbers of a general example, which are repeated. They are small, of both signs, and easy to calculate with.
var (
	generalX      = []float64{1, -2, 3, 2, 0.5, -1, 4}
	generalBeside = []float64{2, 3, -1}
	generalWeight = []float64{1, 0, -1, 2, 1}
	generalDout   = []float64{1, -1, 2, 0.5}
)

// GeneralX returns the x of a general example.
func GeneralX(shape []int) Array { return general(AloneX, shape, generalX) }

func general(name string, shape []int, numbers []float64) Array {
	a := Array{Name: name, Shape: shape, Data: make([]float64, size(shape))}
	for i := range a.Data {
		a.Data[i] = numbers[i%len(numbers)]
	}
	return a
}

// oneHot returns a target that is 1 for one class of each row, another one in each.
func oneHot(t Array) Array {
	clear(t.Data)
	for n := range t.Shape[0] {
		classes := len(t.Data) / t.Shape[0]
		t.Data[n*classes+n%classes] = 1
	}
	return t
}
