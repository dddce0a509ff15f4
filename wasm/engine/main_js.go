// Command engine is the program of the Web Worker: a session over postMessage.
//
// static/engine.js loads it and offers it functions: inkgradPost, inkgradFetch and inkgradAsk. The engine hands back
// three of its own through inkgradStart: one takes in a message, one runs a slice of work, and one takes note that the
// page shows what it was told; each says whether there is work to do.
// Coming back to JavaScript between slices is what lets messages arrive: a goroutine that could run would keep them
// out.
//
// In a Worker that is called helper it is a session.Helper, which computes parts of the steps of the engine that has
// started it.
package main

import (
	"errors"
	"fmt"
	"runtime/debug"
	"syscall/js"
	"time"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/wasm/simd"
)

// slice is how long training runs before it looks for messages: a third of the 50 ms in which a Command is to be
// answered. To look takes 0.24 ms.
const slice = 15 * time.Millisecond

func main() {
	kernels := simd.Use()
	if js.Global().Get("name").String() == "helper" {
		help()
	} else {
		conduct(kernels)
	}
	select {} // the functions are called from the event loop
}

func conduct(kernels bool) {
	e := &engine{}
	e.session = session.New(e)
	e.session.Kernels, e.session.Paced = kernels, true
	receive := js.FuncOf(func(_ js.Value, args []js.Value) any {
		e.receive(bytes(args[0]))
		return e.session.Busy()
	})
	work := js.FuncOf(func(js.Value, []js.Value) any {
		e.guard(0, func() { e.session.Work(slice) })
		return e.session.Busy()
	})
	shown := js.FuncOf(func(js.Value, []js.Value) any {
		e.guard(0, e.session.Shown)
		return e.session.Busy()
	})
	js.Global().Call("inkgradStart", receive, work, shown)
}

// help answers each request by a message, and by why there is none, or "".
func help() {
	h := &session.Helper{}
	receive := js.FuncOf(func(_ js.Value, args []js.Value) any {
		reply, err := h.Answer(bytes(args[0]))
		problem := ""
		if err != nil {
			problem = err.Error()
		}
		js.Global().Call("inkgradPost", uint8Array(reply), problem)
		return false
	})
	js.Global().Call("inkgradStart", receive)
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

// guard runs f, which may end in a defect of ours: it becomes an Event, the browser’s console has what programmers want
// to know of it, and the engine lives on.
func (e *engine) guard(id int, f func()) {
	defer func() {
		if r := recover(); r != nil {
			println("inkgrad: " + fmt.Sprint(r) + "\n" + string(debug.Stack()))
			e.session.Recover(id)
		}
	}()
	f()
}

// Emit implements session.Host.
func (e *engine) Emit(id int, event protocol.Event) {
	js.Global().Call("inkgradPost", uint8Array(protocol.EncodeEvent(id, event)))
}

// Cores implements session.Helpers.
func (e *engine) Cores() int {
	if n := js.Global().Get("navigator").Get("hardwareConcurrency"); n.Truthy() {
		return n.Int()
	}
	return 1
}

// Ask implements session.Helpers.
func (e *engine) Ask(i int, request []byte, done func(reply []byte, err error)) {
	var onReply js.Func
	onReply = js.FuncOf(func(_ js.Value, args []js.Value) any {
		onReply.Release()
		e.guard(0, func() {
			if problem := args[1].String(); problem != "" {
				done(nil, errors.New(problem))
			} else {
				done(bytes(args[0]), nil)
			}
		})
		return e.session.Busy()
	})
	js.Global().Call("inkgradAsk", i, uint8Array(request), onReply)
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

// uint8Array copies bytes.
func uint8Array(b []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}

// bytes copies a Uint8Array.
func bytes(array js.Value) []byte {
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return b
}
