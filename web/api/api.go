package api

import (
	"reflect"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/version"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
)

// API answers requests of the page around the frame, and sends it events.
type API struct {
	desk *control.Desk
	// show puts a drawing on the area once the network has classified it, and passes the answer to then.
	show func(d state.Drawing, then func(protocol.Event))
	// load goes on with the network of a file, and passes the answer to then.
	load func(file []byte, then func(protocol.Event))
	// post sends an object to the page around the frame, or is nil if there is none.
	post   func(message object)
	ready  bool // the event "ready" was sent
	height int  // the latest height that was sent
	drawn  int  // the Version of the latest drawing that was sent
	// waiting counts the requests without an answer. Beyond maxWaiting a request is refused before it costs anything,
	// so that a page that sends thousands does not stop the frame.
	waiting int
	file    []byte           // the one in the params of the request that is carried out now, or nil
	lines   map[string]*line // by the method's name
}

// New returns an API that serves nobody yet. It classifies drawings with show, and loads networks with load.
func New(desk *control.Desk, show func(d state.Drawing, then func(protocol.Event)),
	load func(file []byte, then func(protocol.Event))) *API {
	a := &API{desk: desk, show: show, load: load}
	desk.React(a.changed)
	return a
}

// tell sends an event to the page around the frame.
func (a *API) tell(event string, data any) {
	a.post(object{{"inkgrad", apiVersion}, {"event", event}, {"data", data}})
}

// changed sends the events that follow from a change of the State.
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
	if n := after.Draw; n.Version != a.drawn && !n.Open {
		a.drawn = n.Version
		a.tell("drawing", drawingData(n.Drawing))
	}
	if n := after.Draw; n.Seen != before.Draw.Seen && n.Seen != nil && !sameAnswer(before.Draw, n) {
		a.tell("classify", classifiedData(*n.Seen))
	}
	if b, n := before.Train, after.Train; b.Progress.Step != n.Progress.Step || b.Evaluated != n.Evaluated {
		if n.Progress.Step > 0 { // else the network was replaced
			if b.Progress.Step != n.Progress.Step {
				a.tell("step", stepData(n.Progress))
			}
			a.tell("progress", progressData(n))
		}
	}
	a.learnt(before, after)
}

// learnt sends what the reader has answered and predicted.
func (a *API) learnt(before, after state.State) {
	for _, answer := range after.AnswersSince(before) {
		a.tell("answer", object{{"panel", answer.Panel}, {"question", answer.Question}, {"answer", answer.Text},
			{"right", answer.Right}})
	}
	if n := after.Formula; n.Formulated.Text == before.Formula.Formulated.Text {
		if last := n.Quiz().Last; last != nil && last != before.Formula.Quiz().Last {
			a.tell("prediction", object{{"formula", n.Formulated.Text}, {"node", last.Node},
				{"name", n.Formulated.Graph.Nodes[last.Node].Name}, {"answer", last.Text}, {"right", last.Right}})
		}
	}
}

// sameAnswer reports whether a drawing was asked about again, and the answer is as before.
func sameAnswer(a, b *state.Draw) bool {
	return a.SeenVersion == b.SeenVersion && reflect.DeepEqual(a.Seen, b.Seen)
}

// observe sends failures that are more than the answer to a request.
func (a *API) observe(e protocol.Event) {
	if f, ok := e.(protocol.Failed); ok {
		switch f.Code {
		case protocol.CodeData, protocol.CodePanic, protocol.CodeDiverged:
			a.tell("error", errorData(f))
		}
	}
}

// resized sends the height of the content, in CSS pixels, if it has changed.
func (a *API) resized(height int) {
	if height != a.height {
		a.height = height
		a.tell("resize", object{{"height", height}})
		a.post(object{{"subject", "lti.frameResize"}, {"height", height}})
	}
}
