package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// TabItem returns what SetTabItem has stored for the site in this folder of the host, or "" if there is nothing.
func TabItem(name string) (value string) {
	storage, err := get(app.Window(), "sessionStorage") // the getter throws where storage is blocked
	if err != nil || !storage.Truthy() {
		return ""
	}
	_ = Try(func() {
		if v := storage.Call("getItem", name+Base()); v.Truthy() {
			value = v.String()
		}
	})
	return value
}

// SetTabItem stores a text for this tab, for as long as it is open, through loading and leaving the page. A copy of the
// tab begins with a copy of the text. Where storage is blocked, it does nothing.
func SetTabItem(name, value string) {
	storage, err := get(app.Window(), "sessionStorage")
	if err == nil && storage.Truthy() {
		_ = Try(func() { storage.Call("setItem", name+Base(), value) })
	}
}

// Claim lets every page of this origin know, by Claimed, that this one is open. A browser without the Web Locks API, or
// a page that does not come by HTTPS, has no such claims.
func Claim(name string) {
	all := locks()
	if !all.Truthy() {
		return
	}
	// The race of no promises is never decided: the browser ends the claim with the page.
	promise := app.Window().Get("Promise")
	held := promise.Get("race").Call("bind", promise, app.Window().Get("Array").New())
	_ = Try(func() { settle(all.Call("request", name, held), func(app.Value, bool) {}) })
}

// Claimed calls then with the names that open pages have claimed. Where there are no claims, known is false.
func Claimed(then func(names map[string]bool, known bool)) {
	all := locks()
	if !all.Truthy() {
		then(nil, false)
		return
	}
	err := Try(func() {
		settle(all.Call("query"), func(answer app.Value, ok bool) {
			names := map[string]bool{}
			if ok {
				held := answer.Get("held")
				for i := range held.Length() {
					names[held.Index(i).Get("name").String()] = true
				}
			}
			then(names, ok)
		})
	})
	if err != nil {
		then(nil, false)
	}
}

// locks returns the browser's, or a value that is not Truthy.
func locks() app.Value {
	all, err := get(app.Window().Get("navigator"), "locks")
	if err != nil {
		return app.Undefined()
	}
	return all
}
