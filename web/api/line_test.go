package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine/enginetest"
)

// answerAll answers every Command that the engine has, and those that follow, and returns how many there were.
func (h *host) answerAll(from int) int {
	for i := from; i < len(h.engine.Sent); i++ {
		var answer protocol.Event = enginetest.Ready()
		switch h.engine.Sent[i].(type) {
		case protocol.Graph:
			answer = protocol.Graphed{Graph: &snapshot.Graph{}}
		case protocol.Params:
			answer = protocol.ParamsCopied{}
		case protocol.Formula:
			answer = protocol.Formulated{Graph: &snapshot.Graph{}}
		case protocol.Classify:
			answer = protocol.Failed{Code: protocol.CodeBadRequest, Message: "no drawing"}
		}
		h.engine.Say(h.engine.IDs[i], answer)
	}
	return len(h.engine.Sent) - from
}

// However many messages come, of whatever kind, the engine gets few Commands of them, each message has an answer, and
// the next question, too.
func TestAFlood(t *testing.T) {
	huge := `{"method": "` + strings.Repeat("x", maxRequest) + `"}`
	for name, message := range map[string]func(i int) string{
		"graphs":     func(int) string { return `{"method": "graph"}` },
		"parameters": func(int) string { return `{"method": "params"}` },
		"settings":   func(i int) string { return fmt.Sprintf(`{"method": "setState", "params": {"seed": %d}}`, i) },
		"formulas": func(i int) string {
			return fmt.Sprintf(`{"method": "setFormula", "params": {"expression": "x*%d"}}`, i)
		},
		"drawings":     func(int) string { return `{"method": "classify", "params": {"strokes": [[[1, 2], [30, 40]]]}}` },
		"bad settings": func(int) string { return `{"method": "setState", "params": {"seed": "x"}}` },
		"nonsense":     func(int) string { return `{"method": 7` },
		"no method":    func(i int) string { return fmt.Sprintf(`{"method": "m%d"}`, i) },
		"huge ones":    func(int) string { return huge },
		"all of them": func(i int) string {
			return [...]string{`{"method": "graph"}`, `{"method": "setState", "params": {"learningRate": 0.5}}`, `7`,
				`{"method": "params"}`, fmt.Sprintf(`{"method": "setState", "params": {"seed": %d}}`, i), `{`}[i%6]
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t)
			h.said()
			before := len(h.engine.Sent)
			for i := range 10_000 {
				h.receive(i, message(i))
			}
			if n := h.answerAll(before); n > 10 {
				t.Errorf("the engine got %d Commands", n)
			}
			ids := map[any]int{}
			for _, m := range h.heard {
				if id := m.get("id"); id != nil {
					ids[id]++
				}
			}
			for i := range 10_000 {
				if ids[i] != 1 {
					t.Fatalf("message %d has %d answers", i, ids[i])
				}
			}
			if h.waiting != 0 {
				t.Errorf("%d requests wait", h.waiting)
			}
			h.said()
			h.receive("after", `{"method": "graph"}`)
			h.answerAll(len(h.engine.Sent) - 1)
			if got := h.said(); !strings.Contains(got, `"id":"after","result":{"nodes":`) {
				t.Errorf("a question after it is answered by %s", got)
			}
		})
	}
}

// Of settings that wait the newest values hold, those of different names together, and before anything else is done.
func TestSettingsThatWait(t *testing.T) {
	h := newHost(t)
	for i, text := range []string{`{"seed": 1}`, `{"seed": 2, "learningRate": 0.5}`, `{"seed": 3}`, `{"seed": "x"}`} {
		h.receive(i, `{"method": "setState", "params": `+text+`}`)
	}
	h.receive("reset", `{"method": "reset"}`)
	sent := h.engine.Sent
	if c, ok := sent[len(sent)-2].(protocol.Configure); !ok || c.Settings.Seed != 3 || c.Settings.LearningRate != 0.5 {
		t.Errorf("before the reset it sent %+v", sent[len(sent)-2])
	}
	if _, ok := sent[len(sent)-1].(protocol.Reset); !ok {
		t.Errorf("the last Command is %T", sent[len(sent)-1])
	}
	h.said()
	h.answerAll(0)
	said := h.said()
	for i, want := range []string{`"seed":1,`, `"seed":3,`, `"seed":3,`} {
		for _, line := range strings.Split(said, "\n") {
			if strings.Contains(line, fmt.Sprintf(`"id":%d,`, i)) && !strings.Contains(line, want) {
				t.Errorf("request %d is answered by %s", i, line)
			}
		}
	}
}
