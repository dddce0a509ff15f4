package fool

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/plot"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Panel is where a learner fools a network.
type Panel struct {
	app.Compo
	Room *Room
	// Pad makes the drawing area where there is none on the page; then the panel is open. It is nil where there is one.
	Pad func() app.UI
}

func (p *Panel) OnMount(ctx app.Context) {
	p.Room.Watch(ctx, func(s state.State) hub.Parts {
		if !s.Fool.Open && p.Pad == nil {
			return hub.Parts{hub.Of(s.Fool), hub.Of(s.FoolTarget())}
		}
		_, can := s.FoolCommand()
		return hub.Parts{hub.Of(s.Fool), hub.Of(s.Draw.Seen), hub.Of(s.Engine.Phase), hub.Of(s.Engine.NetworkName()),
			hub.Of([4]bool{can, s.FoolWay() != nil, s.FoolOld(), s.Draw.Drawing.Empty()}), hub.Of(s.FoolTarget())}
	})
}
func (p *Panel) OnDismount() { p.Room.Forget(p) }

func (p *Panel) Render() app.UI {
	s := p.Room.State()
	section := app.Section().Class("panel fool").Aria("labelledby", "fool-title")
	head := app.H2().ID("fool-title").Text("Fool the network")
	lede := app.P().Class("help fool-lede").
		Text("The gradient says for each pixel how the loss changes with its ink. Training moves the weights by the " +
			"gradient; here the pixels move, and the network stays as it is.")
	if p.Pad != nil {
		return section.Body(head, lede, app.Div().Class("fool-alone").Body(p.Pad(), p.body(s)))
	}
	fold := p.Room.Fold(state.FoldFool, "more fool-fold")
	body := app.UI(app.Div())
	if s.Fool.Open {
		body = p.body(s)
	}
	return section.Body(head, lede, fold.Body(app.Summary().Text(title(s)), body))
}

func (p *Panel) body(s state.State) app.UI {
	return app.Div().Class("fool-body").Body(
		p.choices(s),
		p.buttons(s),
		app.Div().Class("fool-stage").Body(
			app.Div().Class("fool-way").Body(
				pictures(s),
				p.slider(s),
				app.P().Class("fool-words").Attr("role", "status").Text(words(s)),
				app.P().Class("fool-transfer").Text(transfer(s)),
				app.P().Class("help fool-meaning").Text(meaning(s)),
				app.P().Class("help fool-old").Text(oldWords(s)),
			),
			probabilities(s),
			loss(s),
		),
	)
}

// choices are the digit, the way, the network and the start.
func (p *Panel) choices(s state.State) app.UI {
	digits := make([]string, form.Classes, form.Classes+1)
	for d := range digits {
		digits[d] = strconv.Itoa(d)
	}
	to := s.FoolTarget()
	if !s.Fool.Blank {
		digits = append(digits, "any other")
	}
	if to == protocol.AnyOther {
		to = form.Classes
	}
	networks := []string{networkName(s), "Reader"}
	return app.Div().Class("fool-choices").Body(
		p.choice("fool-from", "Begin with", []string{"The drawing", "Blank paper"}, index(s.Fool.Blank),
			func(f *state.Fool, i int) { f.Blank = i == 1 }),
		p.choice("fool-network", "Fool", networks, index(s.Fool.Reader), func(f *state.Fool, i int) {
			f.Reader = i == 1
		}),
		p.choice("fool-norm", "How", normTexts[:], normIndex(s.FoolNorm()), func(f *state.Fool, i int) {
			f.Norm = norms[i]
		}),
		p.choice("fool-target", "Make it", digits, to, func(f *state.Fool, i int) {
			if f.Target = i; i == form.Classes {
				f.Target = protocol.AnyOther
			}
		}),
	)
}

// norms are the ways in their order, with what a learner chooses.
var (
	norms     = [...]string{protocol.NormMax, protocol.NormCount, protocol.NormDistance}
	normTexts = [...]string{"All pixels a little", "Few pixels", "Steepest way"}
)

func normIndex(norm string) int {
	for i, n := range norms {
		if n == norm {
			return i
		}
	}
	return 0
}

func index(second bool) int {
	if second {
		return 1
	}
	return 0
}

// choice is a row of radio buttons that look like one switch.
func (p *Panel) choice(id, label string, texts []string, chosen int, choose func(f *state.Fool, i int)) app.UI {
	var parts []app.UI
	for i, text := range texts {
		radio := app.Input().Type("radio").ID(id+"-"+strconv.Itoa(i)).Name(id).Value(i).Class("visually-hidden").
			Checked(i == chosen).
			OnChange(func(app.Context, app.Event) {
				p.Room.choose(func(f *state.Fool) { choose(f, i) })
			}, i)
		parts = append(parts, app.Label().Class("segment").Body(radio, app.Span().Text(text)))
	}
	return app.Div().Class("fool-choice").Body(
		app.P().ID(id+"-label").Class("fool-label").Text(label),
		app.Div().Class("segments "+id).Attr("role", "radiogroup").Aria("labelledby", id+"-label").Body(parts...),
	)
}

// buttons are what a learner does.
func (p *Panel) buttons(s state.State) app.UI {
	_, can := s.FoolCommand()
	way := s.FoolWay()
	last := way != nil && s.Fool.At == len(way.Frames)-1
	run := "Go"
	if s.Fool.Playing {
		run = "Pause"
	}
	return app.Div().Class("row fool-buttons").Body(
		widget.Button(run, !can, p.Room.play).Class("button-main").ID("fool-go"),
		widget.Button("One step", !can || last, p.Room.step).ID("fool-step"),
		widget.Button("Back to the start", way == nil || s.Fool.At == 0, func() { p.Room.show(0, false) }).
			ID("fool-back"),
		widget.Button("Put it on the sheet", way == nil || s.Fool.At == 0, p.Room.put).ID("fool-put").
			Title("Undo there brings back what was on it"),
	)
}

