package state_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/moments"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// remembering is s whose engine remembers the first ten steps.
func remembering(s state.State) state.State {
	var e protocol.Remembered
	for step := range 10 {
		e.Moments = append(e.Moments, protocol.Moment{Step: step, Accuracy: -1})
	}
	return s.Observe(e)
}

// linkTrained is s, whose engine has the network of a link trained to a step.
func linkTrained(s state.State, wanted setting.Settings, step int) state.State {
	s = statetest.TrainSteps(s.WithLink(engine.Link{Phase: engine.Ready}), wanted, step)
	return s.Observe(protocol.Status{Settings: wanted, Step: step, Parameters: 1, TrainImages: 10_000, Repeats: true})
}

// Whatever is opened and looked at goes into the link, and who opens that looks at the same.
func TestLooksGoIntoALink(t *testing.T) {
	for want, look := range map[string]func(*state.State){
		"open=settings,own,fool": func(s *state.State) {
			for _, name := range []string{state.FoldOwn, state.FoldFool, state.FoldEpochs, state.FoldSettings} {
				*s = s.WithFold(name, true)
			}
			*s = s.WithFold(state.FoldEpochs, false)
		},
		"pullReach=0.1&pullStep=1e-06&open=pull": func(s *state.State) {
			s.Pull = s.Pull.WithOpen(true).WithReach(2).WithH(6)
		},
		"mistakes=49": func(s *state.State) { s.Mistakes = s.Mistakes.WithCell(state.Cell{Label: 4, Digit: 9}) },
		"mistakes=0":  func(s *state.State) { s.Mistakes = s.Mistakes.WithCell(state.Cell{}) },
		"foolTarget=any&foolNorm=count&foolOf=reader": func(s *state.State) {
			s.Fool = s.Fool.With(func(f *state.Fool) {
				f.Target, f.Norm, f.Reader = protocol.AnyOther, protocol.NormCount, true
			})
		},
		"foolTarget=7&foolFrom=paper": func(s *state.State) {
			s.Fool = s.Fool.With(func(f *state.Fool) { f.Target, f.Blank = 7, true })
		},
		"smoothing=Much&lossScale=log&distributions=weight&open=distributions": func(s *state.State) {
			s.Runs = s.Runs.WithSmoothing("Much").WithLog(true)
			s.Distributions = s.Distributions.Showing(protocol.OfWeight).WithOpen(true)
		},
		"language=go": func(s *state.State) { s.Code = s.Code.In(true) },
		"language=go&open=program,elements": func(s *state.State) {
			*s = s.WithFold(state.FoldProgram, true).WithFold(state.FoldElements, true)
			s.Code = s.Code.In(true)
		},
		"graphInput=drawing&graphTarget=3": func(s *state.State) { s.Graph = s.Graph.WithSource(true, 3) },
	} {
		s := state.New()
		look(&s)
		s.Follow()
		if got := s.Settings.Wanted.Query(); got != want {
			t.Errorf("the link is %q, want %q", got, want)
			continue
		}
		reader := state.New().WithSettings(statetest.Parsed(t, want), nil)
		reader.Follow()
		if got := reader.Settings.Wanted.Query(); got != want {
			t.Errorf("after %q the link is %q", want, got)
		}
		for _, name := range setting.Folds() {
			if reader.FoldOpen(name) != s.FoldOpen(name) {
				t.Errorf("%q: %s is open: %t", want, name, reader.FoldOpen(name))
			}
		}
		back := reader.WithSettings(setting.Default(), nil)
		if back.Follow(); back.Settings.Wanted.Query() != "" {
			t.Errorf("after %q and no settings the link is %q", want, back.Settings.Wanted.Query())
		}
	}
}

// The names that package setting has of its own are those of the engine.
func TestLooksAreTheEngines(t *testing.T) {
	for name, want := range map[string][]string{
		"foolNorm": {protocol.NormMax, protocol.NormCount, protocol.NormDistance},
		"distributions": {protocol.OfActivation, protocol.OfActivationGradient, protocol.OfWeight,
			protocol.OfWeightGradient},
	} {
		row, _ := setting.Find(name)
		choices := slices.DeleteFunc(slices.Clone(row.Choices), func(c string) bool { return c == setting.FoolAuto })
		if slices.Sort(choices); !slices.Equal(choices, slices.Sorted(slices.Values(want))) {
			t.Errorf("%s is one of %q, want %q", name, choices, want)
		}
	}
}

func TestFoldsHaveNames(t *testing.T) {
	want := []string{state.FoldSettings, state.FoldLayers, state.FoldProgram, state.FoldDistributions,
		state.FoldEpochs, state.FoldOwn, state.FoldPull, state.FoldSource, state.FoldFool, state.FoldElements}
	if got := setting.Folds(); !slices.Equal(got, want) {
		t.Errorf("the folds are %q, want %q", got, want)
	}
}

// In the chapter the source is open by itself, and a link has nothing to do with it.
func TestTheSourceInTheChapter(t *testing.T) {
	s := state.New().ShowChapter(true)
	if s.Follow(); !s.Code.Open || len(s.Settings.Wanted.Open) > 0 {
		t.Errorf("open: %t, the link is %q", s.Code.Open, s.Settings.Wanted.Query())
	}
	if s = s.WithSettings(statetest.Parsed(t, "seed=7"), nil); !s.Code.Open {
		t.Error("a link closes it")
	}
}

