package own

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// View is where a drawing gets a label, and the labelled drawings are kept, trained on, saved and loaded.
type View struct {
	app.Compo
	Room *Room
}

func (o *View) OnMount(ctx app.Context) {
	o.Room.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Own), hub.Of(s.Shown()), hub.Of(s.Folds), hub.Of([4]bool{s.CanLabel(),
			s.Own.CanFineTune(s.Engine), s.Own.CanTakeBack(s.Engine), s.Engine.CanTrain()})}
	})
}
func (o *View) OnDismount() { o.Room.Forget(o) }

func (o *View) Render() app.UI {
	s := o.Room.State()
	fold := o.Room.Fold(state.FoldOwn, "more own")
	return app.Div().Class("own-box").Body(
		fold.Body(
			app.Summary().Body(app.Text("My drawings"), app.Span().Class("help").Text(ownText(s.Own))),
			app.Div().Class("own-body").Body(
				o.labels(s),
				o.drawings(s),
				o.tuning(s),
				&control.Setting{Desk: o.Room.Desk, Row: state.OwnShare},
				o.files(s),
			),
		),
		app.P().Class("error own-problem").Attr("role", "alert").Text(s.Own.Problem),
		app.P().Class("help own-note").Attr("role", "status").Text(s.Own.Note),
	)
}

// ownText says beside the fold what is in it.
func ownText(o *state.Own) string {
	if len(o.List) == 0 {
		return "say what you drew, and train on it"
	}
	text := phrase.Grouped(len(o.List))
	if n, known := o.NetworkRight(); known {
		text += ", the network has " + phrase.Grouped(n) + " right"
	}
	if n, known := o.ReaderRight(); known {
		text += ", the reader " + phrase.Grouped(n)
	}
	return text
}

// labels are ten buttons that say what the drawing is, with the count of the drawings of each digit.
func (o *View) labels(s state.State) app.UI {
	counts, shown := s.Own.Counts(), s.Shown()
	buttons := make([]app.UI, form.Classes)
	for digit, n := range counts {
		words := "Label as " + strconv.Itoa(digit) + " (" + phrase.Counted(n, "drawing") + " so far)"
		count := ""
		if n > 0 {
			count = phrase.Grouped(n)
		}
		buttons[digit] = app.Button().Type("button").Class("button own-label").Title(words).Aria("label", words).
			Aria("pressed", shown >= 0 && s.Own.List[shown].Label == digit).Disabled(!s.CanLabel()).
			OnClick(func(app.Context, app.Event) { o.Room.Update(func(s *state.State) { *s = s.Label(digit) }) }).
			Body(app.Text(digit), app.Span().Class("own-count").Text(count))
	}
	return app.Div().Class("own-labels").Attr("role", "group").Aria("labelledby", "own-labels-title").Body(
		app.P().ID("own-labels-title").Class("own-labels-title").Text("Label as"),
		app.Div().Class("own-digits").Body(buttons...),
	)
}

// drawings are all of them; the one that lies on the drawing area is marked.
func (o *View) drawings(s state.State) app.UI {
	if len(s.Own.List) == 0 {
		return app.P().Class("help").
			Text("Draw a digit and choose its label above: it is added here, and the network can learn from it. " +
				"Your drawings stay in this browser.")
	}
	var items []app.UI
	shown := s.Shown()
	for i, d := range s.Own.List {
		if s.FoldOpen(state.FoldOwn) { // hundreds of pictures take time, and nobody sees them in a closed fold
			items = append(items, o.drawing(i, d, i == shown))
		}
	}
	return app.Div().Body(
		app.P().Class("help").
			Text("Each drawing has its label, and what your network and the built-in reader see in it now. "+
				"Choose a drawing to put it back on the sheet, where you can change its label."),
		app.Elem("ul").Class("gallery own-list").Aria("label", "My drawings").Body(items...),
	)
}

func (o *View) drawing(i int, d state.OwnDrawing, shown bool) app.UI {
	words := phrase.Sentence(phrase.Digit(d.Label)+" of yours") + " " + verdictWords("The network", d.Network) +
		verdictWords("The reader", d.Reader)
	class := "gallery-item own-open"
	if shown {
		class += " gallery-open"
	}
	return app.Li().Class("own-drawing").Body(
		app.Button().Type("button").Class(class).Title(words).Aria("label", words).
			OnClick(func(app.Context, app.Event) {
				o.Room.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Show(s.Own.Drawing(i))) })
			}, i).
			Body(
				&widget.Pixmap{Class: "digit gallery-pixels", W: form.Side, H: form.Side,
					Pix: widget.InkPixels(d.Pixels)},
				app.Elem("strong").Class("own-is").Text(d.Label),
				verdictMark("Network", d.Label, d.Network),
				verdictMark("Reader", d.Label, d.Reader),
			),
		app.Button().Type("button").Class("own-remove").Title("Remove").
			Aria("label", "Remove this "+strconv.Itoa(d.Label)).Text("×").
			OnClick(func(app.Context, app.Event) {
				o.Room.Update(func(s *state.State) { s.Own = s.Own.Remove(i) })
			}, i),
	)
}

