package draw

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// quiet is how long the answer must stay the same before a screen reader speaks it: it could never finish reading live
// bars.
const quiet = 700 * time.Millisecond

// spoken gives a screen reader the network's answer in words, once it has settled.
type spoken struct {
	app.Compo
	Room *Room
	text string
	// changes counts the answers, so that a timer knows whether it is still about the latest.
	changes int
}

func (s *spoken) OnMount(ctx app.Context) {
	s.Room.WatchThen(ctx, func(st state.State) hub.Parts { return hub.Parts{hub.Of(st.Draw.Seen)} }, func() {
		s.changes++
		n := s.changes
		ctx.After(quiet, func(app.Context) {
			if n == s.changes {
				s.text = answerWords(s.Room.State())
			}
		})
	})
}
func (s *spoken) OnDismount() { s.Room.Forget(s) }

func (s *spoken) Render() app.UI {
	return app.P().Class("visually-hidden").Aria("live", "polite").Text(s.text)
}
