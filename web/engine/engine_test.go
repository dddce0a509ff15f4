package engine_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/engine/enginetest"
)

// world is an Engine whose programs are fakePorts.
type world struct {
	*engine.Engine
	ports  []*enginetest.Port
	phases []engine.Phase
}

func newWorld() *world {
	w := &world{}
	w.Engine = engine.New(func(in engine.Inbox) (engine.Port, string) {
		p := &enginetest.Port{Inbox: in}
		w.ports = append(w.ports, p)
		return p, ""
	}, func(l engine.Link) { w.phases = append(w.phases, l.Phase) })
	return w
}

func (w *world) port() *enginetest.Port { return w.ports[len(w.ports)-1] }

func TestEngineComesToLife(t *testing.T) {
	w := newWorld()
	w.Start(setting.Default(), nil)
	p := w.port()
	if _, ok := p.Last().(protocol.Start); !ok {
		t.Fatalf("the first Command is %T", p.Last())
	}
	p.Loading(10, 100)
	if l := w.Link(); l.Phase != engine.Fetching || l.Loaded != 10 || l.Total != 100 {
		t.Errorf("link %+v", l)
	}
	p.Say(0, protocol.DataProgress{File: "test.gz"})
	p.Say(0, protocol.Status{}) // no network yet
	if w.Link().Phase != engine.Starting {
		t.Errorf("phase %v before there is a network", w.Link().Phase)
	}
	p.Say(0, enginetest.Ready())
	p.Loading(100, 100) // comes late and says nothing new
	if want := []engine.Phase{engine.Fetching, engine.Fetching, engine.Starting,
		engine.Ready}; !reflect.DeepEqual(w.phases, want) {
		t.Errorf("phases %v, want %v", w.phases, want)
	}
}

