package widget

import (
	"time"

	"github.com/inkgrad/inkgrad/web/browser"
)

// noteTime is how long a Note is shown.
const noteTime = 3 * time.Second

// Note is a text that is shown for a moment, such as what became of saving.
type Note struct {
	Text string
	said int
}

// Say shows a text, for as long as every text, whenever an earlier one began. It calls run with what must be done on
// the UI goroutine, and update there after each change.
func (n *Note) Say(text string, run func(do func()), update func()) {
	run(func() {
		n.said++
		n.Text = text
		update()
		said := n.said
		time.AfterFunc(noteTime, func() {
			run(func() {
				if n.said == said {
					n.Text = ""
					update()
				}
			})
		})
	})
}

// NoCopy says that a copy was refused.
const NoCopy = "The browser does not let this page copy."

// Copy puts a text on the clipboard, and says what became of that; run and update are those of Say. It must be called
// within a click.
func (n *Note) Copy(text string, run func(do func()), update func()) {
	browser.Copy(func(ok bool) {
		if !ok {
			n.Say(NoCopy, run, update)
			return
		}
		n.Say("Copied.", run, update)
	}, browser.NewBlob([]byte(text), "text/plain"))
}
