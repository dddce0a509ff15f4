package keep

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

const (
	// keepPace is how long after a change the session is kept: it takes the page some milliseconds.
	keepPace = 3 * time.Second
	// keptSession is the key of the session in the store.
	keptSession = "session"
	// maxModel bounds a file that is loaded, in bytes: the largest network that can be edited has less than half of it.
	maxModel = 200_000_000
)

// Room keeps the session beyond a reload, and takes up the one before.
type Room struct {
	*control.Desk
	store *browser.Store // nil where the browser has none, and in frames
	timer *time.Timer
	// later is what waits for the engine to be ready.
	later func()
	// record is what was kept of the session before, as it was found.
	record app.Value
}

// New returns a Room that keeps nothing before Begin.
func New(d *control.Desk) *Room { return &Room{Desk: d} }

// Begin keeps the session from now on, whenever it has changed.
func (r *Room) Begin() {
	r.Subscribe(r.keepAfter)
	r.React(func(before, now state.State) {
		if !now.Runs.SameEarlier(before.Runs) {
			r.keepSoon()
		}
	})
	browser.Listen(app.Window().Get("document"), "visibilitychange",
		func(app.Value) { r.Run(r.keep) }) // for as long as the page lives
}

// Find takes up the session before. A page that is loaded again goes on with it; one that is opened, by a link perhaps,
// has what the link says, and offers it.
func (r *Room) Find(s *browser.Store) {
	s.Get(keptSession, func(v app.Value) {
		r.Run(func() {
			r.store, r.record = s, v
			if v.IsUndefined() {
				return
			}
			kept, ok := state.ReadKept(browser.Fields(v, "file", "step", "drawing", "runs"))
			if !ok {
				r.setAside("What this browser kept of it is not of a form that this version knows.")
				return
			}
			r.found(kept)
		})
	})
}

// asideSession is the key in the store of a session that could not be taken up.
const asideSession = "session that could not be read"

// cannotTakeUp records that the engine did not load the session before. If it refused it, it would do so each time.
func (r *Room) cannotTakeUp(f protocol.Failed) {
	if f.Code == protocol.CodeBadRequest {
		r.setAside(phrase.Sentence(f.Message))
	} else {
		r.tell(f)
	}
}

// tell shows why a file was refused.
func (r *Room) tell(f protocol.Failed) {
	r.Update(func(s *state.State) { s.Keep = s.Keep.Told(f.Message, "") })
}

// setAside keeps what was found, which cannot be taken up, out of the way of the session from now on, and says so.
func (r *Room) setAside(problem string) {
	if r.store == nil {
		return // it was found in no store, and nothing is in the way
	}
	r.store.Put(asideSession, r.record)
	r.store.Remove(keptSession)
	r.Update(func(s *state.State) {
		s.Keep = s.Keep.WithAside(problem + " It is set aside in this browser’s storage, and from now on the session " +
			"is kept anew.")
	})
}

func (r *Room) found(k *state.Kept) {
	switch {
	case !browser.Reloaded():
		if len(k.File) > 0 {
			r.Update(func(s *state.State) { s.Keep = s.Keep.Offer(k) })
		}
		return
	case r.State().Draw.Drawing.Empty() && !k.Drawing.Empty():
		r.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Show(k.Drawing)) })
	}
	r.Update(func(s *state.State) { s.Runs = s.Runs.WithEarlier(k.Runs.Earlier) })
	if len(k.File) > 0 {
		r.whenReady(func() {
			r.Send(protocol.Load{File: k.File}, func(answer protocol.Event) {
				switch answer := answer.(type) {
				case protocol.Status:
					r.Update(func(s *state.State) { s.Train = s.Train.WithCurves(k.Runs.Now, s.Engine.Status.Step) })
				case protocol.Failed:
					r.cannotTakeUp(answer)
				}
				r.Reconfigure() // the settings are those of the URL
			})
		})
	}
}

// whenReady calls f once the engine is ready.
func (r *Room) whenReady(f func()) {
	if r.State().Engine.Ready() {
		f()
		return
	}
	r.later = f
}

// keepAfter keeps the session some time after an Event that changes it.
func (r *Room) keepAfter(e protocol.Event) {
	if later := r.later; later != nil && r.State().Engine.Ready() {
		r.later = nil
		later()
	}
	switch e.(type) {
	case protocol.Status, protocol.Trained, protocol.Checkpoint, protocol.Classified:
		r.keepSoon()
	}
}

