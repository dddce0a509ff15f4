package draw

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// inkGradient shows on the ink how each pixel changes the loss.
type inkGradient struct {
	app.Compo
	Room *Room
}

func (i *inkGradient) OnMount(ctx app.Context) {
	i.Room.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Graph), hub.Of(s.Draw)} })
}
func (i *inkGradient) OnDismount() { i.Room.Forget(i) }

func (i *inkGradient) Render() app.UI {
	s := i.Room.State()
	grad, frame := s.InkGradient()
	class := "ink-grad"
	if len(grad.Pix) == 0 {
		class = "ink-grad ink-grad-none"
	}
	// A transform, unlike a place, moves nothing but what is painted.
	percent := func(v float64) string { return strconv.FormatFloat(100*v/frame.Side, 'f', 2, 64) + "%" }
	scale := strconv.FormatFloat(frame.Side/state.Paper, 'f', 4, 64)
	return app.Div().Class("sheet-grad").
		Style("transform", "scale("+scale+") translate("+percent(frame.X)+","+percent(frame.Y)+")").
		Body(&widget.Pixmap{Class: class, W: form.Side, H: form.Side, Pix: grad.Pix})
}
