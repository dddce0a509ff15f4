package web

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

// StartFresh starts from scratch, or asks at that place whether to, where training would be lost with the network.
func (p *Page) StartFresh(at string) {
	if s := p.State(); s.Settings.LosesTraining(s.Engine) {
		p.Update(func(s *state.State) { s.Editor = s.Editor.AskFresh(at) })
		return
	}
	p.startAnyway()
}

func (p *Page) startAnyway() {
	p.Update(func(s *state.State) { s.Editor = s.Editor.AskFresh("") })
	p.Order(protocol.Reset{})
}

// EditNetwork changes the layers. Those that fit together go to the engine and into the URL, as the settings do.
func (p *Page) EditNetwork(change func(*state.State)) {
	before := p.State().Settings.Wanted
	p.Update(change)
	if wanted := p.State().Settings.Wanted; !same(before, wanted) {
		p.configure()
		p.writeHash()
	}
}

func same(a, b setting.Settings) bool {
	return a.Text("network") == b.Text("network") && a.Text("hidden") == b.Text("hidden") && a.Text("activation") == b.Text("activation")
}
