package state_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// Whoever chooses a batch of one image is told which layers of the network cannot learn from it, and nobody else is.
func TestNoteOfABatchOfOne(t *testing.T) {
	told := 0
	for _, k := range spec.Kinds() {
		network := spec.Network{Layers: spec.Layers{k.Default, spec.Affine{Units: spec.Classes}}}
		if k.Image {
			network.Layers = append(spec.Layers{spec.Convolution{Filters: 2, Kernel: 3, Stride: 1}}, network.Layers...)
		}
		for _, batch := range []string{"1", "2"} {
			s := state.New().WithSettings(statetest.Parsed(t, "network="+network.Format()+"&batchSize="+batch), nil)
			want := ""
			if batch == "1" {
				want = k.OneImage
			}
			if note := s.Settings.Note("batchSize"); note != want {
				t.Errorf("%s, a batch of %s: %q, want %q", k, batch, note, want)
			} else if note != "" {
				told++
			}
			if note := s.Settings.Note("seed"); note != "" {
				t.Errorf("at the seed it says %q", note)
			}
		}
	}
	if told == 0 || !strings.Contains(spec.Find(spec.KindBatchNormalization).OneImage, "cannot learn") {
		t.Error("nothing is told of BatchNormalization")
	}
}