func (r *Room) keepSoon() {
	if r.timer == nil {
		r.timer = time.AfterFunc(keepPace, func() { r.Run(r.keep) })
	}
}

// keep keeps the session as it is.
func (r *Room) keep() {
	if t := r.timer; t != nil {
		t.Stop()
		r.timer = nil
	}
	if r.store == nil || r.later != nil || !r.State().Engine.Ready() {
		return
	}
	if !r.State().Engine.WorthKeeping() {
		if r.State().Keep.Offered == nil {
			r.put(nil)
		}
		return
	}
	r.Send(protocol.Save{}, func(answer protocol.Event) {
		if saved, ok := answer.(protocol.Saved); ok {
			r.put(saved.File)
		}
	})
}

func (r *Room) put(file []byte) {
	r.store.Put(keptSession, map[string]any{
		"file": browser.Uint8Array(file), "step": r.State().
			Engine.Status.Step, "drawing": state.EncodeDrawing(r.State().Draw.Drawing),
		"runs": r.State().Runs.Encode(r.State().Train),
	})
}

// TakeUp goes on with the session that is offered.
func (r *Room) TakeUp() {
	k := r.State().Keep.Offered
	if k == nil {
		return
	}
	if !k.Drawing.Empty() {
		r.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Show(k.Drawing)) })
	}
	r.Update(func(s *state.State) { s.Runs = s.Runs.WithEarlier(k.Runs.Earlier) })
	r.load(k.File, k.Runs.Now, r.cannotTakeUp)
}

// Drop removes the session that is offered.
func (r *Room) Drop() {
	r.Update(func(s *state.State) { s.Keep = s.Keep.Offer(nil) })
	if r.store != nil {
		r.store.Remove(keptSession)
	}
}

// load goes on with the network of a file, and with its curves where they are known. A file that is none changes
// nothing, and refused says why.
func (r *Room) load(file []byte, curves *state.Run, refused func(protocol.Failed)) {
	r.Send(protocol.Load{File: file}, func(answer protocol.Event) {
		switch answer := answer.(type) {
		case protocol.Status:
			r.Update(func(s *state.State) {
				*s = s.Loaded(answer)
				s.Train = s.Train.WithCurves(curves, s.Engine.Status.Step)
			})
			r.WriteHash()
		case protocol.Failed:
			refused(answer)
		}
	})
}

// saveModel saves the network as a file.
func (r *Room) saveModel() {
	name := state.FileName(r.State().Engine.Status)
	r.Send(protocol.Save{}, func(answer protocol.Event) {
		switch answer := answer.(type) {
		case protocol.Saved:
			browser.NewBlob(answer.File, "application/octet-stream").Save(name)
			r.Update(func(s *state.State) { s.Keep = s.Keep.Told("", "Saved as "+name+".") })
		case protocol.Failed:
			r.Update(func(s *state.State) { s.Keep = s.Keep.Told(answer.Message, "") })
		}
	})
}

// loadModel reads a file, and goes on with the network in it.
func (r *Room) loadModel(file browser.File) {
	if size := file.Size(); size > maxModel {
		r.Update(func(s *state.State) {
			s.Keep = s.Keep.Told("The file has "+phrase.Grouped(size)+" bytes: too many for an Inkgrad network.", "")
		})
		return
	}
	file.Bytes(func(data []byte, ok bool) {
		r.Run(func() {
			if !ok {
				r.Update(func(s *state.State) { s.Keep = s.Keep.Told("The file cannot be read.", "") })
				return
			}
			r.load(data, nil, r.tell)
		})
	})
}

// copyLink copies a link to the page as it is.
func (r *Room) copyLink() {
	link := browser.Origin() + browser.Path()
	if hash := r.State().Settings.Wanted.Query(); hash != "" {
		link += "#" + hash
	}
	browser.CopyText(link, func(ok bool) {
		r.Run(func() {
			note := "The link is copied, " + strconv.Itoa(len(link)) + " characters."
			if !ok {
				note = link
			}
			r.Update(func(s *state.State) { s.Keep = s.Keep.Told("", note) })
		})
	})
}
