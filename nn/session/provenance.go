package session

import (
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// provenance is how a network has come about since its fresh weights: whether somebody else gets the same one, bit for
// bit, from the settings and the number of steps.
type provenance struct {
	// with are the settings that it was trained with, if it was trained.
	with    setting.Settings
	trained bool
	// unknown says that it was trained with more than one setting, on drawings or without all images, or elsewhere.
	unknown bool
	// configured is the count of shared at which with was looked at last.
	configured int
}

// trainedWith records that a step is done with these settings, the latest of so many. odd says that some of the batch
// are the learner's drawings, or that images are missing.
func (m *model) trainedWith(s setting.Settings, configured int, odd bool) {
	p := &m.made
	p.unknown = p.unknown || odd
	if p.trained && p.configured == configured {
		return
	}
	s = s.WithFresh(m.settings)
	p.unknown = p.unknown || p.trained && !sameSteps(s, p.with)
	p.with, p.trained, p.configured = s, true, configured
}

// text writes what madeBy reads: the settings with which the network was trained, or "" where they do not give it
// again.
func (p *provenance) text() string {
	if !p.trained || p.unknown {
		return ""
	}
	return p.with.Query() + "&" + imagesName + "=" + p.with.Text(imagesName) // never empty
}

// madeBy is the provenance of a network from a file. One that says nothing of it, or nothing that can be read, has
// none.
func madeBy(text string) provenance {
	with, errs := setting.ParseQuery(text)
	if text == "" || len(errs) > 0 {
		return provenance{unknown: true}
	}
	return provenance{with: with, trained: true, configured: -1}
}

// repeats reports whether these settings give the network again.
func (p *provenance) repeats(s setting.Settings) bool {
	return p.trained && !p.unknown && sameSteps(s, p.with)
}

// sameSteps reports whether a step with the settings a gives the same as one with b.
func sameSteps(a, b setting.Settings) bool {
	a = a.Clone()
	a.Workers = b.Workers
	if a.Schedule == method.Constant.Name {
		a.Iterations = b.Iterations
	}
	return a.EqualButPage(b)
}