func TestEngineAnswersWhoAsked(t *testing.T) {
	w := newWorld()
	w.Start(setting.Default(), nil)
	var heard []string
	w.Subscribe(func(e protocol.Event) { heard = append(heard, "all "+protocol.Kind(e)) })
	w.Send(protocol.Sample{Index: 1}, func(e protocol.Event) { heard = append(heard, "first "+protocol.Kind(e)) })
	w.Send(protocol.Pause{}, func(e protocol.Event) { heard = append(heard, "second "+protocol.Kind(e)) })
	p := w.port()
	p.Say(p.IDs[2], enginetest.Ready())
	p.Say(p.IDs[1], protocol.Sampled{Index: 1})
	p.Say(p.IDs[1], protocol.Sampled{Index: 1}) // nobody waits for a second answer
	want := []string{"all Status", "second Status", "all Sampled", "first Sampled", "all Sampled"}
	if !reflect.DeepEqual(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}

// An engine waits until the page shows what it says of its work.
func TestEngineIsToldWhatIsShown(t *testing.T) {
	w := newWorld()
	w.Start(setting.Default(), nil)
	p := w.port()
	p.Say(0, enginetest.Ready())
	p.Say(0, protocol.Evaluated{Step: 1})
	if p.Shows != 0 {
		t.Errorf("it was told %d times of what it does not wait for", p.Shows)
	}
	p.Say(0, protocol.Progress{Step: 1, Losses: []float64{1}})
	p.Say(0, protocol.CheckProgress{Done: 1, Total: 2})
	if p.Shows != 2 {
		t.Errorf("it was told %d times that the page shows its work, want 2", p.Shows)
	}
}

func TestEngineThatDies(t *testing.T) {
	w := newWorld()
	w.Start(setting.Default(), nil)
	first := w.port()
	first.Say(0, enginetest.Ready())
	var answer protocol.Event
	w.Send(protocol.Train{Steps: 10}, func(e protocol.Event) { answer = e })
	first.Died("no memory")
	if l := w.Link(); l.Phase != engine.Dead || l.Reason != "It has ended: no memory." {
		t.Errorf("link %+v", l)
	}
	if f, ok := answer.(protocol.Failed); !ok || f.Code != protocol.CodePanic {
		t.Errorf("who waited got %v", answer)
	}
	if !first.Closed {
		t.Error("the dead program was not ended")
	}
	w.Send(protocol.Pause{}, func(e protocol.Event) { answer = e })
	if f, ok := answer.(protocol.Failed); !ok || f.Code != protocol.CodeNotReady {
		t.Errorf("a Command to nobody is answered by %v", answer)
	}

	w.GoOn(setting.Default(), &protocol.Checkpoint{Step: 42})
	second := w.port()
	if second == first {
		t.Fatal("no new program was started")
	}
	first.Say(0, enginetest.Ready()) // an echo of the earlier life
	if w.Link().Phase != engine.Fetching {
		t.Errorf("phase %v after an echo", w.Link().Phase)
	}
	if !w.Link().Restoring {
		t.Error("the new program does not go back to the checkpoint")
	}
	second.Answer(enginetest.Ready())
	if r, ok := second.Last().(protocol.Restore); !ok || r.Checkpoint.Step != 42 {
		t.Errorf("the last Command is %+v, want Restore", second.Last())
	}
}

func TestEngineThatBreaks(t *testing.T) {
	w := newWorld()
	w.Start(setting.Default(), nil)
	p := w.port()
	p.Say(0, enginetest.Ready())
	p.Say(0, protocol.Failed{Code: protocol.CodePanic, Message: "a defect"})
	p.Say(0, enginetest.Ready())
	if w.Link().Phase != engine.Broken {
		t.Fatalf("phase %v, want Broken until the learner goes on", w.Link().Phase)
	}
	w.GoOn(setting.Default(), &protocol.Checkpoint{Step: 42})
	p.Answer(protocol.Failed{Code: protocol.CodeBadRequest, Message: "no"})
	if l := w.Link(); l.Phase != engine.Broken || !l.Anew ||
		l.Reason != "The network of step 42 cannot be restored: no." {
		t.Errorf("link %+v after a Restore that failed", l)
	}
	// The engine would refuse it again: what helps is a new program without it.
	w.GoOn(setting.Default(), &protocol.Checkpoint{Step: 42})
	if len(w.ports) != 2 {
		t.Fatal("no new program was started")
	}
	p = w.port()
	p.Answer(enginetest.Ready())
	if _, ok := p.Last().(protocol.Start); !ok || w.Link().Phase != engine.Ready {
		t.Errorf("phase %v after %T", w.Link().Phase, p.Last())
	}

	p.Say(0, protocol.Failed{Code: protocol.CodePanic, Message: "a defect"})
	w.GoOn(setting.Default(), &protocol.Checkpoint{Step: 42})
	p.Answer(enginetest.Ready())
	if w.Link().Phase != engine.Ready {
		t.Errorf("phase %v after Restore", w.Link().Phase)
	}
	if len(w.ports) != 2 {
		t.Error("a program that lives was replaced")
	}

	p.Say(0, protocol.Failed{Code: protocol.CodePanic})
	w.GoOn(setting.Default(), nil)
	if len(w.ports) != 3 {
		t.Error("without a Checkpoint, only a new program helps")
	}
}

func TestEngineThatCannotBegin(t *testing.T) {
	e := engine.New(func(engine.Inbox) (engine.Port, string) { return nil, engine.NoWorker }, func(engine.Link) {})
	e.Start(setting.Default(), nil)
	if l := e.Link(); l.Phase != engine.Dead || l.Reason != engine.NoWorker {
		t.Errorf("link %+v", l)
	}
}

func TestEngineThatIsNotFound(t *testing.T) {
	w := newWorld()
	w.Start(setting.Default(), nil)
	w.port().Died("the server answers 404 Not Found")
	if l := w.Link(); l.Phase != engine.Dead ||
		!strings.HasPrefix(l.Reason, "It could not be loaded: the server answers 404 Not Found. Check") {
		t.Errorf("link %+v", l)
	}
}

func TestEngineThatSpeaksNonsense(t *testing.T) {
	w := newWorld()
	w.Start(setting.Default(), nil)
	w.port().Message(protocol.Message("\x12Nonsense\x00"))
	if l := w.Link(); l.Phase != engine.Broken || !strings.Contains(l.Reason, "Nonsense") {
		t.Errorf("link %+v", l)
	}
}