func verdictWords(who string, v *protocol.Verdict) string {
	switch {
	case v == nil:
		return ""
	case v.Digit < 0:
		return who + " sees no digit. "
	}
	return who + " sees " + phrase.Digit(v.Digit) + ", " + phrase.Percent(v.Confidence) + ". "
}

// verdictMark is a network's answer to a drawing: a tick, or the digit that it takes it for.
func verdictMark(who string, label int, v *protocol.Verdict) app.UI {
	line := app.Span().Class("own-verdict")
	switch {
	case v == nil:
		return line.Text(who + " –")
	case v.Digit == label:
		return line.Body(app.Text(who+" "), app.Span().Class("own-right").Text("✓"))
	case v.Digit < 0:
		return line.Body(app.Text(who+" "), app.Span().Class("own-wrong").Text("✗"))
	}
	return line.Body(app.Text(who+" "), app.Span().Class("own-wrong").Text("✗ "+strconv.Itoa(v.Digit)))
}

// tuning trains on the drawings, and shows what that has changed.
func (o *View) tuning(s state.State) app.UI {
	idle := !s.Own.CanFineTune(s.Engine)
	running := ""
	if s.Own.Tuning {
		running = "Fine-tuning runs …"
	}
	return app.Div().Class("own-tuning").Body(
		app.H3().Text("Fine-tune"),
		app.P().Class("help").
			Text(fmt.Sprintf("%d more steps from the current weights, at a tenth of the learning rate. "+
				"On your drawings alone the network forgets some of MNIST; with half of each batch from MNIST it "+
				"keeps more of it.", state.FineTuneSteps)),
		app.Div().Class("row").Body(
			widget.Button("On my drawings alone", idle, func() { o.Room.fineTune(1) }).ID("tune-alone"),
			widget.Button("Mixed with MNIST", idle || !s.Engine.CanTrain(), func() { o.Room.fineTune(state.Mixed) }).
				ID("tune-mixed"),
			widget.Button("Undo fine-tuning", !s.Own.CanTakeBack(s.Engine), o.Room.takeBack).
				Title("The network as it was before the latest fine-tuning").ID("tune-back"),
		),
		app.Div().Attr("role", "status").Body(
			app.P().Class("help own-running").Text(running),
			effectTable(s.Own),
		),
	)
}

// effectTable shows what fine-tuning has changed. It is there as soon as there are drawings, with room for both ways.
func effectTable(o *state.Own) app.UI {
	if len(o.List) == 0 && len(o.Effects) == 0 {
		return app.Div()
	}
	rows := []app.UI{app.Tr().Body(app.Td(),
		app.Th().Scope("col").Text("Yours right"), app.Th().Scope("col").Text("MNIST test"))}
	for _, way := range []struct {
		name  string
		share float64
	}{{"Alone", 1}, {"Mixed", state.Mixed}} {
		steps, yours, test := "not yet", "–", "–"
		if i := slices.IndexFunc(o.Effects, func(e protocol.Tuned) bool { return e.Share == way.share }); i >= 0 {
			e := o.Effects[i]
			steps = "step " + phrase.Grouped(e.Before.Step) + " to " + phrase.Grouped(e.After.Step)
			yours = fmt.Sprintf("%d → %d of %d", e.Before.Right, e.After.Right, e.After.Drawings)
			if e.Before.TestImages > 0 && e.After.TestImages > 0 {
				test = phrase.Accuracy(e.Before.TestAccuracy) + " → " + phrase.Accuracy(e.After.TestAccuracy)
			}
		}
		rows = append(rows, app.Tr().Body(
			app.Th().Scope("row").Body(app.Text(way.name+" "), app.Span().Class("own-steps").Text(steps)),
			app.Td().Text(yours),
			app.Td().Text(test),
		))
	}
	return app.Table().Class("own-effects").Body(app.Elem("tbody").Body(rows...))
}

// files saves and loads the drawings, and removes all.
func (o *View) files(s state.State) app.UI {
	none := len(s.Own.List) == 0
	return app.Div().Class("row").Attr("role", "group").Aria("label", "All my drawings").Body(
		widget.Button("Export", none, o.Room.Export).Title("Save the strokes and labels as a JSON file").
			ID("own-export"),
		app.Label().Class("button keep-load").Body(
			app.Text("Import"),
			app.Input().Type("file").Class("visually-hidden").ID("own-import").Accept(".json").
				OnChange(func(ctx app.Context, _ app.Event) {
					if file, ok := browser.TakeFile(ctx.JSSrc()); ok {
						o.Room.Import(file)
					}
				}),
		),
		widget.Button("Remove all", none, func() {
			o.Room.Update(func(s *state.State) { s.Own = s.Own.Clear() })
		}).ID("own-clear"),
		widget.Button("Undo", len(s.Own.Past) == 0, func() {
			o.Room.Update(func(s *state.State) { s.Own = s.Own.Undo() })
		}).ID("own-undo"),
	)
}
