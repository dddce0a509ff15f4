package web

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
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

// keeping is what the Page needs to keep its session beyond a reload.
type keeping struct {
	store *browser.Store // nil where the browser has none, and in frames
	timer *time.Timer
	// later is what waits for the engine to be ready.
	later func()
}

// keepSession begins to keep the session, and finds the one before. A page that is loaded again goes on with it; one that is opened, by a
// link perhaps, has what the link says, and offers it.
func (p *Page) keepSession() {
	p.Subscribe(p.keepAfter)
	browser.OpenStore(func(s *browser.Store) {
		if s == nil {
			return
		}
		p.findOwn(s)
		s.Get(keptSession, func(v app.Value) {
			p.Run(func() {
				p.keeping.store = s
				if v.Truthy() {
					p.found(readKept(v))
				}
			})
		})
	})
	browser.Listen(app.Window().Get("document"), "visibilitychange", func(app.Value) { p.Run(p.keep) }) // for as long as the page lives
}

func readKept(v app.Value) *state.Kept {
	return &state.Kept{File: browser.Bytes(v.Get("file")), Drawing: state.DecodeDrawing(v.Get("drawing").String()), Step: v.Get("step").Int(),
		Runs: state.DecodeRuns(v.Get("runs").String())}
}

func (p *Page) found(k *state.Kept) {
	switch {
	case !browser.Reloaded():
		if len(k.File) > 0 {
			p.Update(func(s *state.State) { s.Keep = s.Keep.Offer(k) })
		}
		return
	case p.State().Draw.Drawing.Empty() && !k.Drawing.Empty():
		p.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Show(k.Drawing)) })
	}
	p.Update(func(s *state.State) { s.Runs = s.Runs.WithEarlier(k.Runs.Earlier) })
	if len(k.File) > 0 {
		p.whenReady(func() {
			p.Send(protocol.Load{File: k.File}, func(answer protocol.Event) {
				if _, ok := answer.(protocol.Status); ok {
					p.Update(func(s *state.State) { s.Train = s.Train.WithCurves(k.Runs.Now, s.Engine.Status.Step) })
				}
				p.Reconfigure() // the settings are those of the URL
			})
		})
	}
}

// whenReady calls f once the engine is ready.
func (p *Page) whenReady(f func()) {
	if p.State().Engine.Ready() {
		f()
		return
	}
	p.keeping.later = f
}

// keepAfter keeps the session some time after an Event that changes it.
func (p *Page) keepAfter(e protocol.Event) {
	if later := p.keeping.later; later != nil && p.State().Engine.Ready() {
		p.keeping.later = nil
		later()
	}
	switch e.(type) {
	case protocol.Status, protocol.Trained, protocol.Checkpoint, protocol.Classified:
		p.keepSoon()
	}
}

func (p *Page) keepSoon() {
	if p.keeping.timer == nil {
		p.keeping.timer = time.AfterFunc(keepPace, func() { p.Run(p.keep) })
	}
}

// keep keeps the session as it is.
func (p *Page) keep() {
	if t := p.keeping.timer; t != nil {
		t.Stop()
		p.keeping.timer = nil
	}
	if p.keeping.store == nil || p.keeping.later != nil || !p.State().Engine.Ready() {
		return
	}
	if !p.State().Engine.WorthKeeping() {
		if p.State().Keep.Offered == nil {
			p.put(nil)
		}
		return
	}
	p.Send(protocol.Save{}, func(answer protocol.Event) {
		if saved, ok := answer.(protocol.Saved); ok {
			p.put(saved.File)
		}
	})
}

func (p *Page) put(file []byte) {
	p.keeping.store.Put(keptSession, map[string]any{
		"file": browser.Uint8Array(file), "step": p.State().Engine.Status.Step, "drawing": state.EncodeDrawing(p.State().Draw.Drawing),
		"runs": p.State().Runs.Encode(p.State().Train),
	})
}

// GoOnWithKept goes on with the session that is offered.
func (p *Page) GoOnWithKept() {
	k := p.State().Keep.Offered
	if k == nil {
		return
	}
	if !k.Drawing.Empty() {
		p.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Show(k.Drawing)) })
	}
	p.Update(func(s *state.State) { s.Runs = s.Runs.WithEarlier(k.Runs.Earlier) })
	p.load(k.File, k.Runs.Now)
}

// ForgetKept removes the session that is offered.
func (p *Page) ForgetKept() {
	p.Update(func(s *state.State) { s.Keep = s.Keep.Offer(nil) })
	if p.keeping.store != nil {
		p.keeping.store.Remove(keptSession)
	}
}

// load goes on with the network of a file, and with its curves where they are known. A file that is none changes nothing.
func (p *Page) load(file []byte, curves *state.Run) {
	p.Send(protocol.Load{File: file}, func(answer protocol.Event) {
		switch answer := answer.(type) {
		case protocol.Status:
			p.Update(func(s *state.State) {
				*s = s.Loaded(answer)
				s.Train = s.Train.WithCurves(curves, s.Engine.Status.Step)
			})
			p.WriteHash()
		case protocol.Failed:
			p.Update(func(s *state.State) { s.Keep = s.Keep.Told(answer.Message, "") })
		}
	})
}

// SaveModel saves the network as a file.
func (p *Page) SaveModel() {
	name := state.FileName(p.State().Engine.Status)
	p.Send(protocol.Save{}, func(answer protocol.Event) {
		switch answer := answer.(type) {
		case protocol.Saved:
			browser.NewBlob(answer.File, "application/octet-stream").Save(name)
			p.Update(func(s *state.State) { s.Keep = s.Keep.Told("", "Saved as "+name+".") })
		case protocol.Failed:
			p.Update(func(s *state.State) { s.Keep = s.Keep.Told(answer.Message, "") })
		}
	})
}

// LoadModel reads a file, and goes on with the network in it.
func (p *Page) LoadModel(file browser.File) {
	if size := file.Size(); size > maxModel {
		p.Update(func(s *state.State) {
			s.Keep = s.Keep.Told("The file has "+phrase.Grouped(size)+" bytes: that is no network of Inkgrad.", "")
		})
		return
	}
	file.Bytes(func(data []byte, ok bool) {
		p.Run(func() {
			if !ok {
				p.Update(func(s *state.State) { s.Keep = s.Keep.Told("The file cannot be read.", "") })
				return
			}
			p.load(data, nil)
		})
	})
}

// CopyLink copies a link to the page as it is.
func (p *Page) CopyLink() {
	link := browser.Origin() + browser.Path()
	if hash := p.State().Settings.Wanted.Query(); hash != "" {
		link += "#" + hash
	}
	browser.CopyText(link, func(ok bool) {
		p.Run(func() {
			note := "The link is copied, " + strconv.Itoa(len(link)) + " characters."
			if !ok {
				note = link
			}
			p.Update(func(s *state.State) { s.Keep = s.Keep.Told("", note) })
		})
	})
}
