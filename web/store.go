package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// store keeps values of JavaScript in the browser, beyond the page's life: a database of IndexedDB with one table. Where the browser has
// none (a sandboxed frame, a private mode, a full disk) nothing is kept, and nothing else changes.
type store struct{ db app.Value }

const (
	storeName    = "inkgrad"
	storeTable   = "kept"
	storeVersion = 1
)

// openStore calls then with the store, or with nil where there is none.
func openStore(then func(*store)) {
	defer func() {
		if recover() != nil { // reading the property throws in a sandbox
			then(nil)
		}
	}()
	factory := app.Window().Get("indexedDB")
	if !factory.Truthy() {
		then(nil)
		return
	}
	r := factory.Call("open", storeName, storeVersion)
	upgrade := app.FuncOf(func(app.Value, []app.Value) any {
		r.Get("result").Call("createObjectStore", storeTable)
		return nil
	})
	r.Set("onupgradeneeded", upgrade)
	whenDone(r, func(db app.Value, ok bool) {
		upgrade.Release()
		if !ok {
			then(nil)
			return
		}
		then(&store{db})
	})
}

// get calls then with what was put under key, or with a value that is not Truthy.
func (s *store) get(key string, then func(app.Value)) {
	s.request("readonly", "get", func(v app.Value, _ bool) { then(v) }, key)
}

// put keeps a value under key, in place of what was there. What the browser does not want to keep is lost.
func (s *store) put(key string, value any) {
	s.request("readwrite", "put", func(app.Value, bool) {}, value, key)
}

// remove forgets what is kept under key.
func (s *store) remove(key string) { s.request("readwrite", "delete", func(app.Value, bool) {}, key) }

func (s *store) request(mode, method string, then func(v app.Value, ok bool), args ...any) {
	defer func() {
		if recover() != nil { // the database was closed, by a newer page or by the browser
			then(app.Undefined(), false)
		}
	}()
	table := s.db.Call("transaction", storeTable, mode).Call("objectStore", storeTable)
	whenDone(table.Call(method, args...), then)
}

// whenDone calls then with the result of a request of IndexedDB, once.
func whenDone(request app.Value, then func(result app.Value, ok bool)) {
	var success, failure app.Func
	end := func(ok bool) app.Func {
		return app.FuncOf(func(_ app.Value, args []app.Value) any {
			success.Release()
			failure.Release()
			if !ok {
				args[0].Call("preventDefault") // of an error that goes on to the window
				then(app.Undefined(), false)
				return nil
			}
			then(request.Get("result"), true)
			return nil
		})
	}
	success, failure = end(true), end(false)
	request.Set("onsuccess", success)
	request.Set("onerror", failure)
}
