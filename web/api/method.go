package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// method is a method of the API.
type method struct {
	name string
	// arguments is a value of the type of do's arguments: a struct whose fields they are, or a map.
	arguments any
	// do carries out a request, and answers it now or later. With an error, which says what is wrong with params, it
	// has done nothing and answers nothing.
	do func(a *API, params json.RawMessage, answer done) error
	// join, if not nil, says that its requests wait in a line, and which have the same answer.
	join join
	// large says that its answers are of hundreds of thousands of numbers: no more than maxLarge wait.
	large bool
}

// inLine returns m with requests that wait in a line.
func (m method) inLine(j join) method {
	m.join = j
	return m
}

// withLargeAnswers returns m with requests of which few may wait.
func (m method) withLargeAnswers() method {
	m.large = true
	return m
}

// methods are all the methods. A new one is an entry here, and a function in static/embed.js.
var methods = []method{
	takes("classify", none, (*API).classify).inLine(sameAsLast),
	takes("train", (*API).usualSteps, (*API).train),
	takes("pause", none, (*API).pause),
	takes("reset", none, (*API).reset),
	takes("gradcheck", (*API).usualCheck, (*API).gradcheck),
	takes("graph", none, (*API).graph).inLine(same).withLargeAnswers(),
	takes("params", none, send(protocol.Params{})).inLine(same).withLargeAnswers(),
	takes("save", none, send(protocol.Save{})).inLine(same),
	takes("load", (*API).sentFile, (*API).loadFile),
	takes("getDrawing", none, (*API).getDrawing),
	takes("setDrawing", none, (*API).setDrawing).inLine(sameAsLast),
	takes("getState", none, (*API).getState),
	takes("setState", none, (*API).setState).inLine(newestState),
	takes("setFormula", none, (*API).setFormula).inLine(newest),
	takes("step", (*API).oneStep, (*API).step),
}

// takes returns a method with arguments of type P. Arguments that a request leaves out are those of usual.
func takes[P any](name string, usual func(*API) P, do func(*API, P, done) error) method {
	var arguments P
	return method{name: name, arguments: arguments, do: func(a *API, params json.RawMessage, answer done) error {
		in := usual(a)
		if err := read(params, &in); err != nil {
			return err
		}
		return do(a, in, answer)
	}}
}

// none gives no defaults.
func none[P any](*API) (p P) { return p }

// nothing is the type of the arguments of a method that needs none.
type nothing struct{}

// read decodes the params of a request, which may be left out, onto the defaults in into. JSON writes NaN and infinite
// numbers as null, and Go would take null for a value that is left out: nobody means that.
func read(params json.RawMessage, into any) error {
	if len(params) == 0 {
		return nil
	}
	if bytes.Contains(params, []byte(null)) { // most have none, and need not be read twice
		if err := nulls(params); err != nil {
			return err
		}
	}
	d := json.NewDecoder(bytes.NewReader(params))
	d.DisallowUnknownFields()
	return explainJSON("params", d.Decode(into))
}

// noValue is what null in JSON may have been.
const noValue = "null, NaN or infinite"

const null = "null"

// nulls returns an error where params, or one of their fields, is null.
func nulls(params json.RawMessage) error {
	if string(params) == null {
		return errors.New("params cannot be " + noValue)
	}
	var values map[string]json.RawMessage
	if json.Unmarshal(params, &values) != nil {
		return nil // the decoder says what is wrong
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if string(values[name]) == null {
			return fmt.Errorf("params.%s cannot be %s", excerpt.Cut(name), noValue)
		}
	}
	return nil
}

// argument is the name in JavaScript of a field of Go's: H is h, BugSeed bugSeed, DType dtype.
func argument(field string) string {
	if second := field[min(1, len(field)):]; second != "" && second[0] <= 'Z' { // letters of an abbreviation
		return strings.ToLower(field)
	}
	return strings.ToLower(field[:1]) + field[1:]
}

// explainJSON says in JavaScript's words what is wrong with a value named what.
func explainJSON(what string, err error) error {
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		if field := wrong.Field[strings.LastIndexByte(wrong.Field, '.')+1:]; field != "" {
			what += "." + argument(field)
		}
		return fmt.Errorf("%s cannot be %s", what, excerpt.Cut(wrong.Value))
	}
	if name, ok := strings.CutPrefix(err.Error(), `json: unknown field "`); ok {
		return fmt.Errorf("%s cannot have %s", what, excerpt.Quote(strings.TrimSuffix(name, `"`)))
	}
	return fmt.Errorf("%s cannot be read as JSON", what)
}
