package train

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// Watch lets the engine measure distributions while somebody looks at them.
func Watch(h *hub.Hub) {
	h.React(func(_, now state.State) {
		want := now.Distributions.Open && now.Engine.CanTrain()
		if !now.Engine.Ready() || want == now.Distributions.Told {
			return
		}
		h.Update(func(s *state.State) { s.Distributions = s.Distributions.WithTold(want) })
		h.Send(protocol.Watch{Distributions: want}, nil)
	})
}
