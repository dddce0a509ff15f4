// Command engine is the program of the Web Worker: a session over postMessage.
//
// static/engine.js loads it and offers it two functions, inkgradPost and inkgradFetch. The engine hands back two of its own through inkgradStart:
// one takes in a message, one runs a slice of work and says whether there is more. Coming back to JavaScript between slices is
// what lets messages arrive: a goroutine that could run would keep them out.
package main

import (
	"errors"
	"syscall/js"
	"time"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/wasm/simd"
)

// slice is how long training runs before it looks for messages: a fifth of the 50 ms in which a Command is to be answered.
const slice = 10 * time.Millisecond

func main() {
	e := &engine{}
	e.session = session.New(e)
	e.session.Kernels = simd.Use()
	receive := js.FuncOf(func(_ js.Value, args []js.Value) any {
		e.receive(protocol.Message{Text: args[0].String(), Bulk: bytes(args[1])})
		return e.session.Busy()
	})
	work := js.FuncOf(func(js.Value, []js.Value) any {
		e.guard(0, func() { e.session.Work(slice) })
		return e.session.Busy()
	})
	js.Global().Call("inkgradStart", receive, work)
	select {} // the functions are called from the event loop
}

// engine is the session's host.
type engine struct{ session *session.Session }

func (e *engine) receive(m protocol.Message) {
	id, c, err := protocol.DecodeCommand(m)
	if err != nil {
		e.Emit(id, protocol.Failed{Code: protocol.CodeBadRequest, Message: err.Error()})
		return
	}
	e.guard(id, func() { e.session.Handle(id, c) })
}

// guard runs f, which may end in a defect of ours: it becomes an Event, and the engine lives on.
func (e *engine) guard(id int, f func()) {
	defer func() {
		if r := recover(); r != nil {
			e.session.Recover(id, r)
		}
	}()
	f()
}

// Emit implements session.Host.
func (e *engine) Emit(id int, event protocol.Event) {
	m := protocol.EncodeEvent(id, event)
	bulk := js.Global().Get("Uint8Array").New(len(m.Bulk))
	js.CopyBytesToJS(bulk, m.Bulk)
	js.Global().Call("inkgradPost", m.Text, bulk)
}

// Fetch implements session.Host.
func (e *engine) Fetch(name string, progress func(loaded, total int), done func(data []byte, err error)) {
	var onProgress, onDone js.Func
	onProgress = js.FuncOf(func(_ js.Value, args []js.Value) any {
		progress(args[0].Int(), args[1].Int())
		return nil
	})
	onDone = js.FuncOf(func(_ js.Value, args []js.Value) any {
		onProgress.Release()
		onDone.Release()
		e.guard(0, func() {
			if message := args[1]; message.Truthy() {
				done(nil, errors.New(message.String()))
			} else {
				done(bytes(args[0]), nil)
			}
		})
		return e.session.Busy()
	})
	js.Global().Call("inkgradFetch", name, onProgress, onDone)
}

// bytes copies a Uint8Array.
func bytes(array js.Value) []byte {
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return b
}
