package session_test

import (
	"reflect"
	"strconv"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// learned is what a network and its optimizer know after two runs of six steps, with a file between them or without.
func learned(t *testing.T, s setting.Settings, file bool) [3][]protocol.Param {
	t.Helper()
	h := newHost()
	engine := started(t, h, s)
	engine.Handle(2, protocol.Train{Steps: 6})
	run(engine)
	if file {
		saved := session.EncodeModel(checkpoint(t, h))
		h = newHost()
		engine = started(t, h, small())
		engine.Handle(3, protocol.Load{File: saved})
		if got := answer[protocol.Status](t, h, 3).Settings; !reflect.DeepEqual(got, s) {
			t.Errorf("the file has the settings %+v, want %+v", got, s)
		}
	}
	engine.Handle(4, protocol.Train{Steps: 6})
	run(engine)
	c := checkpoint(t, h)
	return [3][]protocol.Param{c.Params, c.State, c.Memory}
}

// unusual sets a hyperparameter to another value than its default.
func unusual(t *testing.T, s setting.Settings, h method.Hyperparameter) setting.Settings {
	t.Helper()
	v := (h.Min + h.Default) / 2
	if h.Default == h.Min {
		v = h.Min + 1
	}
	if err := s.Set(h.Name, strconv.FormatFloat(v, 'f', -1, 64)); err != nil {
		t.Fatal(err)
	}
	return s
}

// checkMethod trains with settings of a method: each of its hyperparameters, set by its name, reaches the training, and
// a file goes on with the same bits.
func checkMethod(t *testing.T, s setting.Settings, hyper []method.Use) {
	t.Helper()
	usual := learned(t, s, false)
	for _, h := range hyper {
		if reflect.DeepEqual(learned(t, unusual(t, s, h.Hyperparameter), false)[0], usual[0]) {
			t.Errorf("%s makes no difference to the training", h.Name)
		}
		s = unusual(t, s, h.Hyperparameter)
	}
	if want := learned(t, s, false); !reflect.DeepEqual(learned(t, s, true), want) {
		t.Error("going on from a file gave other weights or another memory")
	}
}

func TestEveryOptimizerInASession(t *testing.T) {
	for _, o := range method.Optimizers() {
		t.Run(o.Name, func(t *testing.T) {
			s := small()
			if err := s.Set("optimizer", o.Name); err != nil {
				t.Fatal(err)
			}
			checkMethod(t, s, o.Hyper)
		})
	}
}

func TestEveryScheduleInASession(t *testing.T) {
	for _, sch := range method.Schedules() {
		t.Run(sch.Name, func(t *testing.T) {
			s := small()
			s.Iterations, s.Schedule = 12, sch.Name
			checkMethod(t, s, sch.Hyper)
		})
	}
}
