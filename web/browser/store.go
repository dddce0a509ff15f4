package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// Store keeps values of JavaScript in the browser, beyond the page's life: a database of IndexedDB with one table.
type Store struct{ db app.Value }

const (
	storeName    = "inkgrad"
	storeTable   = "kept"
	storeVersion = 1
)

// OpenStore calls then with the Store, or with nil where the browser has none: a frame in a sandbox, a private mode,
// blocked storage, a full disk.
func OpenStore(then func(*Store)) {
	var request app.Value
	factory, err := get(app.Window(), "indexedDB") // Firefox throws here, Chromium when it opens
	if err == nil && factory.Truthy() {
		err = Try(func() { request = factory.Call("open", storeName, storeVersion) })
	}
	if err != nil || request == nil {
		then(nil)
		return
	}
	upgrade := app.FuncOf(func(app.Value, []app.Value) any {
		request.Get("result").Call("createObjectStore", storeTable)
		return nil
	})
	request.Set("onupgradeneeded", upgrade)
	whenDone(request, func(db app.Value, ok bool) {
		upgrade.Release()
		if !ok {
			then(nil)
			return
		}
		then(&Store{db})
	})
}

// Get calls then with the value under key, or with a value that is not Truthy.
func (s *Store) Get(key string, then func(app.Value)) {
	s.request("readonly", "get", func(v app.Value, _ bool) { then(v) }, key)
}

// Put stores a value under key, in place of any earlier one. If the browser refuses to store it, it is lost.
func (s *Store) Put(key string, value any) {
	s.request("readwrite", "put", func(app.Value, bool) {}, value, key)
}

// Remove removes the value under key.
func (s *Store) Remove(key string) { s.request("readwrite", "delete", func(app.Value, bool) {}, key) }

func (s *Store) request(mode, method string, then func(v app.Value, ok bool), args ...any) {
	var request app.Value
	err := Try(func() {
		table := s.db.Call("transaction", storeTable, mode).Call("objectStore", storeTable)
		request = table.Call(method, args...)
	})
	if err != nil { // the database was closed, by a newer page or by the browser
		then(app.Undefined(), false)
		return
	}
	whenDone(request, then)
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
