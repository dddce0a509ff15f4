package widget_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/inkgrad/inkgrad/web/widget"
)

// A note is there for its whole time, although an earlier one ends meanwhile.
func TestNote(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n widget.Note
		say := func(text string) { n.Say(text, func(do func()) { do() }, func() {}) }
		after := func(wait time.Duration, want string) {
			t.Helper()
			time.Sleep(wait)
			synctest.Wait()
			if n.Text != want {
				t.Errorf("the note is %q, not %q", n.Text, want)
			}
		}
		say("Saved.")
		after(2*time.Second, "Saved.")
		say("Copied.")
		after(2*time.Second, "Copied.")
		after(time.Second, "")
	})
}
