package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
)

// worker is a port to an engine in a Web Worker. Its messages are objects {message}, with a protocol.Message as a Uint8Array; the
// Worker's loader adds {loading} while the program is fetched, and {died} when it ends.
type worker struct {
	value app.Value
	heard app.Func
}

// openWorker starts the script at url in a Web Worker, or takes over the one that static/boot.js has started. What it says goes to the
// inbox by way of run, which must bring a function to the UI goroutine.
func openWorker(url string, run func(func()), in engine.Inbox) (p engine.Port, problem string) {
	if !app.Window().Get("Worker").Truthy() {
		return nil, engine.NoWorker
	}
	defer func() {
		if recover() != nil { // the constructor throws where a policy or a sandbox forbids workers
			p, problem = nil, engine.NoWorker
		}
	}()
	w := &worker{}
	hear := func(e app.Value) {
		if e.Get("type").String() == "message" {
			data := e.Get("data")
			run(func() { deliver(data, in) })
			return
		}
		e.Call("preventDefault")
		reason := "The engine’s script could not be loaded or failed."
		if message := e.Get("message"); message.Truthy() {
			reason += " The browser says: " + message.String()
		}
		run(func() { in.Died(reason) })
	}
	early := app.Window().Get("inkgradEngine")
	if !early.Truthy() {
		w.value = app.Window().Call("inkgradOpenWorker", url) // static/boot.js
		w.listen(hear)
		return w, ""
	}
	app.Window().Set("inkgradEngine", nil)
	w.value = early.Get("worker")
	for _, event := range workerEvents {
		w.value.Call("removeEventListener", event, early.Get("hear"))
	}
	said := early.Get("said")
	for i := range said.Length() {
		hear(said.Index(i))
	}
	w.listen(hear)
	return w, ""
}

// workerEvents are the events of a Worker.
var workerEvents = [...]string{"message", "error"}

func (w *worker) listen(hear func(app.Value)) {
	w.heard = app.FuncOf(func(_ app.Value, args []app.Value) any {
		hear(args[0])
		return nil
	})
	for _, event := range workerEvents {
		w.value.Call("addEventListener", event, w.heard)
	}
}

func deliver(data app.Value, in engine.Inbox) {
	switch {
	case data.Get("message").Truthy():
		in.Message(fromJS(data.Get("message")))
	case data.Get("loading").Truthy():
		l := data.Get("loading")
		in.Loading(l.Get("loaded").Int(), l.Get("total").Int())
	case data.Get("died").Truthy():
		in.Died(data.Get("died").String())
	}
}

func (w *worker) Post(m protocol.Message) {
	message := toJS(m)
	transfer := app.Window().Get("Array").Call("of", message.Get("buffer"))
	w.value.Call("postMessage", map[string]any{"message": message}, transfer)
}

func (w *worker) Close() {
	w.value.Call("terminate")
	for _, event := range workerEvents { // what it has said last may still be on its way
		w.value.Call("removeEventListener", event, w.heard)
	}
	w.heard.Release()
}
