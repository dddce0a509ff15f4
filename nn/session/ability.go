package session

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// ability carries out the Commands about one subject.
type ability interface {
	// register names the Commands that the ability carries out.
	register(handlers)
}

// handlers holds the handler of each Command, by its kind.
type handlers map[string]handler

type handler struct {
	// do answers the Command, at once or later. Or it changes nothing, and returns why it does not answer.
	do func(id int, c protocol.Command) *refusal
	// anyTime says that the Command needs no network.
	anyTime bool
	// needs is what images the Command waits for. What has failed to load is not waited for.
	needs func(c protocol.Command) imageSet
}

// imageSet is a set of images that a Command needs.
type imageSet int

const (
	noImages imageSet = iota
	testImages
	trainImages // the first file of them
)

// on registers the handler of a kind of Command that needs a network.
func on[C protocol.Command](h handlers, do func(id int, c C) *refusal) {
	var zero C
	h.add(zero, handler{do: func(id int, c protocol.Command) *refusal { return do(id, c.(C)) }})
}

// onAnyTime registers the handler of a kind of Command that needs no network.
func onAnyTime[C protocol.Command](h handlers, do func(id int, c C) *refusal) {
	var zero C
	h.add(zero, handler{do: func(id int, c protocol.Command) *refusal { return do(id, c.(C)) }, anyTime: true})
}

// onImages registers the handler of a kind of Command that needs a network, and images. It waits until they are here.
func onImages[C protocol.Command](h handlers, needs func(c C) imageSet, do func(id int, c C) *refusal) {
	on(h, do)
	var zero C
	kind := protocol.Kind(zero)
	with := h[kind]
	with.needs = func(c protocol.Command) imageSet { return needs(c.(C)) }
	h[kind] = with
}

// always returns a function for onImages, for a kind of Command that always needs the same images.
func always[C protocol.Command](of imageSet) func(C) imageSet { return func(C) imageSet { return of } }

func (h handlers) add(zero protocol.Command, do handler) {
	kind := protocol.Kind(zero)
	if _, twice := h[kind]; twice {
		panic("session: two abilities carry out " + kind)
	}
	h[kind] = do
}

// needed returns which images a Command needs.
func (h handlers) needed(c protocol.Command) imageSet {
	if needs := h[protocol.Kind(c)].needs; needs != nil {
		return needs(c)
	}
	return noImages
}

func (h handlers) handle(id int, c protocol.Command, network bool) *refusal {
	do, ok := h[protocol.Kind(c)]
	switch {
	case !ok:
		return refuse(protocol.CodeBadRequest, "The engine does not know the command %s.", protocol.Kind(c))
	case !network && !do.anyTime:
		return refuse(protocol.CodeNotReady, "The network is still loading.")
	}
	return do.do(id, c)
}

// refusal is an error that is answered with Failed.
type refusal struct {
	code, message string
	column        int // the place in a formula, from 1
}

func (r *refusal) failed() protocol.Failed {
	return protocol.Failed{Code: r.code, Message: r.message, Column: r.column}
}

// refuseAs refuses for the reason that err gives, as a sentence.
func refuseAs(code string, err error) *refusal {
	text := words(err)
	first, size := utf8.DecodeRuneInString(text)
	return &refusal{code: code, message: string(unicode.ToUpper(first)) + text[size:] + "."}
}

// packages begin the texts of errors, as Go has it. A learner knows none of them.
var packages = []string{"session: ", "setting: ", "layer: ", "digits: ", "safetensors: ", "train: ", "reader: ",
	"build: "}

// words returns the text of an error without the packages that it comes from, and with the label of a setting.
func words(err error) string {
	text := err.Error()
	if e := (*setting.Error)(nil); errors.As(err, &e) {
		text = e.Problem
		if row, ok := setting.Find(e.Name); ok {
			text = row.Label + ": " + text
		}
	}
	for i := 0; i < len(packages); i++ {
		if rest, ok := strings.CutPrefix(text, packages[i]); ok {
			text, i = rest, -1 // a package may have wrapped the error of another
		}
	}
	return text
}

func refuse(code, format string, args ...any) *refusal {
	return &refusal{code: code, message: fmt.Sprintf(format, args...)}
}
