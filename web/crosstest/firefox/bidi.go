package firefox

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
)

// bidi is a conversation in WebDriver BiDi: commands, which are answered by their number, and events.
type bidi struct {
	socket *socket
	event  func(method string, params json.RawMessage)

	mu      sync.Mutex
	last    int
	waiting map[int]chan message
	err     error // why nothing can be read any more
}

// message is what the browser sends: an answer, an error, or an event.
type message struct {
	Type    string          `json:"type"`
	ID      int             `json:"id"`
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}

// converse reads from a socket until it is closed. Events are told to a function, in order.
func converse(s *socket, event func(method string, params json.RawMessage)) *bidi {
	b := &bidi{socket: s, event: event, waiting: map[int]chan message{}}
	go b.listen()
	return b
}

func (b *bidi) listen() {
	for {
		text, err := b.socket.read()
		var m message
		if err == nil {
			err = json.Unmarshal(text, &m)
		}
		if err != nil {
			b.end(err)
			return
		}
		if m.Type == "event" {
			b.event(m.Method, m.Params)
			continue
		}
		b.mu.Lock()
		answer := b.waiting[m.ID]
		delete(b.waiting, m.ID)
		b.mu.Unlock()
		if answer != nil {
			answer <- m
		}
	}
}

// end lets all that wait know that there will be no answer.
func (b *bidi) end(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.err = fmt.Errorf("the browser has ended the conversation: %w", err)
	for _, answer := range b.waiting {
		close(answer)
	}
	b.waiting = nil
}

// call sends a command, and stores its result, unless that is nil.
func (b *bidi) call(ctx context.Context, method string, params, result any) error {
	b.mu.Lock()
	if b.err != nil {
		b.mu.Unlock()
		return b.err
	}
	b.last++
	id, answer := b.last, make(chan message, 1)
	b.waiting[id] = answer
	b.mu.Unlock()

	text, err := json.Marshal(map[string]any{"id": id, "method": method, "params": params})
	if err == nil {
		err = b.socket.write(text)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case m, ok := <-answer:
		switch {
		case !ok:
			b.mu.Lock()
			defer b.mu.Unlock()
			return b.err
		case m.Type == "error":
			return fmt.Errorf("%s: %s: %s", method, m.Error, m.Message)
		case result == nil:
			return nil
		}
		return json.Unmarshal(m.Result, result)
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	}
}