// A way to fool the network is asked for once, when the network and the drawing of its link are here, and then shown as
// far as the link says.
func TestALinkFoolsTheNetwork(t *testing.T) {
	author := statetest.Fooled(statetest.Read(statetest.Trained(10), 5)).FoolAt(1, false)
	author.Follow()
	wanted := author.Settings.Wanted
	if wanted.FoolFrame != 1 {
		t.Fatalf("the link is %q", wanted.Query())
	}
	s := state.New().WithSettings(wanted, nil)
	if _, due := s.FoolDue(); due {
		t.Error("it is due before there is a network")
	}
	s = statetest.Read(linkTrained(s, wanted, 10), 5)
	frame, due := s.FoolDue()
	if !due || frame != 1 {
		t.Fatalf("due: %t, frame %d", due, frame)
	}
	back := s
	for what, m := range map[string]*moments.Moments{"awaited": s.Moments.LinkedTo(3, setting.Now),
		"on its way": s.Moments.Want(3, 10)} {
		back.Moments = m
		if _, due := back.FoolDue(); due {
			t.Errorf("it is due while the moment of the link is %s", what)
		}
	}
	running := *s.Engine
	running.Status.Running = true
	if training := s; true {
		training.Engine = &running
		if _, due := training.FoolDue(); due {
			t.Error("it is due while training runs")
		}
	}
	s = statetest.Fooled(s).FoolAt(frame, false)
	if s.Follow(); s.Settings.Wanted.FoolFrame != 1 || s.FoolFrame() == nil {
		t.Errorf("after the answer the link is %q", s.Settings.Wanted.Query())
	}
	if _, due := s.FoolDue(); due {
		t.Error("it is due again")
	}
	s = state.New().WithSettings(wanted, nil)
	s.Fool = s.Fool.With(func(f *state.Fool) { f.Target = 7 })
	if s.Follow(); s.Settings.Wanted.FoolFrame != setting.NoFrame {
		t.Error("who has chosen another digit still waits for the link's way")
	}
}

// A link pulls an element as far as it was pulled, and the first answer does not let go of it.
func TestALinkPulls(t *testing.T) {
	s := state.New().WithSettings(statetest.Parsed(t, "pullBy=-7&open=pull"), nil)
	if s.Follow(); s.Settings.Wanted.PullBy != -7 || !s.Pull.Open || !s.Pull.Pulled() {
		t.Errorf("%q, open %t, pulled %t", s.Settings.Wanted.Query(), s.Pull.Open, s.Pull.Pulled())
	}
	g, p := withWeight(t)
	of, _, _ := p.WithOpen(true).Question(g, false)
	s.Graph, s.Pull = g, s.Pull.Answered(g, false, of, pulled())
	if s.Follow(); s.Settings.Wanted.PullBy != -7 {
		t.Error("the first answer lets go of it")
	}
	s.Pull = s.Pull.WithPoint(1)
	if s.Follow(); s.Settings.Wanted.PullBy != -7 {
		t.Error("a link follows while it is dragged")
	}
	s.Pull = s.Pull.Rest()
	if s.Follow(); s.Settings.Wanted.PullBy != s.Pull.Point()-s.Pull.Last()/2 || s.Settings.Wanted.PullBy == -7 {
		t.Errorf("at rest the link has %d", s.Settings.Wanted.PullBy)
	}
	s.Pull = s.Pull.LetGo()
	if s.Follow(); s.Settings.Wanted.PullBy != 0 {
		t.Error("what is let go is still pulled in the link")
	}
}

// The moments of a link are looked at when the network is trained again that has them.
func TestALinkLooksBack(t *testing.T) {
	wanted := statetest.Parsed(t, "steps=9&moment=2&momentBeside=5")
	s := state.New().WithSettings(wanted, nil).ToReplay()
	same := func(when string) {
		t.Helper()
		if s.Follow(); s.Settings.Wanted.Moment != 2 || s.Settings.Wanted.MomentBeside != 5 {
			t.Errorf("%s the link is %q", when, s.Settings.Wanted.Query())
		}
	}
	same("at first")
	if s.Moments.Past() {
		t.Error("a page looks back before there is a network")
	}
	s = remembering(linkTrained(s.StartTraining(s.Replay()).Replayed(), wanted, 9))
	same("once it is trained")
	if m := s.Moments; m.Awaits() || m.Wanted != 2 || !m.Comparing || m.With != 5 {
		t.Errorf("%+v", m)
	}
	s.Moments = s.Moments.Want(3, 9)
	if s.Follow(); s.Settings.Wanted.Moment != 3 {
		t.Errorf("then another one is looked at, and the link is %q", s.Settings.Wanted.Query())
	}
	s = state.New().WithSettings(wanted, nil)
	if s = s.StartTraining(protocol.Train{Steps: 9}); s.Moments.Awaits() {
		t.Error("who trains another network still waits for the link's moments")
	}

	wanted = statetest.Parsed(t, "steps=9&moment=17")
	s = remembering(linkTrained(state.New().WithSettings(wanted, nil).ToReplay().Replayed(), wanted, 9))
	said := s.Settings.Ignored
	if s.Follow(); s.Moments.Awaits() || s.Settings.Wanted.Moment != setting.Now || len(s.Settings.Ignored) != 1 ||
		!strings.HasPrefix(s.Settings.Ignored[0], "Step 17 is not one of the steps") {
		t.Errorf("of a step that is not remembered the link is %q, and it is said: %q, before: %q",
			s.Settings.Wanted.Query(), s.Settings.Ignored, said)
	}
	s = linkTrained(state.New().WithSettings(wanted, nil).ToReplay().Replayed(), wanted, 9)
	if s = s.TakenUp().BringMoments(); !s.WantsReplay() {
		t.Error("a network that was kept without its moments is not trained again for one of them")
	}
	if m := moments.New().LinkedTo(2, setting.Now).Restarted(); !m.Awaits() {
		t.Error("a new engine forgets the link's moment")
	}
}
