package stepper

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// Stepper goes through a graph step by step: buttons, keys, and what the step computed. Playing is steps in time;
// nothing moves between two of them, so it is the same with reduced motion.
type Stepper struct {
	app.Compo
	Hub *hub.Hub
	// Of returns the way through the graph, nil where there is none, and the position on it; Go goes to another.
	Of func(state.State) (*walk.Walk, int)
	Go func(at int)
	// Figure is the graph, which takes the keys: → and ← step, space plays and pauses, Home and End. It may return nil,
	// and then the buttons take them.
	Figure func() app.UI

	playing bool
	// run counts starts of playing, so that a timer knows whether it is of the latest.
	run  int
	pace string
}

// paces is how long playing stays at a step. There is a sentence or two to read, and the numbers to find in the
// picture.
var paces = []struct {
	name string
	stay time.Duration
}{{"Slow", 4 * time.Second}, {"Normal", 2 * time.Second}, {"Fast", 700 * time.Millisecond}}

func (s *Stepper) OnMount(ctx app.Context) {
	s.Hub.Watch(ctx, func(st state.State) hub.Parts {
		w, at := s.Of(st)
		return hub.Parts{hub.Of(w), hub.Of(at)}
	})
}

func (s *Stepper) OnDismount() {
	s.Hub.Forget(s)
	s.playing = false
}

func (s *Stepper) Render() app.UI {
	w, at := s.Of(s.Hub.State())
	var figure app.UI
	if s.Figure != nil {
		figure = app.Div().Class("stepper-figure").TabIndex(0).Attr("role", "group").Aria("label", "Graph, in steps").
			Aria("describedby", "stepper-keys").Body(s.Figure())
	}
	return app.Div().Class("stepper").OnKeyDown(s.key).Body(
		figure,
		s.buttons(w, at),
		s.saying(w, at),
	)
}

func (s *Stepper) buttons(w *walk.Walk, at int) app.UI {
	end := 0
	if w != nil {
		end = w.End()
	}
	play, sign := "Play", signPlay
	if s.playing {
		play, sign = "Pause", signPause
	}
	var speeds []app.UI
	for _, p := range paces {
		o := app.Option().Value(p.name).Text(p.name)
		if p.name == s.speed() {
			o = o.Selected(true)
		}
		speeds = append(speeds, o)
	}
	return app.Div().Class("stepper-bar").Body(
		app.Div().Class("stepper-buttons").Attr("role", "group").Aria("label", "Steps").Body(
			s.button("To the start", signStart, at == 0, func(app.Context) { s.move(0) }),
			s.button("Step back", signBack, at == 0, func(app.Context) { s.by(-1) }),
			s.button(play, sign, end == 0, s.toggle),
			s.button("Step", signStep, at == end, func(app.Context) { s.by(1) }),
			s.button("To the end", signEnd, at == end, func(app.Context) { s.by(1 << 30) }),
		),
		app.Label().Class("stepper-speed").Body(
			app.Span().Class("visually-hidden").Text("Speed of playing"),
			app.Select().Class("field select").Body(speeds...).OnChange(func(ctx app.Context, _ app.Event) {
				s.pace = ctx.JSSrc().Get("value").String()
			}),
		),
		app.Div().Class("stepper-track").Aria("hidden", "true").Style("--at", phrase.Percent(part(w, float64(at)))).
			Style("--turn", phrase.Percent(part(w, turn(w)))).Body(app.Span()),
		app.P().Class("help stepper-keys").ID("stepper-keys").Text("Keys: → ← step, space plays, Home and End."),
	)
}

// turn is where the track changes its colour: half a step before the way back begins.
func turn(w *walk.Walk) float64 {
	if w == nil {
		return 0
	}
	return float64(w.Turn()) - 0.5
}

// part returns a position as a fraction of the way.
func part(w *walk.Walk, at float64) float64 {
	if w == nil || w.End() == 0 {
		return 0
	}
	return at / float64(w.End())
}

