package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/version"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
)

// codeUnknownMethod is the one code of an error that is the API's own; the others are the engine's: protocol.CodeBadRequest, ...
const codeUnknownMethod = "unknown-method"

// maxWaiting bounds how many requests wait for their answers: more than a program has a use for, and little enough to be answered while
// somebody waits.
const maxWaiting = 256

// apiVersion is that of what a message says of itself.
const apiVersion = 1

// maxRequest bounds a request's JSON in bytes: the longest drawing, 10,000 points of two numbers of 17 digits, takes half of it.
const maxRequest = 1 << 20

// api is the frame's side of the JavaScript API, version 1. The other side is static/embed.js, which documents methods, results
// and events. Both speak in objects:
//
//	{inkgrad: 1, id, method, params}               a request; id is a number or a string
//	{inkgrad: 1, id, result}                       the answer
//	{inkgrad: 1, id, error: {code, message}}       the answer where nothing was done, because of code
//	{inkgrad: 1, event, data}                      news
//
// What has no number or string as its id, or is of another version, is answered by an error, with the id null where there is none. A learning
// platform is told the height in its own words, too: {subject: "lti.frameResize", height}.
//
// A request goes the way that a person's wish goes, so that whoever asks and whoever looks share one state.
type api struct {
	page *Page
	// post sends an object to the page around the frame.
	post   func(message object)
	ready  bool // that was told
	height int  // what was told last
	// waiting counts the requests without an answer. Beyond maxWaiting a request is refused, before it costs anything: so a page that
	// sends thousands does not stop the frame.
	waiting int
}

// done takes the answer to a request: its result, or why nothing was done.
type done func(result any, refused *protocol.Failed)

// event is done for an Event of the engine.
func (d done) event(e protocol.Event) { d(result(e)) }

// method is something that may be asked for. do does it, and answers now or later; with an error, which says what is wrong with
// params, it has done nothing and answers nothing.
type method struct {
	name string
	do   func(a *api, params json.RawMessage, answer done) error
}

var methods = []method{
	{"classify", (*api).classify},
	{"train", (*api).train},
	{"pause", (*api).pause},
	{"reset", (*api).reset},
	{"gradcheck", (*api).gradcheck},
	{"graph", (*api).graph},
	{"params", (*api).params},
	{"getState", (*api).getState},
	{"setState", (*api).setState},
	{"setFormula", (*api).setFormula},
	{"step", (*api).step},
}

// message is what came from the page around the frame: its version is a number in what is ours, its id a number, a string, or nil where
// there is none. text is the message as JSON, or "" where it has none.
type message struct {
	version, id any
	text        string
}

// accept has run carry out a request, or refuses it.
func (a *api) accept(m message, run func(func())) {
	refuse := func(code, format string, args ...any) {
		a.answer(m.id)(nil, &protocol.Failed{Code: code, Message: fmt.Sprintf(format, args...)})
	}
	switch {
	case m.version != float64(apiVersion):
		refuse(protocol.CodeBadRequest, "the message is not of version %d: {inkgrad: %[1]d, id, method, params}", apiVersion)
	case m.id == nil:
		refuse(protocol.CodeBadRequest, "the request has no number or text as its id")
	case a.waiting >= maxWaiting:
		refuse(protocol.CodeBusy, "%d requests wait for their answers, more are not possible.", maxWaiting)
	default:
		a.waiting++
		run(func() { a.receive(m.id, m.text, func() { a.waiting-- }) })
	}
}

// receive carries out the request with that id, whose JSON is text, and answers it; then it calls answered.
func (a *api) receive(id any, text string, answered func()) {
	post := a.answer(id)
	answer := func(result any, refused *protocol.Failed) {
		answered()
		post(result, refused)
	}
	if code, err := a.carryOut(text, answer); err != nil {
		answer(nil, &protocol.Failed{Code: code, Message: err.Error()})
	}
}

// answer returns what posts the answer to the request with that id.
func (a *api) answer(id any) done {
	return func(result any, refused *protocol.Failed) {
		if refused != nil {
			a.post(object{{"inkgrad", apiVersion}, {"id", id}, {"error", errorData(*refused)}})
			return
		}
		a.post(object{{"inkgrad", apiVersion}, {"id", id}, {"result", result}})
	}
}

func (a *api) carryOut(text string, answer done) (code string, err error) {
	switch {
	case text == "":
		return protocol.CodeBadRequest, errors.New("the request cannot be written as JSON")
	case len(text) > maxRequest:
		return protocol.CodeBadRequest, fmt.Errorf("the request has %d bytes as JSON, at most %d are possible", len(text), maxRequest)
	}
	var request struct {
		Method string
		Params json.RawMessage
	}
	if err := json.Unmarshal([]byte(text), &request); err != nil {
		return protocol.CodeBadRequest, explainJSON("request", err)
	}
	i := slices.IndexFunc(methods, func(m method) bool { return m.name == request.Method })
	if i < 0 {
		names := make([]string, len(methods))
		for i, m := range methods {
			names[i] = m.name
		}
		return codeUnknownMethod, fmt.Errorf("there is no method %q; there are %s", request.Method, strings.Join(names, ", "))
	}
	return protocol.CodeBadRequest, methods[i].do(a, request.Params, answer)
}

// tell sends news to the page around the frame.
func (a *api) tell(event string, data any) {
	a.post(object{{"inkgrad", apiVersion}, {"event", event}, {"data", data}})
}

// changed tells what a change of the State means for the page around the frame.
func (a *api) changed(before, after state.State) {
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
func (a *api) observe(e protocol.Event) {
	if f, ok := e.(protocol.Failed); ok {
		switch f.Code {
		case protocol.CodeData, protocol.CodePanic, protocol.CodeDiverged:
			a.tell("error", errorData(f))
		}
	}
}

// resized tells the height of what is shown, in CSS pixels, where it is another than before.
func (a *api) resized(height int) {
	if height != a.height {
		a.height = height
		a.tell("resize", object{{"height", height}})
		a.post(object{{"subject", "lti.frameResize"}, {"height", height}})
	}
}
