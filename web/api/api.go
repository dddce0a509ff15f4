package api

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/version"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
)

// API is what the page around a frame can ask of the frame, and what it is told.
type API struct {
	desk *control.Desk
	// show puts a drawing on the area once the network has classified it, and gives then the answer.
	show func(d state.Drawing, then func(protocol.Event))
	// post sends an object to the page around the frame; it is nil where there is none.
	post   func(message object)
	ready  bool // that was told
	height int  // what was told last
	// waiting counts the requests without an answer. Beyond maxWaiting a request is refused, before it costs anything:
	// so a page that sends thousands does not stop the frame.
	waiting int
}

// New returns an API that serves nobody yet. A drawing that is to be classified goes to show.
func New(desk *control.Desk, show func(d state.Drawing, then func(protocol.Event))) *API {
	a := &API{desk: desk, show: show}
	desk.React(a.changed)
	return a
}

// tell sends news to the page around the frame.
func (a *API) tell(event string, data any) {
	a.post(object{{"inkgrad", apiVersion}, {"event", event}, {"data", data}})
}

// changed tells what a change of the State means for the page around the frame.
func (a *API) changed(before, after state.State) {
	if a.post == nil {
		return
	}
	switch b, n := before.Engine, after.Engine; {
	case !a.ready && n.Begun():
		a.ready = true
		a.tell("ready", append(statusData(n.Status), field{"version", version.Current}))
	case b.Phase != engine.Dead && n.Phase == engine.Dead:
		a.tell("error", errorData(protocol.Failed{Code: protocol.CodeNotReady, Message: n.Reason}))
	}
	if b, n := before.Draw.Seen, after.Draw.Seen; b != n && n != nil {
		a.tell("classify", classifiedData(*n))
	}
	if b, n := before.Train, after.Train; b.Progress.Step != n.Progress.Step || b.Evaluated != n.Evaluated {
		if n.Progress.Step > 0 { // else the network was replaced
			a.tell("progress", progressData(n))
		}
	}
}

// observe tells of failures that are more than the answer to a request.
func (a *API) observe(e protocol.Event) {
	if f, ok := e.(protocol.Failed); ok {
		switch f.Code {
		case protocol.CodeData, protocol.CodePanic, protocol.CodeDiverged:
			a.tell("error", errorData(f))
		}
	}
}

// resized tells the height of what is shown, in CSS pixels, where it is another than before.
func (a *API) resized(height int) {
	if height != a.height {
		a.height = height
		a.tell("resize", object{{"height", height}})
		a.post(object{{"subject", "lti.frameResize"}, {"height", height}})
	}
}
