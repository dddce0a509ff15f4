package session_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

func TestTheNetworkAndTheFirstImages(t *testing.T) {
	h := withBuiltin(t)
	c, err := session.DecodeModel(h.files[session.NetworkFile])
	if err != nil {
		t.Fatal(err)
	}
	s := started(t, h, setting.Default())
	status := answer[protocol.Status](t, h, 1)
	if !status.Builtin || status.Parameters != 39_760 {
		t.Errorf("Start is answered by %+v", status)
	}
	status = last[protocol.Status](t, h)
	if !status.Builtin || status.Step != 3 || status.TrainImages != 10_000 || status.TestImages != 300 ||
		status.Parameters != 39_760 {
		t.Errorf("status %+v", status)
	}
	if want := []string{session.NetworkFile, reader.File, "test.gz", "train-0.gz"}; !reflect.DeepEqual(h.asked, want) {
		t.Errorf("fetched %v, want %v", h.asked, want)
	}
	s.Handle(2, protocol.Params{})
	if got := answer[protocol.ParamsCopied](t, h, 2).Params; !reflect.DeepEqual(got, c.Params) {
		t.Error("the parameters are not those of the file")
	}

	s.Handle(3, protocol.Reset{})
	if status := answer[protocol.Status](t, h, 3); status.Builtin || status.Step != 0 {
		t.Errorf("after Reset %+v", status)
	}
	s.Handle(4, protocol.Builtin{})
	if status := answer[protocol.Status](t, h, 4); !status.Builtin || status.Step != 3 || status.Evaluated != nil {
		t.Errorf("after Builtin %+v", status)
	}
	run(s)
	if e := last[protocol.Evaluated](t, h); e.Step != 3 || e.TestImages != 300 {
		t.Errorf("the built-in network is not measured: %+v", e)
	}
	s.Handle(5, protocol.Pause{})
	if status := answer[protocol.Status](t, h, 5); status.Evaluated == nil ||
		*status.Evaluated != last[protocol.Evaluated](t, h) {
		t.Errorf("after its measurement %+v", status)
	}
}

// Images beyond the first file are fetched when training begins, which waits for all of them: how fast they come makes
// no difference to a bit.
func TestAllTheImages(t *testing.T) {
	settings := small()
	settings.DataSize = 60_000
	var want []protocol.Param
	for name, before := range map[string]func(*host, *session.Session){
		"at the first Train": func(*host, *session.Session) {},
		"from another Train on": func(h *host, s *session.Session) {
			s.Handle(8, protocol.Configure{Settings: small()})
			s.Handle(9, protocol.Train{Steps: 1})
			run(s)
			s.Handle(10, protocol.Configure{Settings: settings})
			h.deliver()
			s.Handle(11, protocol.Reset{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost()
			s := started(t, h, settings)
			if status := last[protocol.Status](t, h); status.TrainImages != 10_000 || len(h.asked) != 4 {
				t.Errorf("before training there are %d images: %v", status.TrainImages, h.asked)
			}
			before(h, s)
			s.Handle(3, protocol.Train{Steps: 20})
			for len(h.wanted) > 0 {
				if s.Busy() {
					t.Fatalf("training does not wait for %v", h.asked)
				}
				next := h.wanted[0]
				h.wanted = h.wanted[1:]
				next()
			}
			if status := last[protocol.Status](t, h); status.TrainImages != 60_000 || !status.Running {
				t.Errorf("status %+v", status)
			}
			run(s)
			if trained := answer[protocol.Trained](t, h, 3); trained.Step != 20 {
				t.Errorf("%+v", trained)
			}
			if p := last[protocol.DataProgress](t, h); p.File != "train-5.gz" || p.Loaded != p.Total {
				t.Errorf("progress %+v", p)
			}
			s.Handle(4, protocol.Params{})
			got := answer[protocol.ParamsCopied](t, h, 4).Params
			if want == nil {
				want = got
			}
			if !reflect.DeepEqual(got, want) {
				t.Error("the weights are others than when all was there before")
			}
		})
	}
}

// What is said of the images is of those that the settings ask for. A network that was trained on more, and is loaded
// again, fetches none of them.
func TestImagesThatNobodyAsksFor(t *testing.T) {
	h := newHost()
	more := small()
	more.DataSize = 20_000
	s := started(t, h, more)
	s.Handle(2, protocol.Train{Steps: 1})
	h.deliver()
	run(s)
	s.Handle(3, protocol.Configure{Settings: small()})
	if status := answer[protocol.Status](t, h, 3); status.TrainImages != 10_000 {
		t.Errorf("of 20,000 images, %d are those of the settings", status.TrainImages)
	}
	s.Handle(4, protocol.Save{})

	other := newHost()
	s = started(t, other, small())
	s.Handle(2, protocol.Load{File: answer[protocol.Saved](t, h, 4).File})
	s.Handle(3, protocol.Configure{Settings: small()})
	other.deliver()
	if status := answer[protocol.Status](t, other, 3); status.TrainImages != 10_000 || len(other.asked) != 4 {
		t.Errorf("there are %d images, fetched are %v", status.TrainImages, other.asked)
	}
}

func TestBadData(t *testing.T) {
	for name, damage := range map[string]func(map[string][]byte){
		"missing": func(f map[string][]byte) { delete(f, "train-1.gz") },
		"short":   func(f map[string][]byte) { f["train-1.gz"] = f["train-1.gz"][:1000] },
		"corrupt": func(f map[string][]byte) { f["train-1.gz"] = []byte("<!DOCTYPE html>") },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost()
			good := h.files["train-1.gz"]
			damage(h.files)
			s := started(t, h, small())
			want := small()
			want.DataSize = 30_000
			s.Handle(2, protocol.Configure{Settings: want})
			s.Handle(3, protocol.Train{Steps: 2}) // with what is there
			h.deliver()
			f := last[protocol.Failed](t, h)
			if f.Code != protocol.CodeData || f.File != "train-1.gz" || f.Message == "" ||
				strings.Contains(f.Message, f.File) {
				t.Errorf("%+v", f)
			}
			run(s)
			if trained := answer[protocol.Trained](t, h, 3); trained.Step != 2 {
				t.Errorf("%+v", trained)
			}
			h.files["train-1.gz"] = good
			s.Handle(4, protocol.Configure{Settings: want}) // the retry
			h.deliver()
			if status := last[protocol.Status](t, h); status.TrainImages != 30_000 {
				t.Errorf("after the retry %+v", status)
			}
		})
	}
}

func TestNoDataAtAll(t *testing.T) {
	h := &host{}
	s := started(t, h, small())
	if status := answer[protocol.Status](t, h, 1); status.TrainImages != 0 || status.Builtin || status.Parameters == 0 {
		t.Errorf("%+v", status)
	}
	if n := len(all[protocol.Failed](h)); n != 4 {
		t.Errorf("%d failures, want one for each file", n)
	}
	s.Handle(2, protocol.Train{})
	s.Handle(3, protocol.Sample{})
	s.Handle(4, protocol.Graph{})
	s.Handle(5, protocol.Check{H: 1e-5, Samples: 3})
	for id := 2; id <= 5; id++ {
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeNotReady {
			t.Errorf("command %d: %+v", id, f)
		}
	}
	s.Handle(6, protocol.Classify{Strokes: [][][2]float64{{{0, 0}, {0, 1}}}}) // fresh weights can still guess
	answer[protocol.Classified](t, h, 6)
}