// pictures are the image before, the change, and the image after.
func pictures(s state.State) app.UI {
	before := s.FoolBefore()
	after := before
	frame := s.FoolFrame()
	if frame != nil {
		after = frame.Pixels
	}
	change := s.FoolChange()
	return app.Div().Class("fool-pictures").Body(
		picture("Before", &widget.Pixmap{Class: "digit fool-pixels", W: form.Side, H: form.Side,
			Pix: widget.InkPixels(before), Label: "The image before"}, ""),
		app.Figure().Class("fool-picture").Body(
			app.Elem("figcaption").Text("The change"),
			app.Div().Class("fool-frame").Body(&widget.Pixmap{Class: "fool-pixels", W: change.W, H: change.H,
				Pix: change.Pix, Label: "The change of each pixel"}),
			changeKey(change),
		),
		picture("After", &widget.Pixmap{Class: "digit fool-pixels", W: form.Side, H: form.Side,
			Pix: widget.InkPixels(after), Label: "The image after"}, howFar(frame)),
	)
}

func picture(name string, pixels app.UI, note string) app.UI {
	return app.Figure().Class("fool-picture").Body(
		app.Elem("figcaption").Text(name),
		app.Div().Class("fool-frame").Body(pixels),
		app.P().Class("help fool-note").Text(note),
	)
}

// changeKey says what the colours are.
func changeKey(change graphview.Pixmap) app.UI {
	if change.Max == 0 {
		return app.P().Class("help fool-note")
	}
	return app.P().Class("help fool-note").Body(
		app.Span().Class("swatch swatch-plus"), app.Text(" more ink, "),
		app.Span().Class("swatch swatch-minus"), app.Text(" less; full at "+ink(change.Max)),
	)
}

// howFar says how far the frame is from the first.
func howFar(f *protocol.FoolFrame) string {
	if f == nil || f.Changed == 0 {
		return ""
	}
	return phrase.Counted(f.Changed, "pixel") + ", largest " + ink(f.Largest) + ", mean " +
		strconv.FormatFloat(f.Mean, 'f', 3, 64) + ", length " + ink(f.Distance)
}

// probabilities are the bars of both networks.
func probabilities(s state.State) app.UI {
	network, reader := s.FoolAnswers()
	return app.Div().Class("fool-bars").Body(
		app.P().Class("fool-caption").Body(
			app.Span().Class("fool-key fool-key-network"), app.Text(networkName(s)+" "),
			app.Span().Class("fool-key fool-key-reader"), app.Text("Reader")),
		widget.Bars("Probability of each digit: the network, then the reader",
			answer("network", network), answer("reader", reader)),
	)
}

func networkName(s state.State) string {
	if whose := s.Engine.NetworkName().Whose; whose != "" {
		return whose
	}
	return "Network"
}

func answer(class string, r *protocol.Reading) widget.Answer {
	a := widget.Answer{Class: class, Digit: -1}
	if r != nil {
		if a.Probabilities = r.Probabilities; r.Sure {
			a.Digit = r.Digit
		}
	}
	return a
}

// The chart of the loss.
const lossWidth, lossHeight = 300, 170

// loss is the loss at each step, read at the one that is shown.
func loss(s state.State) app.UI {
	name := "Loss"
	chart := plot.Chart{Width: lossWidth, Height: lossHeight, Room: 46, To: 10, Axis: "step",
		Format: phrase.Short, TickFormat: phrase.Short}
	if way := s.FoolWay(); way != nil {
		line := plot.Series{Name: "loss", Title: "The loss", Class: "fool-line", Bare: true}
		for i, f := range way.Frames {
			line.Points = append(line.Points, plot.Point{X: float64(i), Y: f.Loss})
		}
		at := float64(s.Fool.At)
		chart.Series, chart.To, chart.Read = []plot.Series{line}, float64(len(way.Frames)-1), &at
		of := s.FoolTarget()
		if of == protocol.AnyOther {
			of = way.From
		}
		name = "Loss with " + phrase.Digit(of) + " as the target: " + phrase.Short(s.FoolFrame().Loss)
	}
	return app.Div().Class("fool-loss").Body(
		app.P().Class("fool-caption").Text(name),
		&widget.SVGBox{Class: "plot-box", Tree: func() *graphview.Element {
			return chart.Layout().Draw(chart.Width, chart.Height, chart.Words("The loss has no steps yet."))
		}},
	)
}

// slider goes back and forth over the frames.
func (p *Panel) slider(s state.State) app.UI {
	text := "no steps yet"
	if way := s.FoolWay(); way != nil {
		text = "step " + strconv.Itoa(s.Fool.At) + " of " + strconv.Itoa(len(way.Frames)-1)
	}
	now := func() (at, last int) {
		s := p.Room.State()
		if way := s.FoolWay(); way != nil {
			return s.Fool.At, len(way.Frames) - 1
		}
		return 0, 0
	}
	_, last := now()
	return app.Div().Class("fool-slider").Body(
		app.Label().For("fool-at").Text("Step"),
		widget.Stops("fool-at", text, last == 0, now, func(at int) { p.Room.show(at, false) }),
		app.Span().Class("fool-at").Aria("hidden", "true").Text(text),
	)
}
