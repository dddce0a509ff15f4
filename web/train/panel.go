package train

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/keep"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Panel trains the network and shows how that goes.
type Panel struct {
	app.Compo
	Desk *control.Desk
	Keep *keep.Room
	Time *Time
}

func (t *Panel) OnMount(ctx app.Context) {
	t.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Engine), hub.Of(s.Train), hub.Of(s.Settings), hub.Of(len(s.Own.List)),
			hub.Of(s.Next())}
	})
}
func (t *Panel) OnDismount() { t.Desk.Forget(t) }

func (t *Panel) Render() app.UI {
	s := t.Desk.State()
	return app.Section().Class("panel train").Aria("labelledby", "train-title").Body(
		app.H2().ID("train-title").Text("Train"),
		app.Div().Class("train-main").Body(app.Div().Class("train-body").Body(
			app.Div().Class("train-run").Body(
				t.buttons(s),
				&control.FreshStart{Desk: t.Desk, At: "train"},
				progress(s),
				app.P().Class("error").Attr("role", "alert").Text(s.Train.Problem),
				app.If(s.Train.Diverged, t.slower(s)),
				t.missing(s.Engine),
				app.P().Class("visually-hidden").Attr("role", "status").Text(s.Train.News),
			),
			app.Div().Class("charts").Body(
				&chartView{Hub: t.Desk.Hub, Plots: "loss"},
				&chartView{Hub: t.Desk.Hub, Plots: "accuracy"},
			),
			&timeView{Time: t.Time},
			app.Div().Class("train-folds").Body(&distributionsView{Hub: t.Desk.Hub}, &epochsView{Hub: t.Desk.Hub}),
			&trainSettings{Desk: t.Desk, Keep: t.Keep},
		)),
		// Below all the buttons that begin another run, for it moves what follows.
		app.Div().Class("train-runs").Body(&runsView{Hub: t.Desk.Hub}),
	)
}

func (t *Panel) buttons(s state.State) app.UI {
	idle := !s.Engine.CanTrain() || s.Engine.Status.Running
	label, press := "Train", func() { t.Desk.Train(t.Desk.TrainSteps(), nil) }
	switch {
	case s.Engine.Status.Running:
		label, press = "Pause", t.Desk.Pause
	case s.Engine.GoesOn():
		label = "Go on"
	}
	class := "button button-main"
	if s.Next() == state.NextTrain {
		class += " act-here"
	}
	return app.Div().Class("row train-buttons").Body(
		app.Button().Type("button").Class(class).ID("train-button").Text(label).
			Attr("disabled", !s.Engine.CanTrain()).OnClick(func(app.Context, app.Event) { press() }, label),
		widget.Button("One step", idle, func() { t.Desk.Train(1, nil) }),
		widget.Button("Start from scratch", !s.Engine.Ready(), func() { t.Desk.StartFresh("train") }).
			Title("Fresh weights, drawn at random from the seed"),
		t.builtin(s),
	)
}

// builtin brings back the built-in network, and trains it further where it is the current one: only who asks for that
// should see a finished network go on.
func (t *Panel) builtin(s state.State) app.UI {
	if s.Engine.Status.Builtin {
		return widget.Button("Go on with built-in", !s.Engine.CanTrain() || s.Engine.Status.Running, t.Desk.TrainOn).
			Title("Trains the built-in network further, from step " + phrase.Grouped(s.Engine.Status.Step))
	}
	return widget.Button("Built-in network", !s.Engine.Ready(), func() { t.Desk.Order(protocol.Builtin{}) }).
		Title("The trained network that came with the page")
}

// slower offers to go on, with a smaller learning rate, from the network to which training that diverged went back.
func (t *Panel) slower(s state.State) app.UI {
	rate := s.Settings.SlowerRate()
	return app.Div().Class("row").Body(
		widget.Button("Go on with a learning rate of "+rate, !s.Engine.CanTrain(), func() {
			t.Desk.Set("learningRate", rate)
			t.Desk.TrainOn()
		}),
	)
}

// missing says which images to train on could not be loaded, where there are others, and offers to ask again. Where
// there are none, that is said above all panels.
func (t *Panel) missing(e *state.Engine) app.UI {
	if len(e.Missing) == 0 || !e.CanTrain() || e.MissesStart() {
		return nil
	}
	return app.Div().Class("train-missing").Attr("role", "alert").Body(
		app.P().Class("error").Text(e.MissingWords()),
		widget.Button("Try again", false, t.Desk.Retry),
	)
}

// progress tells the step, the epoch, the speed and the time left, each in its own place.
func progress(s state.State) app.UI {
	step, goal := s.Engine.Status.Step, s.Goal()
	steps := phrase.Grouped(step)
	if goal > step {
		steps += " of " + phrase.Grouped(goal)
	}
	epoch, speed, left := "–", "–", "–"
	if epochs := s.Epochs(step); epochs > 0 {
		epoch = strconv.FormatFloat(epochs, 'f', 1, 64)
	}
	if p := s.Train.Progress; p.Step > 0 && s.Engine.Status.Running {
		speed, left = phrase.Grouped(int(math.Round(p.StepsPerSecond)))+"/s", phrase.Duration(p.Remaining)
	}
	test, of := "–", ""
	if e := s.Train.Evaluated; e.TestImages > 0 {
		test, of = phrase.Accuracy(e.TestAccuracy), "step "+phrase.Grouped(e.Step)
		if e.Sample {
			of = "sample, " + of
		}
	}
	figure := func(name, value string) app.UI {
		return app.Div().Class("figure").Body(app.Elem("dt").Text(name), app.Elem("dd").Text(value))
	}
	return app.Div().Class("progress").Body(
		progressMeter(s, step, goal),
		app.Elem("dl").Class("figures").Body(
			figure("Step", steps),
			figure("Epoch", epoch),
			figure("Speed", speed),
			figure("Time left", left),
			app.Div().Class("figure").Title(s.AccuracyOf()).Body(app.Elem("dt").Text("Test accuracy"),
				app.Elem("dd").Text(test),
				app.Elem("dd").Class("figure-of").Text(of)),
		),
		app.P().Class("help network").Title(s.NetworkText()).Text(s.NetworkText()),
		app.If(s.Engine.Ready() && !s.Engine.Status.Kernels,
			app.P().Class("help portable").
				Text("This browser has no SIMD instructions for WebAssembly: training is ten times slower here "+
					"than in a newer one.")),
	)
}

// progressMeter shows how far the training is, or before that the loading.
func progressMeter(s state.State, step, goal int) app.UI {
	switch e := s.Engine; {
	case e.Phase == engine.Fetching:
		return widget.Meter(e.Loaded, e.Total, "Loading the engine")
	case e.Status.TrainImages == 0 && e.LoadingImages() != "":
		return widget.Meter(e.File.Loaded, e.File.Total, "Loading MNIST")
	case e.Awaits() > 0:
		return widget.Meter(e.Awaited(), e.Awaits(), "Training images here")
	}
	return widget.Meter(step, max(1, goal), "Steps done")
}
