package browser

import (
	"errors"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Worker is a Web Worker that runs static/engine.js, as static/guard.js holds it. What it says are objects: {messages},
// of bytes; {loading} while the script fetches its program; {alive}, which answers {ping}; and {died} when the program
// ends. It is told {message}, {ping} and {shown}.
type Worker struct {
	held app.Value
	hear app.Func
}

// Inbox takes what a Worker says.
type Inbox struct {
	Messages func(messages [][]byte)
	Loading  func(loaded, total int)
	Alive    func()
	Died     func(reason string)
}

// OpenWorker starts the script at a URL in a Web Worker, or takes over the one that static/boot.js has started. An
// error says why the browser gives the page none: it has no Workers, or a policy or a sandbox forbids them.
func OpenWorker(url string, in Inbox) (*Worker, error) {
	if !app.Window().Get("Worker").Truthy() {
		return nil, errors.New("browser: no Web Workers")
	}
	w := &Worker{held: app.Window().Get("inkgradEngine")}
	if w.held.Truthy() {
		app.Window().Set("inkgradEngine", nil)
	} else if err := Try(func() { w.held = app.Window().Call("inkgradOpenWorker", url) }); err != nil {
		return nil, err
	}
	w.hear = app.FuncOf(func(_ app.Value, args []app.Value) any {
		in.hear(args[0])
		return nil
	})
	w.held.Set("hear", w.hear)
	said := w.held.Get("said")
	for i := range said.Length() {
		in.hear(said.Index(i))
	}
	return w, nil
}

// hear takes an event of a Worker.
func (in Inbox) hear(e app.Value) {
	if e.Get("type").String() == "message" {
		in.take(e.Get("data"))
		return
	}
	reason := "The engine’s script could not be loaded or failed."
	if message := e.Get("message"); message.Truthy() {
		reason += " The browser says: " + message.String()
	}
	in.Died(reason)
}

func (in Inbox) take(data app.Value) {
	switch {
	case data.Get("messages").Truthy():
		messages := make([][]byte, data.Get("messages").Length())
		for i := range messages {
			messages[i] = bytes(data.Get("messages").Index(i))
		}
		in.Messages(messages)
	case data.Get("loading").Truthy():
		l := data.Get("loading")
		in.Loading(l.Get("loaded").Int(), l.Get("total").Int())
	case data.Get("alive").Truthy():
		in.Alive()
	case data.Get("died").Truthy():
		in.Died(data.Get("died").String())
	}
}

// Post sends a message to the Worker.
func (w *Worker) Post(message []byte) {
	array := Uint8Array(message)
	transfer := app.Window().Get("Array").Call("of", array.Get("buffer"))
	w.held.Call("post", map[string]any{"message": array}, transfer)
}

// Ping asks the Worker for a sign of life, which Inbox.Alive hears.
func (w *Worker) Ping() { w.say("ping") }

// Shown tells the Worker that the page shows what it was told.
func (w *Worker) Shown() { w.say("shown") }

// say tells the Worker something that is no Command.
func (w *Worker) say(what string) {
	w.held.Call("post", map[string]any{what: true}, app.Window().Get("Array").New())
}

// Close ends the Worker. What it said last may still be on its way, and is not heard any more.
func (w *Worker) Close() {
	w.held.Call("close")
	w.hear.Release()
}