// The signs of the buttons, as paths in 16×16.
const (
	signStart = "M3 3v10M13 3L6 8l7 5z"
	signBack  = "M10 4L6 8l4 4-4-4z"
	signPlay  = "M5 3l8 5-8 5z"
	signPause = "M5 3v10M11 3v10"
	signStep  = "M6 4l4 4-4 4 4-4z"
	signEnd   = "M13 3v10M3 3l7 5-7 5z"
)

func (s *Stepper) button(label, sign string, disabled bool, press func(app.Context)) app.UI {
	b := app.Button().Type("button").Class("button stepper-button").Aria("label", label).Title(label).
		OnClick(func(ctx app.Context, _ app.Event) { press(ctx) }, label).
		Body(app.Raw(`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="` + sign +
			`"/></svg>`))
	// A disabled button would lose the focus in the middle of the keys.
	return b.Aria("disabled", disabled)
}

func (s *Stepper) saying(w *walk.Walk, at int) app.UI {
	if w == nil {
		return app.Div().Class("saying")
	}
	said := w.Say(at)
	var parts []app.UI
	for _, p := range said.Parts {
		if p.Words != "" {
			parts = append(parts, app.P().Class("saying-words").Text(p.Words))
		}
		var math []app.UI
		for _, m := range p.Math {
			math = append(math, app.Raw(m))
		}
		if len(math) > 0 {
			parts = append(parts, app.Div().Class("saying-math").Body(math...))
		}
	}
	class := "saying-now"
	switch {
	case at == 0 || at == w.End():
	case at < w.Turn():
		class += " saying-forward"
	default:
		class += " saying-backward"
	}
	return app.Div().Class("saying").Body(
		app.Div().Class(class).Body(append([]app.UI{app.H3().Text(said.Title)}, parts...)...),
		app.P().Class("visually-hidden").Attr("role", "status").Text(said.Title+". "+said.Spoken),
	)
}

func (s *Stepper) key(ctx app.Context, e app.Event) {
	for _, modifier := range []string{"ctrlKey", "metaKey", "altKey", "shiftKey"} {
		if e.Get(modifier).Bool() {
			return
		}
	}
	target, key := e.Get("target"), e.Get("key").String()
	if target.Call("matches", "select, input").Bool() || key == " " && target.Call("matches", "button").Bool() {
		return
	}
	w, at := s.Of(s.Hub.State())
	if w == nil {
		return
	}
	switch key {
	case "ArrowRight":
		s.move(at + 1)
	case "ArrowLeft":
		s.move(at - 1)
	case "Home":
		s.move(0)
	case "End":
		s.move(w.End())
	case " ":
		s.toggle(ctx)
	default:
		return
	}
	e.PreventDefault() // of scrolling
}

// by moves on by some positions, at most to the end. Buttons keep the handler of their first rendering, so it asks
// where the page is.
func (s *Stepper) by(n int) {
	if w, at := s.Of(s.Hub.State()); w != nil {
		s.move(min(at+n, w.End()))
	}
}

// move goes to a position by hand, which ends playing.
func (s *Stepper) move(at int) {
	s.playing = false
	if w, now := s.Of(s.Hub.State()); w != nil && at >= 0 && at <= w.End() && at != now {
		s.Go(at)
	}
}

func (s *Stepper) toggle(ctx app.Context) {
	w, at := s.Of(s.Hub.State())
	if s.playing = !s.playing && w != nil; !s.playing {
		return
	}
	if at == w.End() {
		s.Go(0)
	}
	s.run++
	s.next(ctx, s.run)
}

// next takes the next step after a while.
func (s *Stepper) next(ctx app.Context, run int) {
	stay := paces[1].stay
	for _, p := range paces {
		if p.name == s.speed() {
			stay = p.stay
		}
	}
	ctx.After(stay, func(ctx app.Context) {
		w, at := s.Of(s.Hub.State())
		if !s.playing || run != s.run || w == nil {
			return
		}
		if at < w.End() {
			s.Go(at + 1)
		}
		if s.playing = at+1 < w.End(); s.playing {
			s.next(ctx, run)
		}
	})
}

func (s *Stepper) speed() string {
	if s.pace == "" {
		return paces[1].name
	}
	return s.pace
}
