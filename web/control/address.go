package control

import (
	"slices"
	"strings"
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
	d.take(wanted, append(ignored, setting.Twice(hash)...))
	if wanted.State != "" {
		d.fetchState(hash, wanted.State)
	}
}

// maxState is how many bytes a file with settings may have: a drawing and a lesson are the longest of them.
const maxState = 200_000

// fetchState takes the settings of a file, too. Those of the link go first.
func (d *Desk) fetchState(hash, address string) {
	d.fetches++
	fetch := d.fetches
	browser.GetBytes(address, maxState, func(data []byte, ok bool) {
		d.Run(func() {
			if fetch != d.fetches {
				return // another link has come since
			}
			if !ok {
				d.Update(func(s *state.State) { *s = s.WithoutState() })
				return
			}
			more := strings.TrimPrefix(strings.TrimSpace(string(data)), "#")
			wanted, ignored := setting.ParseQuery(hash + "&" + strings.ReplaceAll(more, "\n", "&"))
			wanted.State = ""
			d.take(wanted, ignored)
			d.WriteHash()
		})
	})
}

// take takes the settings of a link.
func (d *Desk) take(wanted setting.Settings, ignored []error) {
	d.reading = true
	d.Update(func(s *state.State) { *s = s.WithSettings(wanted, ignored).ToReplay() })
	d.reading = false
	if d.Begun() {
		d.Reconfigure()
	}
}

// followView writes what is drawn, how far the network is trained and what is looked at into the hash, unless that came
// from there.
func (d *Desk) followView(before, now state.State) {
	a, b := before.Settings.Wanted, now.Settings.Wanted
	if (a.GraphView != b.GraphView || a.Looks != b.Looks || !slices.Equal(a.Open, b.Open) || a.Sketch != b.Sketch ||
		a.Steps != b.Steps || a.Weights != b.Weights) && !d.reading {
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
