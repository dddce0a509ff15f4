package session

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// Every Command of the protocol is carried out by an ability; that no two do, New sees to.
func TestEveryCommandHasAnAbility(t *testing.T) {
	s := New(nil)
	for _, c := range protocol.Commands() {
		if _, ok := s.handlers[protocol.Kind(c)]; !ok {
			t.Errorf("no ability registers for %s", protocol.Kind(c))
		}
	}
	if len(s.handlers) != len(protocol.Commands()) {
		t.Errorf("%d handlers for %d Commands", len(s.handlers), len(protocol.Commands()))
	}
}
