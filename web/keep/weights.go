package keep

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// followWeights loads the network that a link names, once that is possible.
func (r *Room) followWeights(_, now state.State) {
	address, ok := now.WantsWeights()
	if !ok || !r.TakesNetwork() {
		return
	}
	r.Update(func(s *state.State) { *s = s.FetchingWeights() })
	refuse := func(why string) {
		r.Run(func() {
			if r.State().Settings.Wanted.Weights == address {
				r.Update(func(s *state.State) { *s = s.WithoutWeights(why) })
			}
		})
	}
	browser.GetBytes(address, state.MaxModel, func(file []byte, ok bool) {
		if !ok {
			refuse(phrase.NotFetched + ".")
			return
		}
		browser.SHA256(file, func(digest string, ok bool) {
			r.Run(func() {
				switch {
				case r.State().Settings.Wanted.Weights != address: // another link has come since
				case ok && !r.State().RightWeights(digest):
					refuse("the file is another than the one that the link was made with.")
				default:
					r.weigh(file, address, refuse)
				}
			})
		})
	})
}

// weigh goes on with the network of the file, which the link goes on to name.
func (r *Room) weigh(file []byte, address string, refuse func(why string)) {
	digest := r.State().Settings.Wanted.Digest
	r.load(file, nil, func(status protocol.Status) {
		r.Update(func(s *state.State) { *s = s.Weighed(address, digest, status.Step) })
		r.WriteHash()
	}, func(f protocol.Failed) { refuse(phrase.Sentence(f.Message)) })
}
