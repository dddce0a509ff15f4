package own

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// keptDrawings is the key of the labelled drawings in the store: a file, as encodeExamples writes it.
const keptDrawings = "drawings"

// Room is what the components about labelled drawings share, and what the store and the engine know of them.
type Room struct {
	*control.Desk
	store *browser.Store     // nil where nothing is kept, and before it is known what was
	kept  int                // the Version of the list in the store
	found []protocol.Example // what the store had when this page last read or wrote it
	busy  bool               // it is being stored
	told  told
}

// New returns a Room that lets the store and the engine follow the list.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d}
	d.React(func(_, _ state.State) { r.pump() })
	return r
}

// told is which engine knows which list.
type told struct{ life, version int }

// Find takes up the drawings of an earlier visit.
func (r *Room) Find(s *browser.Store) {
	s.Get(keptDrawings, func(v app.Value) {
		r.Run(func() {
			r.store = s
			file := []byte(browser.Text(v))
			r.found, _ = state.DecodeExamples(file)
			r.Update(func(s *state.State) { s.Own = s.Own.Found(file) })
		})
	})
}

// keep stores the list, with what another tab has stored since.
func (r *Room) keep(o *state.Own) {
	r.kept, r.busy = o.Version, true
	before := r.found
	var theirs []byte
	var merged []protocol.Example
	r.store.Change(keptDrawings, func(v app.Value) any {
		theirs = []byte(browser.Text(v))
		merged = o.Merged(before, theirs).Examples()
		return string(state.EncodeExamples(merged))
	}, func(ok bool) {
		r.Run(func() {
			r.busy = false
			if ok {
				r.found = merged
				r.Update(func(s *state.State) { s.Own = s.Own.Merged(before, theirs) })
			} else {
				r.Update(func(s *state.State) { s.Keep = s.Keep.WithKept(false) })
			}
			r.pump()
		})
	})
}

// pump lets the store and the engine know the list as it stands.
func (r *Room) pump() {
	o := r.State().Own
	if r.store != nil && !r.busy && r.kept != o.Version {
		r.keep(o)
	}
	life, _ := r.Life()
	now := told{life, o.Version}
	if o.Version == 0 || r.told == now || !r.State().Engine.Ready() {
		return
	}
	r.told = now
	r.Send(protocol.Drawings{Version: o.Version, Examples: o.Examples()}, func(answer protocol.Event) {
		if failed, ok := answer.(protocol.Failed); ok {
			r.Update(func(s *state.State) { s.Own = s.Own.Told(state.ProblemOf(failed), "") })
		}
	})
}

// fineTune trains on the labelled drawings, which are that share of each batch.
func (r *Room) fineTune(share float64) {
	if s := r.State(); !s.Own.CanFineTune(s.Engine) {
		return
	}
	r.Update(func(s *state.State) { *s = s.FineTuning() })
	r.Send(protocol.FineTune{Steps: state.FineTuneSteps, Share: share}, func(answer protocol.Event) {
		r.Refused(answer)
		r.Update(func(s *state.State) { s.Own = s.Own.FineTuned(answer) })
	})
}

// takeBack puts back the network as it was before fine-tuning.
func (r *Room) takeBack() {
	if s := r.State(); s.Own.CanTakeBack(s.Engine) {
		r.Order(protocol.Restore{Checkpoint: *s.Own.Before})
	}
}

// Export saves the labelled drawings as a file.
func (r *Room) Export() {
	const name = "inkgrad-drawings.json"
	browser.NewBlob(state.EncodeExamples(r.State().Own.Examples()), "application/json").Save(name)
	r.Update(func(s *state.State) { s.Own = s.Own.Told("", "Saved as "+name+".") })
}

// Import reads a file, and adds the drawings in it.
func (r *Room) Import(file browser.File) {
	if size := file.Size(); size > state.MaxOwnFile {
		r.Update(func(s *state.State) {
			s.Own = s.Own.Told("The file has "+phrase.Megabytes(size)+": too much for a list of drawings.", "")
		})
		return
	}
	file.Text(func(text string, ok bool) {
		r.Run(func() {
			if !ok {
				r.Update(func(s *state.State) { s.Own = s.Own.Told("The file cannot be read.", "") })
				return
			}
			r.Update(func(s *state.State) { s.Own = s.Own.Import([]byte(text)) })
		})
	})
}
