package browser

import (
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Origin returns the origin of the page's URL: https://example.org.
func Origin() string { return app.Window().Get("location").Get("origin").String() }

// Path returns the path of the page's URL.
func Path() string { return app.Window().Get("location").Get("pathname").String() }

// HasOrigin says whether the page has an origin of its own. A frame in a sandbox may have none, and then may not ask
// its server.
func HasOrigin() bool { return app.Window().Get("origin").String() != "null" }

// Hash returns the hash of the page's URL without its sign, not decoded. A Go URL does not have it: it escapes again
// what holds a character that would have to be escaped, such as ^, and leaves a plus sign in it as one.
func Hash() string {
	return strings.TrimPrefix(app.Window().Get("location").Get("hash").String(), "#")
}

// FrameHash returns the hash of the URL of the document in a frame, as Hash does. There is none where the frame shows a
// document of another origin, such as the browser's own page of an error.
func FrameHash(frame app.Value) (hash string, ok bool) {
	location := frame.Get("contentWindow").Get("location")
	value, err := get(location, "hash")
	if err != nil {
		return "", false
	}
	return strings.TrimPrefix(value.String(), "#"), true
}

// SetUnlinked notes at the document, for a page around its frame, what of it is not in its URL.
func SetUnlinked(what string) {
	app.Window().Get("document").Get("documentElement").Get("dataset").Set("unlinked", what)
}

// FrameUnlinked returns what the document in a frame has noted so, of the same origin.
func FrameUnlinked(frame app.Value) string {
	at := frame
	for _, name := range []string{"contentDocument", "documentElement", "dataset", "unlinked"} {
		if at = at.Get(name); !at.Truthy() { // the document may be on its way
			return ""
		}
	}
	return at.String()
}

// ReplaceHash changes the hash of the page's URL without a new entry in the history. Where a frame's sandbox forbids
// that, the URL stays.
func ReplaceHash(hash string) {
	url := Path() + app.Window().Get("location").Get("search").String()
	if hash != "" {
		url += "#" + hash
	}
	_ = Try(func() { app.Window().Get("history").Call("replaceState", app.Null(), "", url) })
}

// Reloaded says whether the page was loaded again, or is back from the history, so that the person who looks at it
// expects it as it was.
func Reloaded() bool {
	entries := app.Window().Get("performance").Call("getEntriesByType", "navigation")
	if entries.Length() == 0 {
		return false
	}
	how := entries.Index(0).Get("type").String()
	return how == "reload" || how == "back_forward"
}

// Base is the path of the folder that the site lies in, "" for the root (site.Config has it).
func Base() string { return app.Getenv("GOAPP_ROOT_PREFIX") }
