package browser

import (
	"errors"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Worker is a Web Worker that runs static/engine.js. What it says are objects: {message}, bytes; {loading} while the
// script fetches its program; and {died} when the program ends. It is told {message}.
type Worker struct {
	value app.Value
	stop  []func()
}

// Inbox takes what a Worker says.
type Inbox struct {
	Message func(message []byte)
	Loading func(loaded, total int)
	Died    func(reason string)
}

// workerEvents are the events of a Worker.
var workerEvents = [...]string{"message", "error"}

// OpenWorker starts the script at a URL in a Web Worker, or takes over the one that static/boot.js has started. An
// error says why the browser gives the page none: it has no Workers, or a policy or a sandbox forbids them.
func OpenWorker(url string, in Inbox) (*Worker, error) {
	if !app.Window().Get("Worker").Truthy() {
		return nil, errors.New("browser: no Web Workers")
	}
	w := &Worker{}
	early := app.Window().Get("inkgradEngine")
	if early.Truthy() {
		app.Window().Set("inkgradEngine", nil)
		w.value = early.Get("worker")
		for _, event := range workerEvents {
			w.value.Call("removeEventListener", event, early.Get("hear"))
		}
		said := early.Get("said")
		for i := range said.Length() {
			in.hear(said.Index(i))
		}
		// static/boot.js
	} else if err := Try(func() { w.value = app.Window().Call("inkgradOpenWorker", url) }); err != nil {
		return nil, err
	}
	for _, event := range workerEvents {
		w.stop = append(w.stop, Listen(w.value, event, in.hear))
	}
	return w, nil
}

// hear takes an event of a Worker.
func (in Inbox) hear(e app.Value) {
	if e.Get("type").String() == "message" {
		in.take(e.Get("data"))
		return
	}
	e.Call("preventDefault")
	reason := "The engine’s script could not be loaded or failed."
	if message := e.Get("message"); message.Truthy() {
		reason += " The browser says: " + message.String()
	}
	in.Died(reason)
}

func (in Inbox) take(data app.Value) {
	switch {
	case data.Get("message").Truthy():
		in.Message(bytes(data.Get("message")))
	case data.Get("loading").Truthy():
		l := data.Get("loading")
		in.Loading(l.Get("loaded").Int(), l.Get("total").Int())
	case data.Get("died").Truthy():
		in.Died(data.Get("died").String())
	}
}

// Post sends a message to the Worker.
func (w *Worker) Post(message []byte) {
	array := Uint8Array(message)
	transfer := app.Window().Get("Array").Call("of", array.Get("buffer"))
	w.value.Call("postMessage", map[string]any{"message": array}, transfer)
}

// Close ends the Worker. What it said last may still be on its way, and is not heard any more.
func (w *Worker) Close() {
	w.value.Call("terminate")
	for _, stop := range w.stop {
		stop()
	}
}
