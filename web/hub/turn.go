package hub

import "github.com/inkgrad/inkgrad/nn/session/protocol"

// Turn asks one Command at a time of the engine's program: questions that need neither a network nor data.
type Turn struct {
	waiting bool // an answer is on its way
	lost    bool // the last Command had no answer, from the engine's program of that number
	life    int
}

// Lost reports whether the last Command had no answer, and another program could give it.
func (t *Turn) Lost(h *Hub) bool {
	life, _ := h.Life()
	return t.lost && t.life != life
}

// Ask asks, unless an answer is on its way or the program does not run. An answer that says refused is one; another
// failure is none.
func (t *Turn) Ask(h *Hub, c protocol.Command, refused string, then func(answer protocol.Event)) {
	life, alive := h.Life()
	if t.waiting || !alive {
		return
	}
	t.waiting, t.life = true, life
	h.Send(c, func(answer protocol.Event) {
		failed, bad := answer.(protocol.Failed)
		t.waiting, t.lost = false, bad && failed.Code != refused
		then(answer)
	})
}
