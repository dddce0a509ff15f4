package check

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/state"
)

// runner starts and ends a check or the error curve, which take a while.
type runner struct{ *control.Desk }

// check starts a check with the settings of the panel.
func (r runner) check() { r.run(r.State().Check.CheckCommand()) }

// curve measures the error curve.
func (r runner) curve() { r.run(r.State().Check.CurveCommand()) }

// cancel ends either of them.
func (r runner) cancel() { r.Send(protocol.CancelCheck{}, nil) }

// run sends command, unless another one runs: a button may be pressed again before it is drawn anew.
func (r runner) run(command protocol.Command) {
	if r.State().Check.Runs != nil {
		return
	}
	r.send(command)
}

func (r runner) send(command protocol.Command) {
	r.Update(func(s *state.State) { s.Check = s.Check.Start(command, time.Now()) })
	r.Send(command, func(answer protocol.Event) {
		if f, ok := answer.(protocol.Failed); ok && r.State().Check.Refused(f) {
			r.Update(func(s *state.State) { s.Check = s.Check.With(func(c *state.Check) { c.Puzzle.Turn++ }) })
			r.send(r.State().Check.CheckCommand())
			return
		}
		r.Update(func(s *state.State) { s.Check = s.Check.End(answer, s.Engine.Looked(), s.Layers()) })
	})
}

// button starts something, and cancels it while it runs.
func (r runner) button(id, label string, runs, able bool, start func()) app.HTMLButton {
	press := start
	if runs {
		label, press = "Cancel", r.cancel
	}
	return app.Button().Type("button").Class("button").ID(id).Text(label).Attr("disabled", !able && !runs).
		OnClick(func(app.Context, app.Event) { press() }, label)
}
