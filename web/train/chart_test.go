package train

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// The epochs on the axis are those of every line that is drawn, or there are none.
func TestEpochsOnTheAxis(t *testing.T) {
	for _, c := range []struct {
		name, earlier string
		hidden        bool
		want          float64
	}{
		{"the same batches", "learningRate=0.5", false, 600},
		{"other batches", "batchSize=1", false, 0},
		{"other images", "dataSize=10000", false, 0},
		{"other batches, not drawn", "batchSize=1", true, 600},
	} {
		first, now := statetest.Parsed(t, c.earlier), statetest.Parsed(t, "")
		s := statetest.TrainSteps(statetest.FromScratch(statetest.Trained(0), first), first, 5)
		s = statetest.TrainSteps(statetest.FromScratch(s, now), now, 5)
		if len(s.Runs.Earlier) != 1 {
			t.Fatalf("%s: %d earlier runs", c.name, len(s.Runs.Earlier))
		}
		s.Runs = s.Runs.Show(1, !c.hidden)
		s.Engine.Status.TrainImages = 60_000
		if chart, _, _ := (&chartView{Plots: "loss"}).chart(s); chart.Epoch != c.want {
			t.Errorf("%s: an epoch of %v steps, want %v", c.name, chart.Epoch, c.want)
		}
	}
}
