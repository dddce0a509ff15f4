package web

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/state"
)

// hashPace is how long after the last change the URL's hash follows: browsers refuse more than about three changes a second.
const hashPace = 500 * time.Millisecond

// Set takes what a person wrote into the control of a setting. A valid value goes to the engine and into the URL.
func (p *Page) Set(name, text string) {
	before := p.State().Settings.Wanted
	p.Update(func(s *state.State) { s.Settings = s.Settings.With(name, text) })
	if before.Text(name) == p.State().Settings.Wanted.Text(name) {
		return
	}
	if row, _ := setting.Find(name); !row.Page {
		p.configure()
	}
	p.writeHash()
}

// SetPreset takes the network of that name and the way to train it.
func (p *Page) SetPreset(name string) {
	for _, preset := range setting.Presets() {
		if preset.Name == name {
			p.Update(func(s *state.State) { *s = s.WithPreset(preset) })
			p.configure()
			p.writeHash()
		}
	}
}

// Configure takes all settings at once, which must be valid, from the page around a frame; then gets the engine's answer.
func (p *Page) Configure(wanted setting.Settings, then func(protocol.Event)) {
	p.Update(func(s *state.State) {
		*s = s.WithSettings(wanted, nil)
		s.Engine = s.Engine.Retrying()
	})
	p.Send(protocol.Configure{Settings: wanted}, then)
	p.writeHash()
}

// configure tells the engine the wanted settings: one Command at a time, and the latest settings win.
func (p *Page) configure() {
	if p.configuring {
		p.again = true
		return
	}
	p.configuring, p.again = true, false
	p.Update(func(s *state.State) { s.Engine = s.Engine.Retrying() })
	p.Send(protocol.Configure{Settings: p.State().Settings.Wanted}, func(answer protocol.Event) {
		p.configuring = false
		p.refused(answer)
		if p.again {
			p.configure()
		}
	})
}

// readHash takes the settings from the URL's hash, which is not decoded yet, unless it is what the page wrote itself.
func (p *Page) readHash(hash string) {
	if hash == p.hash {
		return
	}
	p.hash = hash
	wanted, ignored := setting.ParseQuery(hash)
	p.reading = true
	p.Update(func(s *state.State) { *s = s.WithSettings(wanted, ignored) })
	p.reading = false
	if p.Begun() {
		p.configure()
	}
}

// followView lets the hash follow how the graph is shown, unless that comes from there.
func (p *Page) followView(before, now state.State) {
	a, b := before.Settings.Wanted, now.Settings.Wanted
	if (a.Unfolded != b.Unfolded || a.Node != b.Node || a.GraphStep != b.GraphStep) && !p.reading {
		p.writeHash()
	}
}

// writeHash puts the settings into the URL's hash, soon.
func (p *Page) writeHash() {
	if p.hashTimer != nil {
		p.hashTimer.Stop()
	}
	p.hashTimer = time.AfterFunc(hashPace, func() {
		p.Run(func() {
			p.hash = p.State().Settings.Wanted.Query()
			browser.ReplaceHash(p.hash)
		})
	})
}
