package web

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// NetworkWaits says that the layers that are wanted are not those of the network in force.
func (s State) NetworkWaits() bool {
	in := s.Engine.Status
	return in.Parameters > 0 && s.Settings.Wanted.Spec().Format() != in.Settings.Spec().Format()
}

// LosesTraining says that another network would take the place of one that has been trained here. The built-in one can always be had again.
func (s State) LosesTraining() bool {
	return s.NetworkWaits() && s.Engine.Status.Step > 0 && !s.Engine.Status.Builtin
}

// AskFresh asks at that place whether to start from scratch; "" asks nowhere.
func (s State) AskFresh(at string) State {
	e := *s.Editor
	e.Asking = at
	s.Editor = &e
	return s
}

// StartFresh starts from scratch, or asks at that place whether to, where training would be lost with the network.
func (p *Page) StartFresh(at string) {
	if p.state.LosesTraining() {
		p.Update(func(s State) State { return s.AskFresh(at) })
		return
	}
	p.startAnyway()
}

func (p *Page) startAnyway() {
	p.Update(func(s State) State { return s.AskFresh("") })
	p.Order(protocol.Reset{})
}

// OpenEditor unfolds the editor or folds it.
func (s State) OpenEditor(open bool) State {
	e := *s.Editor
	e.Open = open
	s.Editor = &e
	return s
}

// ChooseKind chooses the kind of the layer to add.
func (s State) ChooseKind(kind string) State {
	e := *s.Editor
	e.Kind = kind
	s.Editor = &e
	return s
}

// EditNetwork changes the layers. Those that fit together go to the engine and into the URL, as the settings do.
func (p *Page) EditNetwork(change func(State) State) {
	before := p.state.Settings.Wanted
	p.Update(change)
	if wanted := p.state.Settings.Wanted; !same(before, wanted) {
		p.configure()
		p.writeHash()
	}
}

func same(a, b setting.Settings) bool {
	return a.Text("network") == b.Text("network") && a.Text("hidden") == b.Text("hidden") && a.Text("activation") == b.Text("activation")
}
