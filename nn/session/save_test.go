package session_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// What is loaded goes on with the bits that it would have had, with all that trained it, in an engine that was set
// otherwise.
func TestSaveAndLoad(t *testing.T) {
	params := func(h *host, s *session.Session, id int) []protocol.Param {
		s.Handle(id, protocol.Params{})
		return answer[protocol.ParamsCopied](t, h, id).Params
	}
	settings := small()
	settings.Optimizer, settings.LearningRate = "Adam", 0.002
	if err := settings.Set("momentum", "0.8"); err != nil {
		t.Fatal(err)
	}
	h := newHost()
	s := started(t, h, settings)
	s.Handle(2, protocol.Train{Steps: 7})
	run(s)
	s.Handle(3, protocol.Save{})
	file := answer[protocol.Saved](t, h, 3).File
	s.Handle(4, protocol.Train{Steps: 5})
	run(s)
	want := params(h, s, 5)

	other := newHost()
	o := started(t, other, small())
	o.Handle(2, protocol.Load{File: file})
	if status := answer[protocol.Status](t, other, 2); status.Step != 7 || status.Builtin ||
		!reflect.DeepEqual(status.Settings, settings) {
		t.Errorf("after Load: %+v", status)
	}
	run(o)
	o.Handle(3, protocol.Train{Steps: 5})
	run(o)
	if !reflect.DeepEqual(params(other, o, 4), want) {
		t.Error("after Load, training goes another way")
	}

	for name, bad := range map[string][]byte{"nothing": nil, "short": file[:len(file)/2],
		"another": []byte(strings.Repeat("no ", 100))} {
		id := 10 + len(name)
		o.Handle(id, protocol.Load{File: bad})
		if f := answer[protocol.Failed](t, other, id); f.Code != protocol.CodeBadRequest ||
			!strings.Contains(f.Message, "is not an Inkgrad network") {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if !reflect.DeepEqual(params(other, o, 20), want) {
		t.Error("a file that is none changed the network")
	}
}
