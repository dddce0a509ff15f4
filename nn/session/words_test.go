package session_test

import (
	"maps"
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/excerpt/excerpttest"
	"github.com/inkgrad/inkgrad/nn/safetensors"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// Whatever a file, a link or a field asks for, the refusal is in a learner's words.
func TestRefusalsAreInPlainWords(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	good, err := safetensors.Decode(session.EncodeModel(checkpoint(t, h)))
	if err != nil {
		t.Fatal(err)
	}
	var inputs []string
	var commands []protocol.Command
	ask := func(input string, c protocol.Command) {
		inputs, commands = append(inputs, input), append(commands, c)
	}

	with := func(key, value string) {
		f := good
		f.Metadata = map[string]string{}
		for k, v := range good.Metadata {
			f.Metadata[k] = v
		}
		f.Metadata[key] = value
		ask(value, protocol.Load{File: safetensors.Encode(f)})
	}
	for key := range good.Metadata {
		if key == "inkgrad" {
			continue // nobody reads who wrote it
		}
		for _, value := range []string{"x", "-1", "1e99", "99999999999999999999", "zz", "%", "a=%zz&=&b", "seed=x",
			"network=" + excerpttest.Long, excerpttest.Long, strings.Repeat("affine3000-", 45), "\x00\xff"} {
			if key != "step" || value != "-1" {
				with(key, value)
			}
		}
	}
	header := func(text string) {
		file := append([]byte{byte(len(text)), byte(len(text) >> 8), byte(len(text) >> 16), 0, 0, 0, 0, 0}, text...)
		ask(text, protocol.Load{File: file})
	}
	for _, text := range []string{"", "x", "[]", "{", `{"a": {"dtype": "F32"}}`, `{"a": {"dtype": 7, "shape": {"b": [1]}}}`,
		`{"a": {"dtype": "F32", "shape": {"b": [1]}, "data_offsets": [0, 4]}}`,
		`{"a": {"dtype": "F32", "shape": [1e99], "data_offsets": [0, 4]}}`,
		`{"__metadata__": {"a": {"b": []}}}`, `{"__metadata__": []}`, `{"a": null}`,
		`{"` + strings.Repeat("x", 50_000) + `": 7}`, `{"a": "` + strings.Repeat("x", 50_000) + `"}`,
		`{"a": {"dtype": "` + strings.Repeat("x", 50_000) + `", "shape": [], "data_offsets": [0, 0]}}`,
		`{"a": {"dtype": "F32", "shape": [` + strings.Repeat("1, ", 9000) + `2], "data_offsets": [0, 0]}}`,
		`{"a": {"dtype": "F32", "shape": [], "data_offsets": [` + strings.Repeat("1, ", 9000) + `2]}}`,
		strings.Repeat("[", 500),
	} {
		header(text)
	}
	ask("", protocol.Load{})
	ask("", protocol.Load{File: []byte("{}")})
	ask("", protocol.Load{File: []byte(strings.Repeat("<html>", 100))})
	c := checkpoint(t, h)
	c.Params = c.Params[1:]
	ask("", protocol.Load{File: session.EncodeModel(c)})
	known := c.Version
	c.Version = 1 << 40
	ask("", restoring(c))
	c.Optimizer, c.Version = excerpttest.Long, known
	ask(excerpttest.Long, restoring(c))
	ask("", protocol.Restore{})

	for _, text := range []string{"", "x", "affine50", "affine9e9", "affine" + strings.Repeat("7", 1000), "conv8k",
		excerpttest.Long[:50_000], strings.Repeat("relu-", 60), "affine\x00", "dropout.", "affine1p2"} {
		wanted := small()
		wanted.Network = text
		if wanted.Validate() != nil {
			ask(text, protocol.Configure{Settings: wanted})
		}
	}
	wanted := small()
	wanted.LearningRate = math.NaN()
	ask("", protocol.Configure{Settings: wanted})
	ask("", protocol.Start{Settings: wanted})

	for _, text := range []string{"", "(", "1e999", "x x", "f(x)", excerpttest.Long, strings.Repeat("(", 1000),
		strings.Repeat("x+", 40_000) + "x", "\x00", "σ)", "log()", "1..2", "=", "a=a"} {
		ask(text, protocol.Formula{Expression: text})
	}
	for _, pixels := range [][]float64{{}, {math.NaN()}, make([]float64, 785)} {
		ask("", protocol.Classify{Pixels: pixels})
		ask("", protocol.TryStep{Pixels: pixels})
		ask("", protocol.Graph{Pixels: pixels})
	}
	far := [][][2]float64{{{math.Inf(1), -math.MaxFloat64}}}
	ask("", protocol.Classify{Strokes: far})
	ask("", protocol.Classify{Strokes: [][][2]float64{make([][2]float64, 20_000)}})
	ask("", protocol.Drawings{Examples: []protocol.Example{{Label: 99, Strokes: far}}})
	ask("", protocol.Drawings{Examples: []protocol.Example{{Label: 1, Strokes: far}}})
	ask("", protocol.Sample{Index: -1})
	ask("", protocol.Train{Steps: -1})
	ask("", protocol.FineTune{Steps: 1, Share: math.NaN()})
	ask("", protocol.Check{H: math.NaN(), Samples: -1})
	ask(excerpttest.Long, protocol.Check{H: 1e-5, Samples: 1, Elements: 1, DType: excerpttest.Long})
	ask(excerpttest.Long, protocol.Check{H: 1e-5, Samples: 1, Elements: 1, Bug: excerpttest.Long})
	ask("", protocol.Images{Indices: []int{-7}})
	ask("", protocol.Products{Node: -1, Element: -1})

	refused := 0
	for i, c := range commands {
		h.events = nil
		s.Handle(100+i, c)
		for _, e := range h.events {
			if f, ok := e.e.(protocol.Failed); ok && e.id == 100+i {
				refused++
				excerpttest.Check(t, f.Message, inputs[i])
			}
		}
	}
	if refused < len(commands)*9/10 {
		t.Errorf("of %d commands that make no sense %d were refused", len(commands), refused)
	}
}

// What is wrong with a file of data is told in plain words, too.
func TestDamagedDataIsToldInPlainWords(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"empty":  func([]byte) []byte { return nil },
		"cut":    func(b []byte) []byte { return b[:len(b)/2] },
		"longer": func(b []byte) []byte { return append(b[:len(b):len(b)], "more"...) },
		"a page": func([]byte) []byte { return []byte("<!doctype html><title>404</title>") },
		"zero":   func(b []byte) []byte { return make([]byte, len(b)) },
	} {
		h := withBuiltin(t)
		h.files = maps.Clone(h.files)
		for file, data := range h.files {
			h.files[file] = damage(data)
		}
		s := session.New(h)
		s.Handle(1, protocol.Start{Settings: small()})
		h.deliver()
		told := 0
		for _, f := range all[protocol.Failed](h) {
			told++
			excerpttest.Check(t, f.Message, "")
		}
		if told == 0 {
			t.Errorf("%s: nothing is told", name)
		}
	}
}
