package control

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/state"
)

// hashPace is the delay between the last change and the update of the URL's hash: browsers refuse more than about three
// changes a second.
const hashPace = 500 * time.Millisecond

// ReadHash takes the settings from the URL's hash, not decoded yet, unless the page itself has written it.
func (d *Desk) ReadHash(hash string) {
	if hash == d.hash {
		return
	}
	d.hash = hash
	wanted, ignored := setting.ParseQuery(hash)
	d.reading = true
	d.Update(func(s *state.State) { *s = s.WithSettings(wanted, ignored).ToReplay() })
	d.reading = false
	if d.Begun() {
		d.Reconfigure()
	}
}

// followView writes what is drawn, how far the network is trained and how the graph is shown into the hash, unless that
// came from there.
func (d *Desk) followView(before, now state.State) {
	a, b := before.Settings.Wanted, now.Settings.Wanted
	if (a.GraphView != b.GraphView || a.Sketch != b.Sketch || a.Steps != b.Steps) && !d.reading {
		d.WriteHash()
	}
}

// noteUnlinked notes what a link cannot have, where another page asks for it.
func (d *Desk) noteUnlinked(before, now state.State) {
	if what := now.Unlinked(); what != before.Unlinked() {
		browser.SetUnlinked(what)
	}
}

// WriteHash puts the settings into the URL's hash, soon.
func (d *Desk) WriteHash() {
	if d.hashTimer != nil {
		d.hashTimer.Stop()
	}
	d.hashTimer = time.AfterFunc(hashPace, func() {
		d.Run(func() {
			d.hash = d.State().Lasting().Query()
			browser.ReplaceHash(d.hash)
		})
	})
}
