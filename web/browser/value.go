package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// get returns a property whose getter may throw, or the exception. The value's own Get would end the program.
func get(object app.Value, property string) (value app.Value, err error) {
	err = Try(func() { value = app.Window().Get("Reflect").Call("get", object, property) })
	if err != nil {
		return app.Undefined(), err
	}
	return value, nil
}

// Kind returns a value's type, or TypeUndefined for a BigInt, of which syscall/js does not know the type.
func Kind(v app.Value) app.Type {
	bigInt := app.Window().Get("BigInt")
	if bigInt.Truthy() && app.Window().Get("Object").Call("call", nil, v).InstanceOf(bigInt) {
		return app.TypeUndefined
	}
	return v.Type()
}

// Fields returns those fields of an object of JavaScript that are texts, numbers or bytes, by name, with nil for fields
// that are anything else. For a value that is no object it returns nil.
func Fields(v app.Value, names ...string) map[string]any {
	if Kind(v) != app.TypeObject {
		return nil
	}
	fields := map[string]any{}
	for _, name := range names {
		field, err := get(v, name)
		switch kind := Kind(field); {
		case err != nil || field.IsUndefined():
			continue
		case kind == app.TypeString:
			fields[name] = field.String()
		case kind == app.TypeNumber:
			fields[name] = field.Float()
		case kind == app.TypeObject && field.InstanceOf(app.Window().Get("Uint8Array")):
			fields[name] = bytes(field)
		default:
			fields[name] = nil
		}
	}
	return fields
}

// JSON returns a value as JSON, or an error where it has none: a BigInt, or an object that contains itself.
func JSON(v app.Value) (text string, err error) {
	err = Try(func() { text = app.Window().Get("JSON").Call("stringify", v).String() })
	return text, err
}

// settle calls then when a promise is fulfilled or rejected.
func settle(promise app.Value, then func(value app.Value, ok bool)) {
	var fulfilled, rejected app.Func
	end := func(ok bool) app.Func {
		return app.FuncOf(func(_ app.Value, args []app.Value) any {
			fulfilled.Release()
			rejected.Release()
			then(args[0], ok)
			return nil
		})
	}
	fulfilled, rejected = end(true), end(false)
	promise.Call("then", fulfilled, rejected)
}
