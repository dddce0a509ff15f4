package browsertest

import (
	"errors"
	"fmt"
)

// Do runs f with a T of its own, for a program that is not a test: it closes the pages that f opened, and returns what
// would have failed a test. The program calls Close before it ends.
func Do(name string, f func(T)) (err error) {
	t := &program{name: name}
	defer func() {
		for len(t.cleanups) > 0 {
			last := len(t.cleanups) - 1
			clean := t.cleanups[last]
			t.cleanups = t.cleanups[:last]
			clean()
		}
		if t.err != nil {
			err = fmt.Errorf("%s: %w", name, t.err)
		}
	}()
	defer func() {
		if p := recover(); p != nil && p != any(stop{}) {
			panic(p)
		}
	}()
	f(t)
	return nil
}

// program is a T that keeps its errors; the first fatal one ends f by a panic with stop.
type program struct {
	name     string
	cleanups []func()
	err      error
}

type stop struct{}

func (p *program) Helper()                          {}
func (p *program) Name() string                     { return p.name }
func (p *program) Logf(string, ...any)              {}
func (p *program) Skipf(format string, args ...any) { p.Fatalf(format, args...) }
func (p *program) Failed() bool                     { return p.err != nil }
func (p *program) Cleanup(f func())                 { p.cleanups = append(p.cleanups, f) }

func (p *program) Errorf(format string, args ...any) {
	p.err = errors.Join(p.err, fmt.Errorf(format, args...))
}

func (p *program) Fatalf(format string, args ...any) {
	p.Errorf(format, args...)
	panic(stop{})
}
