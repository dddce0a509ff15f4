package control

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// Desk carries out changes of settings and starts training, for every room.
type Desk struct {
	*hub.Hub
	// configuring says that a Configure is under way, and again that the settings have changed since.
	configuring, again bool
	// hash is the URL's hash as the page last read or wrote it. reading says that the page is taking settings from it.
	hash      string
	reading   bool
	hashTimer *time.Timer
	// fetches counts the files with settings that were asked for.
	fetches int
	// shows and waits decide whether the network of a link is trained: see ShowsNetwork and Waits.
	shows, waits bool
}

// NewDesk returns a Desk that keeps the URL's hash in step with the State.
func New(h *hub.Hub) *Desk {
	d := &Desk{Hub: h}
	h.React(d.followView)
	h.React(d.trainOnAgain)
	h.React(d.noteUnlinked)
	h.React(d.sampleOfLink)
	return d
}

// Set takes the text that a person typed into the control of a setting. A valid value goes to the engine and into the
// URL.
func (d *Desk) Set(name, text string) {
	before := d.State().Settings.Wanted
	d.Update(func(s *state.State) { s.Settings = s.Settings.With(name, text) })
	if before.Text(name) == d.State().Settings.Wanted.Text(name) {
		return
	}
	if row, _ := setting.Find(name); !row.Page {
		d.Reconfigure()
	}
	d.WriteHash()
}

// SetPreset takes the preset's network and the settings that train it.
func (d *Desk) SetPreset(name string) {
	for _, preset := range setting.Presets() {
		if preset.Name == name {
			d.Update(func(s *state.State) { *s = s.WithPreset(preset) })
			d.Reconfigure()
			d.WriteHash()
		}
	}
}

// Configure takes all settings at once, which must be valid, from the page around a frame; then gets the engine's
// answer. If they have the steps of a network, it is trained, unless it is there.
func (d *Desk) Configure(wanted setting.Settings, then func(protocol.Event)) {
	d.Update(func(s *state.State) {
		*s = s.WithSettings(wanted, nil).ToReplay()
		s.Engine = s.Engine.Retrying()
	})
	d.Send(protocol.Configure{Settings: wanted}, then)
	d.WriteHash()
}

// Reconfigure tells the engine the wanted settings: one Command at a time, and the latest settings win.
func (d *Desk) Reconfigure() {
	if d.configuring {
		d.again = true
		return
	}
	d.configuring, d.again = true, false
	d.Update(func(s *state.State) { s.Engine = s.Engine.Retrying() })
	d.Send(protocol.Configure{Settings: d.State().Settings.Wanted}, func(answer protocol.Event) {
		d.configuring = false
		d.Refused(answer)
		if d.again {
			d.Reconfigure()
		}
	})
}

// Lead changes a part of the State that is also in the URL's hash.
func (d *Desk) Lead(change func(*state.State)) {
	d.Update(change)
	d.WriteHash()
}

// EditNetwork changes the layers. Those that fit together go to the engine and into the URL, as the settings do.
func (d *Desk) EditNetwork(change func(*state.State)) {
	before := d.State().Settings.Wanted
	d.Update(change)
	if wanted := d.State().Settings.Wanted; !same(before, wanted) {
		d.Reconfigure()
		d.WriteHash()
	}
}

func same(a, b setting.Settings) bool {
	return a.Text("network") == b.Text("network") && a.Text("hidden") == b.Text("hidden") &&
		a.Text("activation") == b.Text("activation")
}

// FollowSteps has the engine tell of steps of training, or no longer.
func (d *Desk) FollowSteps(on bool) { d.Send(protocol.Follow{Steps: on}, nil) }

// networkFile is the built-in network, which the engine fetches at its start and then no more.
const networkFile = "network.safetensors"

// Retry asks again for files that could not be loaded.
func (d *Desk) Retry() {
	for _, f := range d.State().Engine.Missing {
		if f.File == networkFile {
			d.Start()
			return
		}
	}
	d.Reconfigure()
}
