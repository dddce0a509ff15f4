package session_test

import (
	"bytes"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// tiny are settings whose files are as short as can be: 16 inputs are left of an image.
func tiny() setting.Settings {
	s := small()
	s.Network = "pool7-affine2-batchnorm-relu-affine10"
	s.Hidden = nil
	s.Optimizer = "Momentum"
	return s
}

// kept is a network of these settings, as a session keeps it.
func kept(f *testing.F, s setting.Settings) session.Checkpoint {
	f.Helper()
	images, err := digits.ReadShard("", bytes.NewReader(shard(s.BatchSize, 1)))
	if err != nil {
		f.Fatal(err)
	}
	s.Iterations = 1
	c, _, err := session.Pretrain(s, images, images)
	if err != nil {
		f.Fatal(err)
	}
	// Pretrain leaves out what training needs to go on; this is the memory of an optimizer that has done nothing.
	for _, p := range c.Params {
		p.Name, p.Data = p.Name+".v", make([]float64, len(p.Data))
		c.Memory = append(c.Memory, p)
	}
	c.Optimizer = "Momentum"
	return c
}

// FuzzDecodeModel reads anything as a network's file, which a visitor loads, or a page has kept. What it takes is
// written and read to the same, and reads a drawing.
func FuzzDecodeModel(f *testing.F) {
	s := tiny()
	c := kept(f, s)
	if _, err := session.DecodeModel(session.EncodeModel(c)); err != nil {
		f.Fatal(err)
	}
	f.Add(session.EncodeModel(c))
	c.Optimizer, c.Memory = "", nil
	f.Add(session.EncodeModel(c))
	c.Params = nil
	f.Add(session.EncodeModel(c))
	f.Fuzz(func(t *testing.T, file []byte) {
		defer cost.Bound(t, len(file))()
		c, err := session.DecodeModel(file)
		if err != nil {
			return
		}
		again, err := session.DecodeModel(session.EncodeModel(c))
		if err != nil || !reflect.DeepEqual(again, c) {
			t.Fatalf("written and read again: %v\n%+v\n%+v", err, again, c)
		}
		h := &host{}
		resumed, err := session.Resume(h, c)
		if err != nil {
			t.Fatal(err)
		}
		reads(t, h, resumed)
	})
}

// reads asks a session what a drawing is: the last question, which it has to answer whatever came before.
func reads(t *testing.T, h *host, s *session.Session) {
	t.Helper()
	const id = 1 << 40
	h.events = nil
	s.Handle(id, protocol.Classify{Strokes: [][][2]float64{{{80, 60}, {200, 60}, {120, 230}}}})
	got := answer[protocol.Classified](t, h, id)
	if got.Network == nil {
		t.Fatal("the network does not read the drawing")
	}
	sum := 0.0
	for _, p := range got.Network.Probabilities {
		sum += p
	}
	if math.Abs(sum-1) > 1e-3 { // the sum of ten float32
		t.Fatalf("the probabilities of a drawing are %v", got.Network.Probabilities)
	}
}

// FuzzCommands sends two messages to a session, as anything that reaches the Worker may. It answers the first question
// after them.
func FuzzCommands(f *testing.F) {
	s := tiny()
	c := kept(f, s)
	classify := protocol.EncodeCommand(1, protocol.Classify{Strokes: [][][2]float64{{{1, 2}, {200, 220}}}})
	for _, zero := range protocol.Commands() {
		f.Add([]byte(protocol.EncodeCommand(1, zero)), []byte(classify))
	}
	f.Add([]byte(protocol.EncodeCommand(1, restoring(c))),
		[]byte(protocol.EncodeCommand(2, protocol.Graph{})))
	f.Add([]byte(protocol.EncodeCommand(1, protocol.Configure{Settings: s})),
		[]byte(protocol.EncodeCommand(2, protocol.Train{Steps: 3})))
	f.Add([]byte(protocol.EncodeCommand(1, protocol.Load{File: session.EncodeModel(c)})),
		[]byte(protocol.EncodeCommand(2, protocol.Reset{})))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		h := &host{} // without data: unpacking 60,000 images for each input would leave time for few
		resumed, err := session.Resume(h, c)
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range [][]byte{first, second} {
			_, command, err := protocol.DecodeCommand(m)
			if err != nil || costly(command) {
				continue
			}
			id := i + 1
			resumed.Handle(id, command)
			h.deliver()
			for range 3 {
				resumed.Work(time.Millisecond)
			}
		}
		reads(t, h, resumed)
	})
}

// costly says that a Command is about a network that would take all the time of fuzzing. How large one may be is tested
// elsewhere.
func costly(c protocol.Command) bool {
	v := reflect.ValueOf(c)
	for i := range v.NumField() {
		var s setting.Settings
		switch f := v.Field(i).Interface().(type) {
		case setting.Settings:
			s = f
		case protocol.Checkpoint:
			c, err := session.DecodeModel(f.File)
			if err != nil {
				continue
			}
			s = c.Settings
		default:
			continue
		}
		if s.Validate() != nil {
			continue
		}
		layers, _ := s.Spec().Resolve()
		numbers := 0
		for _, l := range layers {
			numbers += l.ParamCount() + l.Values()*s.BatchSize
		}
		if numbers > 1e6 {
			return true
		}
	}
	return false
}
