package hub

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/state"
)

// Fold returns a part of the page that opens and closes, one of the folds of package state, without its summary and
// what is in it. A component that has one watches its FoldOpen.
func (h *Hub) Fold(name, class string) app.HTMLDetails {
	return app.Details().Class(class).Open(h.state.FoldOpen(name)).OnToggle(func(ctx app.Context, _ app.Event) {
		open := ctx.JSSrc().Get("open").Bool()
		h.Update(func(s *state.State) { *s = s.WithFold(name, open) })
	})
}
