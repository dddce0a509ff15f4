package session_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// What is loaded goes on with the bits that it would have had, with all that trained it, in an engine that was set
// otherwise.
func TestSaveAndLoad(t *testing.T) {
	params := func(h *host, s *session.Session, id int) []protocol.Param {
		s.Handle(id, protocol.Params{})
		return answer[protocol.ParamsCopied](t, h, id).Params
	}
	settings := small()
	settings.Optimizer, settings.LearningRate = "Adam", 0.002
	if err := settings.Set("momentum", "0.8"); err != nil {
		t.Fatal(err)
	}
	h := newHost()
	s := started(t, h, settings)
	s.Handle(2, protocol.Train{Steps: 7})
	run(s)
	s.Handle(3, protocol.Save{})
	file := answer[protocol.Saved](t, h, 3).File
	s.Handle(4, protocol.Train{Steps: 5})
	run(s)
	want := params(h, s, 5)

	other := newHost()
	o := started(t, other, small())
	o.Handle(2, protocol.Load{File: file})
	if status := answer[protocol.Status](t, other, 2); status.Step != 7 || status.Builtin ||
		!reflect.DeepEqual(status.Settings, settings) {
		t.Errorf("after Load: %+v", status)
	}
	run(o)
	o.Handle(3, protocol.Train{Steps: 5})
	run(o)
	if !reflect.DeepEqual(params(other, o, 4), want) {
		t.Error("after Load, training goes another way")
	}

	for name, bad := range map[string][]byte{"nothing": nil, "short": file[:len(file)/2],
		"another": []byte(strings.Repeat("no ", 100))} {
		id := 10 + len(name)
		o.Handle(id, protocol.Load{File: bad})
		if f := answer[protocol.Failed](t, other, id); f.Code != protocol.CodeBadRequest ||
			!strings.Contains(f.Message, "is not an Inkgrad network") {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if !reflect.DeepEqual(params(other, o, 20), want) {
		t.Error("a file that is none changed the network")
	}
}

// A network that is loaded before there are images is measured once they are there.
func TestLoadedBeforeTheImages(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 7})
	run(s)
	s.Handle(3, protocol.Save{})

	other := newHost()
	o := session.New(other)
	o.Handle(1, protocol.Start{Settings: small()})
	first := other.wanted[0] // the built-in network
	other.wanted = other.wanted[1:]
	first()
	o.Handle(2, protocol.Load{File: answer[protocol.Saved](t, h, 3).File})
	if status := answer[protocol.Status](t, other, 2); status.TestImages != 0 || status.Step != 7 {
		t.Fatalf("%+v", status)
	}
	other.deliver()
	run(o)
	if e := last[protocol.Evaluated](t, other); e.Step != 7 || e.TestImages != 300 {
		t.Errorf("measured was %+v", e)
	}
}

// The page can tell when another network takes the place of the one that it knows.
func TestCheckpointsTellNetworksApart(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	network := func() int { return last[protocol.Checkpoint](t, h).Network }
	s.Handle(2, protocol.Train{Steps: 3})
	run(s)
	s.Handle(3, protocol.Train{Steps: 3})
	run(s)
	trained := network()
	if first := all[protocol.Checkpoint](h)[0].Network; first != trained {
		t.Errorf("training made network %d of network %d", trained, first)
	}
	for name, command := range map[string]protocol.Command{"Reset": protocol.Reset{},
		"Restore": restoring(checkpoint(t, h)), "Train from scratch": protocol.Train{Steps: 1, Fresh: true}} {
		before := network()
		s.Handle(4, command)
		run(s)
		if network() == before {
			t.Errorf("after %s, the network has the number of the one before", name)
		}
	}
}

// When training has diverged, the page gets the network that it goes back to.
func TestCheckpointAfterDivergence(t *testing.T) {
	h := newHost()
	settings := small()
	s := started(t, h, settings)
	s.Handle(2, protocol.Train{Steps: 30})
	run(s)
	settings.LearningRate, settings.WeightDecay = 10, 1
	s.Handle(3, protocol.Configure{Settings: settings})
	s.Handle(4, protocol.Train{Steps: 5}) // ends before it is told
	run(s)
	s.Handle(5, protocol.Train{Steps: 100})
	run(s)
	if c := last[protocol.Checkpoint](t, h); c.Step != last[protocol.Status](t, h).Step {
		t.Errorf("the network is of step %d, the page has that of step %d", last[protocol.Status](t, h).Step, c.Step)
	}
}
