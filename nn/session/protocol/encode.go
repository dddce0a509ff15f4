package protocol

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// Message is one Command or Event as it travels by postMessage: what is small as JSON, what is bulky (pixels, parameters, the
// tensors of a graph) beside it, as float64s in little-endian order.
type Message struct {
	Text string
	Bulk []byte
}

type envelope struct {
	Kind string          `json:"kind"`
	ID   int             `json:"id"`
	Body json.RawMessage `json:"body"`
	// Bulk has the length of each array in Message.Bulk; -1 stands for nil.
	Bulk []int `json:"bulk,omitempty"`
}

var (
	commands = kinds[Command](Start{}, Configure{}, Train{}, Pause{}, Reset{}, Builtin{}, Restore{}, Save{}, Load{}, Classify{}, Sample{}, Graph{},
		Params{}, Check{}, CancelCheck{}, Curve{}, Formula{}, Products{}, TryStep{},
		Confuse{}, Images{}, Watch{}, Drawings{}, FineTune{})
	events = kinds[Event](Status{}, Progress{}, Evaluated{}, Trained{}, Classified{}, Sampled{}, Graphed{}, ParamsCopied{},
		CheckProgress{}, Checked{}, DataProgress{}, Checkpoint{}, Failed{}, Curved{}, Formulated{}, Unfolded{}, Tried{}, Saved{},
		Confused{}, Pictured{}, Distributions{}, Judged{}, Tuned{})
)

func kinds[T any](zeros ...T) map[string]reflect.Type {
	m := make(map[string]reflect.Type, len(zeros))
	for _, z := range zeros {
		m[Kind(z)] = reflect.TypeOf(z)
	}
	return m
}

// Kind returns the name of a Command's or an Event's type: "Train".
func Kind(message any) string { return reflect.TypeOf(message).Name() }

// EncodeCommand writes a Command. It panics on one that JSON cannot carry, which is the caller's bug.
func EncodeCommand(id int, c Command) Message { return encode(id, c) }

// EncodeEvent writes an Event. It panics on one that JSON cannot carry, which is the caller's bug.
func EncodeEvent(id int, e Event) Message { return encode(id, e) }

// DecodeCommand reads what EncodeCommand wrote, and refuses anything else with an error.
func DecodeCommand(m Message) (id int, c Command, err error) { return decode[Command](commands, m) }

// DecodeEvent reads what EncodeEvent wrote, and refuses anything else with an error.
func DecodeEvent(m Message) (id int, e Event, err error) { return decode[Event](events, m) }

func encode(id int, message any) Message {
	env := envelope{Kind: Kind(message), ID: id}
	p := reflect.New(reflect.TypeOf(message))
	p.Elem().Set(reflect.ValueOf(message))
	arrays := bulk(p.Interface())
	n := 0
	for _, a := range arrays {
		n += len(*a)
	}
	data := make([]byte, 0, 8*n)
	for _, a := range arrays {
		if *a == nil {
			env.Bulk = append(env.Bulk, -1)
			continue
		}
		env.Bulk = append(env.Bulk, len(*a))
		for _, v := range *a {
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
		}
	}
	var err error
	if env.Body, err = json.Marshal(message); err != nil {
		panic("protocol: " + err.Error())
	}
	text, err := json.Marshal(env)
	if err != nil {
		panic("protocol: " + err.Error())
	}
	return Message{Text: string(text), Bulk: data}
}

func decode[T any](types map[string]reflect.Type, m Message) (id int, message T, err error) {
	var env envelope
	if err := json.Unmarshal([]byte(m.Text), &env); err != nil {
		return 0, message, fmt.Errorf("protocol: %w", err)
	}
	t, ok := types[env.Kind]
	if !ok {
		return env.ID, message, fmt.Errorf("protocol: there is no %q", env.Kind)
	}
	p := reflect.New(t)
	if err := json.Unmarshal(env.Body, p.Interface()); err != nil {
		return env.ID, message, fmt.Errorf("protocol: %s: %w", env.Kind, err)
	}
	arrays := bulk(p.Interface())
	if len(arrays) != len(env.Bulk) {
		return env.ID, message, fmt.Errorf("protocol: %s: %d arrays beside it, want %d", env.Kind, len(env.Bulk), len(arrays))
	}
	data := m.Bulk
	for i, a := range arrays {
		n := env.Bulk[i]
		if n == -1 {
			continue
		}
		if n < 0 || n > len(data)/8 {
			return env.ID, message, fmt.Errorf("protocol: %s: array %d has %d bytes, want 8 · %d", env.Kind, i, len(data), n)
		}
		*a = make([]float64, n)
		for j := range *a {
			(*a)[j] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*j:]))
		}
		data = data[8*n:]
	}
	if len(data) > 0 {
		return env.ID, message, fmt.Errorf("protocol: %s: %d bytes too many beside it", env.Kind, len(data))
	}
	message = p.Elem().Interface().(T)
	if err := checkShapes(message); err != nil {
		return env.ID, message, fmt.Errorf("protocol: %s: %w", env.Kind, err)
	}
	return env.ID, message, nil
}

