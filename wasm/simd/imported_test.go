//go:build js

package simd

import "testing"

// machine is the module as the browser runs it. scripts/kernels has these tests run there.
type machine struct {
	imported
	t testing.TB
}

func newMachine(t testing.TB) *machine {
	if !Use() {
		t.Fatal("this browser has no SIMD")
	}
	return &machine{t: t}
}
