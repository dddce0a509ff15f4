package session_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// forgetful is a host that keeps no Events, and of Classified the step only.
type forgetful struct {
	*host
	step *int
	// moments is how many bytes the moments of the training take: they have bounds of their own, see package timeline.
	moments *int
}

func (f forgetful) Emit(_ int, e protocol.Event) {
	switch e := e.(type) {
	case protocol.Classified:
		*f.step = e.Step
	case protocol.Remembered:
		*f.moments = e.Bytes
	}
}

// TestMemoryIsFlat trains as a page does that shows the graph, measures, and keeps the session meanwhile: after as many
// steps again, and once more, the memory in use is the same. WebAssembly's memory never shrinks, so what grows with the
// steps ends the engine some day.
func TestMemoryIsFlat(t *testing.T) {
	h := forgetful{newHost(), new(int), new(int)}
	s := session.New(h)
	settings := small()
	settings.Iterations = 100_000
	s.Handle(1, protocol.Start{Settings: settings})
	h.deliver()
	id := 1
	ask := func(c protocol.Command) {
		id++
		s.Handle(id, c)
	}
	ask(protocol.Watch{Distributions: true})
	ask(protocol.Train{Steps: 100_000})
	h.deliver() // the images
	// round takes 600 steps, more than an epoch, with all that a page asks for meanwhile, and returns the bytes in
	// use after it, without those of the moments.
	round := func() int {
		for end := *h.step + 600; *h.step < end; {
			s.Work(time.Millisecond)
			ask(protocol.Graph{})
			ask(protocol.Save{})
			ask(protocol.Confuse{})
			ask(protocol.Classify{Strokes: [][][2]float64{{{80, 60}, {200, 60}, {120, 230}}}})
			if !s.Busy() {
				t.Fatal("the training has ended")
			}
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc) - *h.moments
	}
	// What is built once is there after the first round. The room is for what the runtime itself does.
	const room = 64 << 10
	before := round()
	for i := range 4 {
		if after := round(); after > before+room {
			t.Errorf("after round %d %d bytes are in use, before it were %d", i+2, after, before)
		}
	}
}
