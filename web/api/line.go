package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// line is where requests of one method wait for each other: the engine gets one at a time, so that a page that sends
// thousands leaves it time for what the reader does.
type line struct {
	busy    bool
	waiting []*asked
}

// asked are requests with the same answer.
type asked struct {
	params  json.RawMessage
	answers []done
}

// join finds for a request the one, of those that wait, whose answer is its answer, too, or returns nil. It may change
// the params of that one. An error says what is wrong with params.
type join func(a *API, waiting []*asked, params json.RawMessage) (*asked, error)

// same joins requests with the same params.
func same(_ *API, waiting []*asked, params json.RawMessage) (*asked, error) {
	i := slices.IndexFunc(waiting, func(q *asked) bool { return bytes.Equal(q.params, params) })
	if i < 0 {
		return nil, nil
	}
	return waiting[i], nil
}

// sameAsLast joins requests with the same params one after the other: what each shows replaces what the one before it
// has shown.
func sameAsLast(_ *API, waiting []*asked, params json.RawMessage) (*asked, error) {
	return same(nil, waiting[max(0, len(waiting)-1):], params)
}

// newest joins requests that set the same thing: the newest holds.
func newest(_ *API, waiting []*asked, params json.RawMessage) (*asked, error) {
	if len(waiting) == 0 {
		return nil, nil
	}
	waiting[0].params = params
	return waiting[0], nil
}

// newestState joins requests that set settings: of each the newest value holds.
func newestState(a *API, waiting []*asked, params json.RawMessage) (*asked, error) {
	var values map[string]any
	if err := read(params, &values); err != nil {
		return nil, err
	}
	if _, err := readState(a.desk.State().Settings.Wanted, values); err != nil || len(waiting) == 0 {
		return nil, err
	}
	all := map[string]any{}
	for _, text := range []json.RawMessage{waiting[0].params, params} {
		if err := read(text, &all); err != nil {
			return nil, err
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	waiting[0].params = text
	return waiting[0], nil
}

// request carries out a request: at once, or when the one before it in its line has its answer.
func (a *API) request(m *method, params json.RawMessage, answer done) error {
	if m.join == nil {
		a.flush() // it may depend on the settings
		return m.do(a, params, answer)
	}
	l := a.lineOf(m)
	if !l.busy {
		return a.begin(m, l, &asked{params, []done{answer}})
	}
	if m.large && l.answers() >= maxLarge {
		answer(nil, &protocol.Failed{Code: protocol.CodeBusy,
			Message: m.name + "(): " + fmt.Sprintf(tooMany, maxLarge)})
		return nil
	}
	q, err := m.join(a, l.waiting, params)
	switch {
	case err != nil:
		return err
	case q != nil:
		q.answers = append(q.answers, answer)
	default:
		l.waiting = append(l.waiting, &asked{params, []done{answer}})
	}
	return nil
}

// answers is how many answers the requests wait for that have not begun.
func (l *line) answers() (n int) {
	for _, q := range l.waiting {
		n += len(q.answers)
	}
	return n
}

func (a *API) lineOf(m *method) *line {
	if a.lines == nil {
		a.lines = map[string]*line{}
	}
	if a.lines[m.name] == nil {
		a.lines[m.name] = &line{}
	}
	return a.lines[m.name]
}

// begin carries out q, and then those that wait after it.
func (a *API) begin(m *method, l *line, q *asked) error {
	l.busy = true
	err := m.do(a, q.params, func(result any, refused *protocol.Failed) {
		l.busy = false
		q.answer(result, refused)
		for !l.busy && len(l.waiting) > 0 {
			next := l.waiting[0]
			l.waiting = l.waiting[1:]
			a.begun(m, l, next)
		}
	})
	if err != nil {
		l.busy = false
	}
	return err
}

// begun is begin for a request that has waited, so that nobody else answers for an error.
func (a *API) begun(m *method, l *line, q *asked) {
	if err := a.begin(m, l, q); err != nil {
		q.answer(nil, &protocol.Failed{Code: protocol.CodeBadRequest, Message: m.name + "(): " + err.Error()})
	}
}

func (q *asked) answer(result any, refused *protocol.Failed) {
	for _, answer := range q.answers {
		answer(result, refused)
	}
}

// flush sets the settings that wait.
func (a *API) flush() {
	i := slices.IndexFunc(methods, func(m method) bool { return m.name == "setState" })
	l := a.lineOf(&methods[i])
	for waiting := l.waiting; len(waiting) > 0; waiting = waiting[1:] {
		l.waiting = nil
		a.begun(&methods[i], l, waiting[0])
	}
}
