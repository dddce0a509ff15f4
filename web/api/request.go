package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// codeUnknownMethod is the one code of an error that is the API's own; the others are the engine's:
// protocol.CodeBadRequest, ...
const codeUnknownMethod = "unknown-method"

// maxWaiting bounds how many requests wait for their answers: more than a program needs, and few enough to be answered
// while somebody waits.
const maxWaiting = 256

// maxLarge bounds how many requests of a method with large answers wait. Each answer, even one that is shared, takes
// the page a twentieth of a second to send.
const maxLarge = 16

// tooMany is what is said beyond these bounds, which it names.
const tooMany = "%d requests are waiting for their answers; no more are possible."

// apiVersion is the version that a message states.
const apiVersion = 1

// maxRequest bounds a request's JSON in bytes: the longest drawing, 10,000 points of two numbers of 17 digits, takes
// half of it.
const maxRequest = 1 << 20

// done receives the answer to a request: its result, or why nothing was done.
type done func(result any, refused *protocol.Failed)

// event is done for an Event of the engine.
func (d done) event(e protocol.Event) { d(result(e)) }

// message is what came from the page around the frame: its version is a number in what is ours, its id a number, a
// string, or nil where there is none. text is the message as JSON, or "" where it has none, and file the bytes in its
// params, which are not in the text.
type message struct {
	version, id any
	text        string
	file        []byte
}

// accept has run carry out a request, or refuses it.
func (a *API) accept(m message, run func(func())) {
	refuse := func(code, format string, args ...any) {
		a.answer(m.id)(nil, &protocol.Failed{Code: code, Message: fmt.Sprintf(format, args...)})
	}
	switch {
	case m.version != float64(apiVersion):
		refuse(protocol.CodeBadRequest, "the message is not of version %d: {inkgrad: %[1]d, id, method, params}",
			apiVersion)
	case m.id == nil:
		refuse(protocol.CodeBadRequest, "the id of the request is neither a number nor a text")
	case a.waiting >= maxWaiting:
		refuse(protocol.CodeBusy, tooMany, maxWaiting)
	default:
		a.waiting++
		run(func() {
			a.file = m.file
			defer func() { a.file = nil }()
			a.receive(m.id, m.text, func() { a.waiting-- })
		})
	}
}

// receive carries out the request with that id, whose JSON is text, answers it, and then calls answered.
func (a *API) receive(id any, text string, answered func()) {
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
func (a *API) answer(id any) done {
	return func(result any, refused *protocol.Failed) {
		if refused != nil {
			a.post(object{{"inkgrad", apiVersion}, {"id", id}, {"error", errorData(*refused)}})
			return
		}
		a.post(object{{"inkgrad", apiVersion}, {"id", id}, {"result", result}})
	}
}

func (a *API) carryOut(text string, answer done) (code string, err error) {
	switch {
	case text == "":
		return protocol.CodeBadRequest, errors.New("the request cannot be written as JSON")
	case len(text) > maxRequest:
		return protocol.CodeBadRequest, fmt.Errorf("the request has %d bytes as JSON; at most %d are possible",
			len(text), maxRequest)
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
		return codeUnknownMethod, fmt.Errorf("there is no method %s; there are %s", excerpt.Quote(request.Method),
			strings.Join(names, ", "))
	}
	if err := a.request(&methods[i], request.Params, answer); err != nil {
		return protocol.CodeBadRequest, fmt.Errorf("%s(): %w", request.Method, err)
	}
	return "", nil
}
