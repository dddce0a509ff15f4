package keep

import (
	"math/rand/v2"
	"slices"
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
	// tabPage is the name under which a tab remembers the page whose session it has.
	tabPage = "inkgrad.page"
	// claimed begins the names by which open pages claim their records.
	claimed = "inkgrad "
	// asideSession is the key in the store of a session that could not be taken up.
	asideSession = "session that could not be read"
)

// Room keeps the session beyond a reload, and takes up the one before. Package state says which of those that are kept.
type Room struct {
	*control.Desk
	store *browser.Store // nil where the browser has none, and in frames
	timer *time.Timer
	// page is this page's own name, under which it keeps the session.
	page string
	// old are the keys of records that the next one takes the place of.
	old []string
	// later is what waits for the engine to be ready, and taking says that a session is being taken up: until it is
	// there, nothing is kept.
	later  func()
	taking bool
	// key and record are what was kept of the session that is taken up or offered.
	key    string
	record app.Value

	replays replays
}

// New returns a Room that keeps nothing before Begin.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d, page: strconv.FormatUint(rand.Uint64(), 36)}
	r.React(r.followWeights)
	r.React(r.followReplay)
	return r
}

// Begin keeps the session from now on, whenever it has changed and when the page is left.
func (r *Room) Begin() {
	r.Waits(browser.Reloaded())
	r.Subscribe(r.keepAfter)
	r.React(func(before, now state.State) {
		if !now.Runs.SameEarlier(before.Runs) || now.Keep.Replaced != before.Keep.Replaced {
			r.keepSoon()
		}
	})
	browser.OnLeave(func() { r.Run(r.keep) })
}

// Find takes up the session before, that of this tab or else the newest. A page that is loaded again goes on with it;
// one that is opened, by a link perhaps, has what the link says, and offers it.
func (r *Room) Find(s *browser.Store) {
	browser.Claim(claimed + r.page)
	r.find(s)
}

func (r *Room) find(s *browser.Store) {
	s.Keys(func(keys []string) {
		r.Run(func() {
			r.store = s
			records := state.ReadRecords(keys)
			r.clean(records)
			own := records.Of(browser.TabItem(tabPage))
			switch r.key = own; {
			case own != "":
				r.get(browser.Reloaded(), func() { r.offer(records.Newest()) })
			default:
				r.offer(records.Newest())
			}
		})
	})
}

// clean removes records that are too many.
func (r *Room) clean(records state.Records) {
	browser.Claimed(func(open map[string]bool, _ bool) {
		for _, key := range records.Surplus(func(page string) bool { return open[claimed+page] }) {
			r.store.Remove(key)
		}
	})
}

// offer offers the session under a key, if there is one.
func (r *Room) offer(key string) {
	if r.key = key; key == "" {
		r.Waits(false)
		return
	}
	r.get(false, func() {})
}

// get reads the session that r.key names, and takes it up or offers it. Without a network in it, it calls none.
func (r *Room) get(takeUp bool, none func()) {
	r.taking = takeUp
	r.store.Get(r.key, func(v app.Value) {
		r.Run(func() {
			if r.record = v; v.IsUndefined() { // another page has kept its session anew since
				r.find(r.store)
				return
			}
			kept, ok := state.ReadKept(browser.Fields(v, state.KeptFields...))
			if !ok || !takeUp || !kept.HasNetwork() {
				r.Waits(false)
			}
			switch {
			case !ok:
				r.setAside("What this browser kept of it is not of a form that this version knows.")
			case takeUp:
				r.takeUp(kept)
			}
			switch {
			case ok && !kept.HasNetwork():
				none()
			case ok && !takeUp:
				r.Update(func(s *state.State) { s.Keep = s.Keep.Offer(kept) })
			}
		})
	})
}

// cannotTakeUp records that the engine did not load the session before. If it refused it, it would do so each time.
func (r *Room) cannotTakeUp(f protocol.Failed) {
	r.Waits(false)
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
	r.taking = false
	if r.store == nil {
		return // it was found in no store, and nothing is in the way
	}
	r.store.Put(asideSession, r.record)
	r.store.Remove(r.key)
	r.Update(func(s *state.State) {
		s.Keep = s.Keep.WithAside(problem + " It is set aside in this browser’s storage, and from now on the session " +
			"is kept anew.")
	})
}

