package web

import (
	"regexp"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/section"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// html renders a page with that State as the server would.
func html(t *testing.T, s state.State, panels ...string) string {
	t.Helper()
	p := newPage(nil)
	p.Update(func(now *state.State) { *now = s })
	root := &shell{Page: p, Panels: panels, Embed: len(panels) == 1}
	d := app.NewServerTester(root)
	t.Cleanup(d.Close)
	return app.HTMLString(root)
}

func TestPageSaysHowItStands(t *testing.T) {
	drawn := func(sure, own bool, reader *protocol.Reading) state.State {
		s := statetest.Trained(10_000)
		d := s.Draw.Begin([2]float64{1, 1}).End()
		s.Engine.Status.Builtin = !own // this Engine is Trained's own
		s.Draw = d.Classified(d.Version, protocol.Classified{
			Network: &protocol.Reading{Digit: 3, Sure: sure,
				Probabilities: []float64{0, 0, 0, 0.75, 0, 0, 0, 0, 0.25, 0}},
			Pixels: make([]float64, 784), Own: own, Reader: reader})
		return s
	}
	eight := &protocol.Reading{Digit: 8, Probabilities: []float64{0, 0, 0, 0.1, 0, 0, 0, 0, 0.9, 0}, Sure: true}
	builtin := state.New().WithLink(engine.Link{Phase: engine.Ready}).Observe(protocol.Status{
		Settings: setting.Default(), Builtin: true, BuiltinImages: 60_000, Step: 10_000, Parameters: 1,
		TrainImages: 10_000, Evaluated: &protocol.Evaluated{Step: 10_000, TestAccuracy: 0.9704, TestImages: 10_000}})
	coming := builtin.StartTraining(protocol.Train{Steps: 10, Fresh: true}).
		Observe(protocol.Status{Settings: setting.Default(), Running: true, Parameters: 1, TrainImages: 20_000}).
		Observe(protocol.DataProgress{File: "train-2.gz", Loaded: 50, Total: 100})
	checkpoint := statetest.Trained(10_000).Observe(protocol.Checkpoint{Step: 9_500})
	dataFailed := protocol.Failed{Code: protocol.CodeData, File: "test.gz", Message: "it is short"}
	for _, c := range []struct {
		name  string
		state state.State
		has   []string
		lacks []string
	}{
		{"before the engine", state.New(), []string{"Draw a digit here", "The engine is on its way", "<fieldset"},
			[]string{"Go on", "Try again"}},
		{"the engine's program comes", state.New().WithLink(engine.Link{Phase: engine.Fetching, Loaded: 1e6,
			Total: 2e6}), []string{"1.0 MB of 2.0 MB"}, nil},
		{"ready", statetest.Trained(10_000), []string{"Your network, 784–50–10, with 1 parameters. " +
			"10,000 of 60,000 training images are here.", ">Go on<", ">Built-in network<"},
			[]string{"on its way", "untrained"}},
		{"fresh weights", statetest.Trained(0), []string{"784–50–10, untrained", ">Train<"}, []string{">Go on<"}},
		{"the built-in network", builtin, []string{"Built-in network, 784–50–10: trained for 10,000 steps on 60,000 " +
			"images, right on 97.04% of the test images.", "Train starts a fresh network", ">Train<",
			"Go on with built-in"},
			[]string{"Your network", ">Go on<", "untrained"}},
		{"images come", coming, []string{">Pause<", "when all 60,000 images are here: 25,000 so far",
			`max="60000"`, `value="25000"`}, nil},
		{"a digit", drawn(true, false, nil), []string{"75.0%", "bar-best", "▸", "Built-in network", ">Reader<",
			"a convolutional network"}, []string{"Draw a digit here", "Your network"}},
		{"a scribble", drawn(false, false, nil), []string{"75.0%", ">?<", "not sure"}, []string{"bar-best", "▸"}},
		{"two answers", drawn(true, true, eight), []string{"75.0%", "90.0%", "10.0%", "Your network", "784–50–10",
			">Reader<"}, []string{"verdict-name\">Built-in"}},
		{"a sample", statetest.With(statetest.Trained(0), func(s *state.State) {
			s.Draw = s.Draw.Sampled(protocol.Sampled{Index: 1234, Label: 5, Pixels: make([]float64, 784)})
		}),
			[]string{"Test image 1,234", "labelled 5"}, nil},
		{"training", statetest.Trained(0).StartTraining(protocol.Train{Steps: 10}), []string{">Pause<", "0 of 10"},
			nil},
		{"a wrong setting", statetest.Set(statetest.Trained(0), "batchSize", "0"),
			[]string{"0 is outside 1 to 1000.", "aria-invalid"}, nil},
		{"a setting that waits", statetest.Set(statetest.Trained(0), "seed", "2"),
			[]string{"Not applied yet", "<strong>Seed</strong>"}, nil},
		{"a bad link", state.New().WithSettings(setting.Default(), []error{errNoSuch}),
			[]string{"Not all of this link", "No such thing."}, nil},
		{"no data", state.New().Observe(dataFailed), []string{"test.gz could not be loaded: it is short.", "Try again"},
			nil},
		{"dead", checkpoint.WithLink(engine.Link{Phase: engine.Dead, Reason: "It ended."}),
			[]string{"It ended.", "Go on from step 9,500"}, nil},
		{"broken", checkpoint.WithLink(engine.Link{Phase: engine.Broken, Reason: "A defect."}),
			[]string{"A defect.", "Go on from step 9,500"}, nil},
		{"no worker", state.New().WithLink(engine.Link{Phase: engine.Dead, Reason: engine.NoWorker}),
			[]string{"did not give this page a Web Worker", "Start it again"}, nil},
		{"diverged",
			statetest.Trained(0).Refused(protocol.Failed{Code: protocol.CodeDiverged, Message: "No longer a number."}),
			[]string{"No longer a number."}, nil},
		{"a graph", statetest.With(statetest.Trained(0), func(s *state.State) {
			s.Graph = s.Graph.Answered(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small(), Samples: 1}, 0).
				Select(1)
		}),
			[]string{"<var>W1</var>", "Gradient of the loss", "2 × 1"}, []string{"No gradient"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := html(t, c.state, "draw", "train", "graph")
			for _, want := range c.has {
				if !strings.Contains(got, want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			for _, unwanted := range c.lacks {
				if strings.Contains(got, unwanted) {
					t.Errorf("the page says %q", unwanted)
				}
			}
		})
	}
}

// The settings are folded away, until one of them is wrong: that is said at its control.
func TestTheSettingsAreFoldedUntilOneIsWrong(t *testing.T) {
	fold := regexp.MustCompile(`<details[^>]*settings-fold[^>]*>`)
	for text, open := range map[string]bool{"50": false, "0": true} {
		tag := fold.FindString(html(t, statetest.Set(statetest.Trained(0), "batchSize", text), "train"))
		got := strings.Contains(tag, " open") && !strings.Contains(tag, `open="false"`) // which a document leaves out
		if tag == "" || got != open {
			t.Errorf("with a batch size of %s the fold is %s", text, tag)
		}
	}
}

type textError string

func (e textError) Error() string { return string(e) }

const errNoSuch = textError("no such thing")

func TestEmbedIsOnePanelAlone(t *testing.T) {
	for name := range components {
		got := html(t, state.New(), name)
		if strings.Contains(got, "masthead") {
			t.Errorf("%s: a frame has the page's header", name)
		}
		for other := range components {
			shown := other == name || name == "chapter" && other == section.Chapter().Find("").Panel
			if has := strings.Contains(got, `id="`+other+`-title"`); has != shown {
				t.Errorf("%s: has panel %s: %v", name, other, has)
			}
		}
	}
}

func TestEveryControlHasANameAndHelp(t *testing.T) {
	got := html(t, state.New(), "train") + html(t, state.New(), "draw") // which has what concerns the drawings
	for _, row := range setting.Table() {
		if row.Page {
			continue
		}
		if !strings.Contains(got, `>`+row.Label+`</label>`) || !strings.Contains(got, strings.Split(row.Help, "’")[0]) {
			t.Errorf("%s: label or help is missing", row.Name)
		}
	}
}

// Natively there are no Web Workers, so a page that is mounted as in the browser tells what it does in one without
// them.
func TestPageWithoutWorkersSaysSo(t *testing.T) {
	p := newPage(nil)
	root := &shell{Page: p, Panels: []string{"draw", "train", "graph"}}
	d := app.NewClientTester(root)
	defer d.Close()
	d.Consume()
	if got := app.HTMLString(root); !strings.Contains(got, "did not give this page a Web Worker") ||
		!strings.Contains(got, "Start it again") {
		t.Error("the page does not say that there are no Web Workers")
	}
	p.Update(func(s *state.State) { s.Draw = s.Draw.Begin([2]float64{1, 1}) })
	d.Consume()
	if got := app.HTMLString(root); strings.Contains(got, "Draw a digit here") {
		t.Error("a component did not follow the State")
	}
}
