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
// blocked storage, a full disk. Each folder of a host has a store of its own, since another version may lie in another
// one. A new one begins with what the host's root has kept, as versions up to 0.9.0 did in every folder.
func OpenStore(then func(*Store)) {
	openStore(storeName+Base(), true, func(s *Store, isNew bool) {
		if !isNew || Base() == "" {
			then(s)
			return
		}
		openStore(storeName, false, func(root *Store, _ bool) {
			if root == nil {
				then(s)
				return
			}
			s.fill(root, func() { then(s) })
		})
	})
}

// openStore opens a database, and says whether it has made it. Without create, what is not there stays so.
func openStore(name string, create bool, then func(s *Store, isNew bool)) {
	var request app.Value
	factory, err := get(app.Window(), "indexedDB") // Firefox throws here, Chromium when it opens
	if err == nil && factory.Truthy() {
		err = Try(func() { request = factory.Call("open", name, storeVersion) })
	}
	if err != nil || request == nil {
		then(nil, false)
		return
	}
	isNew := false
	upgrade := app.FuncOf(func(app.Value, []app.Value) any {
		if isNew = true; create {
			request.Get("result").Call("createObjectStore", storeTable)
		} else {
			request.Get("transaction").Call("abort")
		}
		return nil
	})
	request.Set("onupgradeneeded", upgrade)
	whenDone(request, func(db app.Value, ok bool) {
		upgrade.Release()
		if !ok {
			then(nil, false)
			return
		}
		then(&Store{db}, isNew)
	})
}

// fill copies all that another store has, and closes that one.
func (s *Store) fill(from *Store, then func()) {
	from.request("readonly", "getAllKeys", func(keys app.Value, ok bool) {
		from.request("readonly", "getAll", func(values app.Value, okToo bool) {
			from.db.Call("close")
			for i := 0; ok && okToo && i < keys.Length(); i++ {
				s.request("readwrite", "put", func(app.Value, bool) {}, values.Index(i), keys.Index(i))
			}
			then() // what asks from now on is answered behind these requests
		})
	})
}

// partLen is how long bytes may be to be stored in one piece. Chromium writes a value of more than 64 kB to a file, and
// some time later: too late for a page that is being left.
const partLen = 48 << 10

// lengths is the field of an object that says, by name, how long its fields of bytes are, which are stored in parts.
const lengths = "lengths"

// Get calls then with the value under key, or with undefined.
func (s *Store) Get(key string, then func(app.Value)) {
	var request, parts app.Value
	err := Try(func() {
		table := s.db.Call("transaction", storeTable, "readonly").Call("objectStore", storeTable)
		request, parts = table.Call("get", key), table.Call("getAll", partsOf(key))
	})
	if err != nil {
		then(app.Undefined())
		return
	}
	whenDone(parts, func(parts app.Value, ok bool) {
		if !ok {
			then(app.Undefined())
			return
		}
		value := request.Get("result")
		if Kind(value) == app.TypeObject && Kind(value.Get(lengths)) == app.TypeObject {
			join(value, parts)
		}
		then(value)
	})
}

// partsOf returns the range of the keys of parts: [key, name of the field, number of the part].
func partsOf(key string) app.Value {
	array := app.Window().Get("Array")
	return app.Window().Get("IDBKeyRange").Call("bound", array.Call("of", key), array.Call("of", key, array.New()))
}

// join puts parts, which are in the order of the fields' names, together to fields of a value. If they are not those of
// the value, it changes nothing.
func join(value, parts app.Value) {
	names, next := app.Window().Get("Object").Call("keys", value.Get(lengths)).Call("sort"), 0
	for i := range names.Length() {
		name := names.Index(i).String()
		length := value.Get(lengths).Get(name)
		if Kind(length) != app.TypeNumber {
			return
		}
		var data []byte
		for ; len(data) < length.Int(); next++ {
			part := parts.Index(next)
			if Kind(part) != app.TypeObject || !part.InstanceOf(app.Window().Get("Uint8Array")) {
				return
			}
			data = append(data, bytes(part)...)
		}
		value.Set(name, Uint8Array(data))
	}
}

