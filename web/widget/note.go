package widget

import "time"

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
