package keep

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/state"
)

// replays are the networks that links have had trained. A frame keeps them, too, and nothing else.
type replays struct {
	store *browser.Store // nil until it is asked for
	// unkept is the name of the one that is not among them, and comes the one that is trained and then kept.
	unkept, comes string
}

// followReplay brings the network that a link describes: as the browser has kept it the last time, or else it is
// trained.
func (r *Room) followReplay(_, now state.State) {
	switch comes := r.replays.comes; {
	case r.TakesNetwork() && now.WantsReplay():
		name := now.ReplayName()
		if name != "" && name != r.replays.unkept {
			r.recall(name)
			return
		}
		r.replays.comes = name
		r.Replay()
	case comes != "" && now.Settled() && now.IsReplay(now.Engine.Status) && now.ReplayName() == comes:
		r.replays.comes = ""
		r.keepReplay(comes)
	}
}

// recall goes on with the network that is kept under a name. Where there is none, followReplay trains it.
func (r *Room) recall(name string) {
	r.Update(func(s *state.State) { *s = s.Recalling(true) })
	unkept := func() {
		r.replays.unkept = name
		r.Update(func(s *state.State) { *s = s.Recalling(false) })
	}
	found := func(v app.Value) {
		kept, ok := state.ReadKept(browser.Fields(v, state.KeptFields...))
		switch {
		case !r.State().Recalls(name): // another link has come since
		case !ok:
			unkept()
		default:
			r.Send(protocol.Load{File: kept.File}, func(answer protocol.Event) {
				if st, ok := answer.(protocol.Status); ok && r.State().IsReplay(st) {
					r.Update(func(s *state.State) {
						s.Train = s.Train.WithCurves(kept.Runs.Now, st.Step)
						*s = s.TakenUp()
					})
				} else if r.State().Recalls(name) {
					unkept()
				}
			})
		}
	}
	r.withReplays(name, func(store *browser.Store, key string, _ []string) {
		if key == "" {
			r.Run(unkept)
			return
		}
		store.Get(key, func(v app.Value) { r.Run(func() { found(v) }) })
	})
}

// keepReplay keeps the network under a name, with its curves, in place of the ones that are too many by now.
func (r *Room) keepReplay(name string) {
	r.Send(protocol.Save{}, func(answer protocol.Event) {
		saved, ok := answer.(protocol.Saved)
		if !ok || !r.State().IsReplay(r.State().Engine.LookedAt()) {
			return
		}
		r.replays.unkept = ""
		fields := r.State().KeptReplay(saved.File).Fields()
		r.withReplays(name, func(store *browser.Store, _ string, surplus []string) {
			if store != nil {
				store.Replace(state.ReplayKey(name, time.Now()), fields, surplus, func(bool) {})
			}
		})
	})
}

// withReplays calls then with where they are, and what state.FindReplay finds there; the store is nil where the browser
// has none.
func (r *Room) withReplays(name string, then func(store *browser.Store, key string, surplus []string)) {
	ask := func(store *browser.Store) {
		if r.replays.store = store; store == nil {
			then(nil, "", nil)
			return
		}
		store.Keys(func(keys []string) {
			key, surplus := state.FindReplay(keys, name)
			then(store, key, surplus)
		})
	}
	if store := r.replays.store; store != nil {
		ask(store)
		return
	}
	browser.OpenStore(ask)
}