// Text is a value of a Store that is a text, and "" where there is none, or something else.
func Text(v app.Value) string {
	if Kind(v) != app.TypeString {
		return ""
	}
	return v.String()
}

// Keys calls then with all keys that are texts.
func (s *Store) Keys(then func(keys []string)) {
	s.request("readonly", "getAllKeys", func(v app.Value, ok bool) {
		var keys []string
		for i := 0; ok && i < v.Length(); i++ {
			if key := v.Index(i); Kind(key) == app.TypeString {
				keys = append(keys, key.String())
			}
		}
		then(keys)
	})
}

// Replace stores an object of these fields under key, and removes the values under other keys, or does neither. Even
// when the page is being left, the browser carries it out. then hears whether it has: a disk may be full.
func (s *Store) Replace(key string, fields map[string]any, others []string, then func(ok bool)) {
	err := Try(func() {
		transaction := s.db.Call("transaction", storeTable, "readwrite")
		table := transaction.Call("objectStore", storeTable)
		for _, other := range others {
			table.Call("delete", other)
			table.Call("delete", partsOf(other))
		}
		value, long := map[string]any{}, map[string]any{}
		for name, field := range fields {
			data, ok := field.([]byte)
			if !ok {
				value[name] = field
				continue
			}
			long[name] = len(data)
			for i := 0; i*partLen < len(data); i++ {
				part := Uint8Array(data[i*partLen : min((i+1)*partLen, len(data))])
				table.Call("put", part, app.Window().Get("Array").Call("of", key, name, i))
			}
		}
		value[lengths] = long
		table.Call("put", value, key)
		whenEnded(transaction, then)
		if transaction.Get("commit").Truthy() { // else the browser waits for the page, which may be gone
			transaction.Call("commit")
		}
	})
	if err != nil {
		then(false)
	}
}

// Change stores what change returns in place of the value under key, which may be undefined; no other page stores
// anything in between. then hears whether the browser has.
func (s *Store) Change(key string, change func(before app.Value) any, then func(ok bool)) {
	err := Try(func() {
		transaction := s.db.Call("transaction", storeTable, "readwrite")
		table := transaction.Call("objectStore", storeTable)
		whenEnded(transaction, then)
		whenDone(table.Call("get", key), func(before app.Value, ok bool) {
			if ok {
				Try(func() { table.Call("put", change(before), key) })
			}
		})
	})
	if err != nil {
		then(false)
	}
}

// Put stores a value under key, in place of any earlier one. If the browser refuses to store it, it is lost.
func (s *Store) Put(key string, value any) {
	s.request("readwrite", "put", func(app.Value, bool) {}, value, key)
}

// Remove removes the value under key.
func (s *Store) Remove(key string) {
	s.request("readwrite", "delete", func(app.Value, bool) {}, key)
	s.request("readwrite", "delete", func(app.Value, bool) {}, partsOf(key))
}

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

// whenEnded calls then once a transaction of IndexedDB is carried out, or is not. Its requests tell less: that there is
// no room for what they store may become known when all of them have succeeded.
func whenEnded(transaction app.Value, then func(ok bool)) {
	var complete, abort, failure app.Func
	end := func(ok bool) app.Func {
		return app.FuncOf(func(app.Value, []app.Value) any {
			complete.Release()
			abort.Release()
			failure.Release()
			then(ok)
			return nil
		})
	}
	complete, abort = end(true), end(false)
	failure = app.FuncOf(func(_ app.Value, args []app.Value) any {
		args[0].Call("preventDefault") // of an error that goes on to the window, and of the end of the transaction
		Try(func() { transaction.Call("abort") })
		return nil
	})
	transaction.Set("oncomplete", complete)
	transaction.Set("onabort", abort)
	transaction.Set("onerror", failure)
}
