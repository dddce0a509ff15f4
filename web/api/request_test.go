package api

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
)

// A flood is refused in part, before it costs anything, and afterwards the frame answers as before.
func TestFlood(t *testing.T) {
	h := newHost(t)
	h.said()
	var later []func()
	for i := range maxWaiting + 3 {
		h.accept(message{version: 1.0, id: i, text: `{"method": "getState"}`}, func(do func()) {
			later = append(later, do)
		})
	}
	if got := h.said(); len(later) != maxWaiting || strings.Count(got, `"code":"busy"`) != 3 {
		t.Errorf("%d requests are taken, the others get %s", len(later), got)
	}
	for _, do := range later {
		do()
	}
	if got := strings.Count(h.said(), `"result"`); got != maxWaiting {
		t.Errorf("%d answers", got)
	}
	h.receive("after", `{"method": "getState"}`)
	if got := h.said(); !strings.Contains(got, `"id":"after","result"`) {
		t.Errorf("after the flood: %s", got)
	}
}

// Of requests whose answers have hundreds of thousands of numbers, few wait.
func TestFewLargeAnswers(t *testing.T) {
	for _, method := range []string{"graph", "params"} {
		t.Run(method, func(t *testing.T) {
			h := newHost(t)
			h.said()
			before, refused := len(h.engine.Sent), 100
			for i := range 1 + maxLarge + refused {
				h.receive(i, `{"method": "`+method+`"}`)
			}
			if got := strings.Count(h.said(), `"code":"busy"`); got != refused {
				t.Errorf("%d were refused, want %d", got, refused)
			}
			h.answerAll(before)
			if got := strings.Count(h.said(), `"result"`); got != 1+maxLarge {
				t.Errorf("%d have a result, want %d", got, 1+maxLarge)
			}
		})
	}
}

func TestRefusedMessages(t *testing.T) {
	for name, m := range map[string]message{
		"another version": {version: 2.0, id: 1.0, text: `{"method": "reset"}`},
		"no version":      {id: 1.0, text: `{"method": "reset"}`},
		"no id":           {version: 1.0, text: `{"method": "reset"}`},
		"no JSON":         {version: 1.0, id: 1.0},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t)
			h.said()
			sent := len(h.engine.Sent)
			h.accept(m, func(do func()) { do() })
			if got := h.said(); !strings.Contains(got, `"error":{"code":"bad-request"`) || strings.Contains(got, "\n") {
				t.Errorf("answer %s", got)
			}
			if len(h.engine.Sent) != sent {
				t.Error("something was done")
			}
		})
	}
}

// FuzzRequest lets anything be a request: it is answered at most once, and what reaches the engine is a Command.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		`{"method": "classify", "params": {"strokes": [[[0, 0], [5e-324, 0]]]}}`,
		`{"method": "classify", "params": {"pixels": ` + repeat("0.5", 784) + `}}`,
		`{"method": "train", "params": {"steps": 1e300}}`, `{"method": "graph", "params": {"pixels": []}}`,
		`{"method": "gradcheck", "params": {"h": -0, "samples": -1}}`,
		`{"method": "setState", "params": {"hidden": [[1]], "theme": null}}`,
		`{"method": "getState", "params": 0}`, `[]`, `null`, `{"method"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer cost.Bound(t, len(text))()
		h := newHost(t)
		h.said()
		sent := len(h.engine.Sent)
		h.receive(1, text) // the fakePort panics when it cannot read a Command
		if n := len(h.heard) + len(h.engine.Sent) - sent; n != 1 {
			t.Errorf("%d answers and Commands for a request: %s", n, h.said())
		}
		if err := h.desk.State().Settings.Wanted.Validate(); err != nil {
			t.Error(err)
		}
	})
}