// bulk lists the arrays of a message (given as a pointer) that travel beside the JSON, always in the same order.
func bulk(message any) []*[]float64 {
	switch m := message.(type) {
	case *Classify:
		return []*[]float64{&m.Pixels}
	case *Graph:
		return []*[]float64{&m.Pixels}
	case *Classified:
		return []*[]float64{&m.Pixels}
	case *Sampled:
		return []*[]float64{&m.Pixels}
	case *Judged:
		return []*[]float64{&m.Pixels}
	case *Pictured:
		return []*[]float64{&m.Pixels}
	case *ParamsCopied:
		return paramArrays(m.Params)
	case *Checkpoint:
		return paramArrays(m.Params, m.State, m.Memory)
	case *Restore:
		return paramArrays(m.Checkpoint.Params, m.Checkpoint.State, m.Checkpoint.Memory)
	case *Distributions:
		var arrays []*[]float64
		for i := range m.Tensors {
			arrays = append(arrays, &m.Tensors[i].Figures, &m.Tensors[i].Density)
		}
		return arrays
	case *TryStep:
		return []*[]float64{&m.Pixels}
	case *Graphed:
		return graphArrays(m.Graph)
	case *Formulated:
		return graphArrays(m.Graph)
	case *Unfolded:
		return graphArrays(m.Graph)
	case *Tried:
		return append(graphArrays(m.Before), graphArrays(m.After)...)
	}
	return nil
}

func graphArrays(g *snapshot.Graph) []*[]float64 {
	var arrays []*[]float64
	for _, t := range tensors(g) {
		arrays = append(arrays, &t.Data)
	}
	if g != nil {
		for i := range g.Nodes {
			arrays = append(arrays, &g.Nodes[i].Local)
		}
	}
	return arrays
}

func paramArrays(lists ...[]Param) []*[]float64 {
	var arrays []*[]float64
	for _, params := range lists {
		for i := range params {
			arrays = append(arrays, &params[i].Data)
		}
	}
	return arrays
}

func tensors(g *snapshot.Graph) []*snapshot.Tensor {
	if g == nil {
		return nil
	}
	var ts []*snapshot.Tensor
	for i := range g.Nodes {
		for _, t := range []*snapshot.Tensor{g.Nodes[i].Value, g.Nodes[i].Grad} {
			if t != nil {
				ts = append(ts, t)
			}
		}
	}
	return ts
}

// checkShapes makes sure that every tensor has as many elements as its shape says.
func checkShapes(message any) error {
	check := func(shape []int, n int) error {
		want := 1
		for _, d := range shape {
			if d < 0 || d > 0 && want > math.MaxInt32/d {
				return fmt.Errorf("impossible shape %v", shape)
			}
			want *= d
		}
		if n != want {
			return fmt.Errorf("%d elements in shape %v", n, shape)
		}
		return nil
	}
	params := func(lists ...[]Param) error {
		for _, p := range slices.Concat(lists...) {
			if err := check(p.Shape, len(p.Data)); err != nil {
				return fmt.Errorf("%s: %w", p.Name, err)
			}
		}
		return nil
	}
	graphs := func(graphs ...*snapshot.Graph) error {
		for _, g := range graphs {
			for _, t := range tensors(g) {
				if err := check(t.Shape, len(t.Data)); err != nil {
					return err
				}
			}
			if g == nil {
				continue
			}
			for _, n := range g.Nodes {
				if n.Local != nil && len(n.Local) != len(n.Inputs) {
					return fmt.Errorf("node %d: %d local derivatives for %d inputs", n.ID, len(n.Local), len(n.Inputs))
				}
			}
		}
		return nil
	}
	switch m := message.(type) {
	case Judged:
		if m.Pixels == nil {
			return nil
		}
		return check([]int{len(m.Network), 28, 28}, len(m.Pixels))
	case Pictured:
		return check([]int{len(m.Indices), 28, 28}, len(m.Pixels))
	case Distributions:
		for _, d := range m.Tensors {
			if err := d.check(); err != nil {
				return err
			}
		}
	case ParamsCopied:
		return params(m.Params)
	case Checkpoint:
		return params(m.Params, m.State, m.Memory)
	case Restore:
		return params(m.Checkpoint.Params, m.Checkpoint.State, m.Checkpoint.Memory)
	case Graphed:
		return graphs(m.Graph)
	case Formulated:
		return graphs(m.Graph)
	case Unfolded:
		return graphs(m.Graph)
	case Tried:
		return graphs(m.Before, m.After)
	}
	return nil
}

// Number is a float64 that may be NaN or ±Inf in JSON, where it is then a string.
type Number float64

// MarshalJSON writes NaN, +Inf and -Inf as strings, the rest as JSON does.
func (n Number) MarshalJSON() ([]byte, error) {
	f := float64(n)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return json.Marshal(fmt.Sprint(f))
	}
	return json.Marshal(f)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (n *Number) UnmarshalJSON(text []byte) error {
	switch string(text) {
	case `"NaN"`:
		*n = Number(math.NaN())
	case `"+Inf"`:
		*n = Number(math.Inf(1))
	case `"-Inf"`:
		*n = Number(math.Inf(-1))
	default:
		return json.Unmarshal(text, (*float64)(n))
	}
	return nil
}