// takeUp goes on with the session of this tab as it was.
func (r *Room) takeUp(k *state.Kept) {
	if r.State().Draw.Drawing.Empty() && !k.Drawing.Empty() {
		r.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Show(k.Drawing)) })
	}
	r.Update(func(s *state.State) {
		s.Runs = s.Runs.WithEarlier(k.Runs.Earlier)
		if len(k.Replaced) > 0 {
			s.Keep = s.Keep.WithReplaced(&state.Replaced{Step: k.ReplacedStep, File: k.Replaced})
		}
	})
	if len(k.File) == 0 {
		r.taken()
		return
	}
	r.whenReady(func() {
		r.Send(protocol.Load{File: k.File}, func(answer protocol.Event) {
			loaded := false
			switch answer := answer.(type) {
			case protocol.Status:
				loaded = true
				r.Update(func(s *state.State) {
					s.Train = s.Train.WithCurves(k.Runs.Now, s.Engine.Status.Step)
					if *s = s.TakenUp(); k.Goal == 0 {
						*s = s.BringMoments()
					}
				})
				r.taken()
				r.Waits(false)
			case protocol.Failed:
				r.cannotTakeUp(answer)
			}
			// The settings are those of the URL.
			r.Send(protocol.Configure{Settings: r.State().Settings.Wanted}, func(answer protocol.Event) {
				r.Refused(answer)
				if step := r.State().Engine.Status.Step; loaded && k.Goal > step {
					r.resume(step, k.Goal)
				}
			})
		})
	})
}

// resume goes on with the training that the page was loaded again in the midst of, and says so.
func (r *Room) resume(step, goal int) {
	r.Train(goal-step, nil)
	r.Update(func(s *state.State) {
		s.Keep = s.Keep.WithResumed("Training goes on from step " + phrase.Grouped(step) + ", the last that was kept.")
	})
}

// taken records that the session under r.key is taken up: from now on it is kept as this page's. The record stays if
// another page that is open has it, of which this tab is a copy.
func (r *Room) taken() {
	key := r.key
	r.taking = false
	browser.Claimed(func(open map[string]bool, _ bool) {
		r.Run(func() {
			if !open[claimed+state.PageOf(key)] {
				r.old = append(r.old, key)
			}
			r.keep()
		})
	})
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

// keep keeps the session as it is. It asks nobody, since the page may be on its way out.
func (r *Room) keep() {
	if t := r.timer; t != nil {
		t.Stop()
		r.timer = nil
	}
	if r.store == nil || r.taking {
		return
	}
	kept := r.State().Kept()
	if kept.Empty() && len(r.old) == 0 {
		return
	}
	r.put(kept)
}

// put stores a session in place of what this page has kept before.
func (r *Room) put(kept *state.Kept) {
	key := state.KeptKey(kept.HasNetwork(), time.Now(), r.page)
	old := slices.DeleteFunc(slices.Clone(r.old), func(old string) bool { return old == key }) // of this millisecond
	r.old = append(slices.Clone(old), key)
	r.store.Replace(key, kept.Fields(), old, func(ok bool) {
		r.Run(func() {
			if ok {
				r.old = slices.DeleteFunc(r.old, func(key string) bool { return slices.Contains(old, key) })
			}
			r.Update(func(s *state.State) { s.Keep = s.Keep.WithKept(ok) })
		})
	})
	browser.SetTabItem(tabPage, r.page)
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
	r.load(k.File, k.Runs.Now, func(protocol.Status) { r.taken() }, r.cannotTakeUp)
}

// Drop removes the session that is offered, unless it is that of another page that is open.
func (r *Room) Drop() {
	key := r.key
	r.Update(func(s *state.State) { s.Keep = s.Keep.Offer(nil) })
	if r.store == nil {
		return
	}
	browser.Claimed(func(open map[string]bool, _ bool) {
		if !open[claimed+state.PageOf(key)] {
			r.store.Remove(key)
		}
	})
}
