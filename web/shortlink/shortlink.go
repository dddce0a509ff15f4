package shortlink

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Link has the server keep a page with its settings, and shows the short address by which it opens again.
type Link struct {
	app.Compo
	Hub *hub.Hub
	// Path is that of the page to keep, or "" for the one that is open. State is what stands behind the # of its URL.
	Path, State string

	asking        bool
	made          string // the link, of the Path and State in of
	of            [2]string
	note, problem string
}

// Offered says whether the server that the page came from keeps snapshots: site.Config tells the page so, for a static
// host would answer a question with an error in the console. A frame without an origin may not ask.
func Offered() bool {
	return app.IsClient && app.Getenv("INKGRAD_SNAPSHOTS") != "" && browser.HasOrigin()
}

// session names this page to the server, so that it can tell the pages of a class from each other, which have one
// address. It is forgotten with the page.
var session = strconv.FormatUint(rand.Uint64(), 36)

const (
	// maxAnswer is how many bytes of what a server says are repeated: ours says less, and another may stand before it.
	maxAnswer = 300
	// shortLinkPatience is how long the server may take.
	shortLinkPatience = 20 * time.Second
	noShortLink       = "There is no short link: "
)

func (l *Link) Render() app.UI {
	note, problem, fresh := l.note, l.problem, l.of == [2]string{l.Path, l.State}
	if !fresh && !l.asking {
		note, problem = "", "" // they are about what was set before
	}
	return app.Div().Class("short-link").Body(
		app.Div().Class("row").Body(
			widget.Button("Short link", false, l.ask).
				Title("The server keeps these settings, for everyone who has the link"),
			app.If(l.made != "" && fresh, app.Input().Type("text").Class("field short-link-made").ReadOnly(true).
				Value(l.made).
				Aria("label", "Short link").OnFocus(func(ctx app.Context, _ app.Event) { ctx.JSSrc().Call("select") })),
		),
		app.P().Class("help").Attr("role", "status").Text(note),
		app.P().Class("error").Attr("role", "alert").Text(problem),
	)
}

// ask has the server keep the page as it is now. Until it has answered, pressing again does nothing.
func (l *Link) ask() {
	if l.asking {
		return
	}
	page := l.Path
	if page == "" {
		page = strings.TrimPrefix(app.Window().URL().Path, browser.Base())
	}
	body, err := json.Marshal(map[string]string{"page": page, "state": l.State})
	if err != nil {
		panic("shortlink: two strings have no JSON: " + err.Error())
	}
	l.of = [2]string{l.Path, l.State}
	l.asking, l.made, l.note, l.problem = true, "", "Asking the server.", ""
	l.Update()
	browser.PostJSON(browser.Base()+"/api/snapshots", string(body), "Inkgrad-Session", session, shortLinkPatience,
		func(status int, answer string) {
			l.Hub.Run(func() { l.answered(status, answer) })
		})
}

func (l *Link) answered(status int, answer string) {
	path, problem := readShortLink(status, answer)
	l.asking, l.note, l.problem = false, "", problem
	if path != "" {
		l.made = browser.Origin() + browser.Base() + path
		l.copy(l.made)
	}
	l.Update()
}

// copy puts the link on the clipboard. Where the browser does not let the page do so, the link is there to be copied by
// hand.
func (l *Link) copy(link string) {
	l.note = "This is the short link."
	browser.CopyText(link, func(ok bool) {
		l.Hub.Run(func() {
			if ok && l.made == link {
				l.note = "The short link is copied."
				l.Update()
			}
		})
	})
}

// readShortLink reads what the server answered: the path of the link, or why there is none. A status of 0 is no answer.
func readShortLink(status int, answer string) (path, problem string) {
	var read struct {
		Path  string
		Error struct{ Message string }
	}
	err := json.Unmarshal([]byte(answer), &read)
	switch {
	case status == 0:
		return "", noShortLink + "the server does not answer. Check the connection and try again."
	case err == nil && read.Error.Message != "" && len(read.Error.Message) < maxAnswer:
		return "", noShortLink + "the server says, “" + read.Error.Message + "”"
	case err != nil || status < 200 || status > 299 || !strings.HasPrefix(read.Path, "/s/"):
		return "", noShortLink + "the server answered " + strconv.Itoa(status) + ". Try again later."
	}
	return read.Path, ""
}
