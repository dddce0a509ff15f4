package browser_test

import (
	"errors"
	"testing"

	"github.com/inkgrad/inkgrad/web/browser"
)

// TestTryLetsFaultsThrough holds Try to catching nothing of Go's own. What it catches of JavaScript's, a browser shows
// (web/exceptions_test.go).
func TestTryLetsFaultsThrough(t *testing.T) {
	var nothing *struct{ n int }
	zero := 0
	for name, fault := range map[string]func(){
		"nil dereference": func() { nothing.n++ },
		"index":           func() { _ = make([]int, 1)[len("planted")+zero] },
		"an error":        func() { panic(errors.New("planted")) },
		"a text":          func() { panic("planted") },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("the fault was swallowed")
				}
			}()
			err := browser.Try(fault)
			t.Errorf("Try returned %v", err)
		})
	}
	ran := false
	if err := browser.Try(func() { ran = true }); err != nil || !ran {
		t.Errorf("of a function without a fault, Try returned %v; it ran: %v", err, ran)
	}
}
