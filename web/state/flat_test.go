package state_test

import (
	"runtime"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/plot"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// TestMemoryIsFlat is what a page hears of an hour and more of training, run after run, with drawings and the graph
// meanwhile: once the curves are as long as curves get, and as many runs are kept as are, the memory in use stays the
// same.
func TestMemoryIsFlat(t *testing.T) {
	s := statetest.Trained(0)
	settings := s.Settings.Wanted
	run := func() {
		s = statetest.FromScratch(s, settings)
		for step := 20; step <= 20*4*plot.FirstPoints; step += 20 {
			losses := make([]float64, 20)
			s = s.Observe(protocol.Progress{Step: step, Losses: losses})
			s = s.Observe(protocol.Evaluated{Step: step, TestAccuracy: 0.5, TestImages: 10_000})
			s = s.Observe(statetest.Measured(step, step%protocol.DensityBins))
			s = s.Observe(protocol.Checkpoint{Step: step})
			s = statetest.Penned(s, statetest.Stroke)
			s.Graph = s.Graph.Answered(statetest.About(s.Draw.Version, 7),
				protocol.Graphed{Graph: statetest.OfDigit(1), Step: step}, step)
		}
	}
	inUse := func() int {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	for range state.MaxRuns + 1 {
		run()
	}
	before := inUse()
	for range 3 * state.MaxRuns {
		run()
	}
	// The room is for what the runtime itself does.
	if after := inUse(); after > before+64<<10 {
		t.Errorf("after %d runs %d bytes are in use, after %d it was %d", 4*state.MaxRuns+1, after, state.MaxRuns+1,
			before)
	}
	runtime.KeepAlive(s)
}
