package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// keptDrawings is the key of the labelled drawings in the store: a file, as encodeExamples writes it.
const keptDrawings = "drawings"

// ownTalk is what the Page has said of the labelled drawings.
type ownTalk struct {
	store *browser.Store // nil where nothing is kept, and before it is known what was
	kept  int            // the OwnState.Version in the store
	told  ownTold
}

// ownTold is which engine knows which list.
type ownTold struct{ life, version int }

// findOwn takes up the drawings of an earlier visit.
func (p *Page) findOwn(s *browser.Store) {
	s.Get(keptDrawings, func(v app.Value) {
		p.Run(func() {
			p.own.store = s
			p.Update(func(s *state.State) {
				if v.Truthy() {
					s.Own = s.Own.Found([]byte(v.String()))
				}
			})
		})
	})
}

// pumpOwn lets the store and the engine know the list as it stands.
func (p *Page) pumpOwn() {
	o := p.State().Own
	if p.own.store != nil && p.own.kept != o.Version {
		p.own.kept = o.Version
		p.own.store.Put(keptDrawings, string(state.EncodeExamples(o.Examples())))
	}
	life, _ := p.Life()
	now := ownTold{life, o.Version}
	if o.Version == 0 || p.own.told == now || !p.State().Engine.Ready() {
		return
	}
	p.own.told = now
	p.Send(protocol.Drawings{Version: o.Version, Examples: o.Examples()}, func(answer protocol.Event) {
		if failed, ok := answer.(protocol.Failed); ok {
			p.Update(func(s *state.State) { s.Own = s.Own.Told(state.ProblemOf(failed), "") })
		}
	})
}

// FineTune trains on the labelled drawings, which are that share of each batch.
func (p *Page) FineTune(share float64) {
	if s := p.State(); !s.Own.CanFineTune(s.Engine) {
		return
	}
	p.Update(func(s *state.State) { *s = s.FineTuning() })
	p.Send(protocol.FineTune{Steps: state.FineTuneSteps, Share: share}, func(answer protocol.Event) {
		p.Refused(answer)
		p.Update(func(s *state.State) { s.Own = s.Own.FineTuned(answer) })
	})
}

// TakeBack puts back the network as it was before fine-tuning.
func (p *Page) TakeBack() {
	if s := p.State(); s.Own.CanTakeBack(s.Engine) {
		p.Order(protocol.Restore{Checkpoint: *s.Own.Before})
	}
}

// ExportOwn saves the labelled drawings as a file.
func (p *Page) ExportOwn() {
	const name = "inkgrad-drawings.json"
	browser.NewBlob(state.EncodeExamples(p.State().Own.Examples()), "application/json").Save(name)
	p.Update(func(s *state.State) { s.Own = s.Own.Told("", "Saved as "+name+".") })
}

// ImportOwn reads a file, and adds the drawings in it.
func (p *Page) ImportOwn(file browser.File) {
	if size := file.Size(); size > state.MaxOwnFile {
		p.Update(func(s *state.State) {
			s.Own = s.Own.Told("The file has "+phrase.Megabytes(size)+": that is no list of drawings.", "")
		})
		return
	}
	file.Text(func(text string, ok bool) {
		p.Run(func() {
			if !ok {
				p.Update(func(s *state.State) { s.Own = s.Own.Told("The file cannot be read.", "") })
				return
			}
			p.Update(func(s *state.State) { s.Own = s.Own.Import([]byte(text)) })
		})
	})
}
