package state_test

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/plot"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestTrainGoesToTheNextMultipleOfIterations(t *testing.T) {
	for _, c := range []struct{ step, iterations, steps, goal int }{
		{0, 10_000, 10_000, 10_000},
		{10_000, 10_000, 10_000, 10_000}, // has had its iterations
		{13_200, 10_000, 6_800, 20_000},
		{13_200, 500, 300, 13_500},
	} {
		s := statetest.Trained(c.step)
		s.Settings.Wanted.Iterations = c.iterations
		if got := s.Engine.TrainCommand(c.iterations).Steps; got != c.steps {
			t.Errorf("at step %d of %d: %d steps, want %d", c.step, c.iterations, got, c.steps)
		}
		if got := s.Goal(); got != c.goal {
			t.Errorf("at step %d of %d: shows the goal %d, want %d", c.step, c.iterations, got, c.goal)
		}
	}
}

// What comes with the page has had its training: Train begins anew, and who wants that one to go on says so.
func TestTrainStartsFreshBesideTheBuiltinNetwork(t *testing.T) {
	s := statetest.Trained(10_000).Observe(protocol.Status{Settings: statetest.Trained(0).Settings.Wanted,
		Builtin: true, Step: 10_000, Parameters: 1, TrainImages: 10_000})
	if c := s.Engine.TrainCommand(120); c != (protocol.Train{Steps: 120, Fresh: true}) {
		t.Errorf("Train sends %+v", c)
	}
	if c := s.Engine.GoOnCommand(120); c != (protocol.Train{Steps: 80}) {
		t.Errorf("to go on sends %+v", c)
	}
	if s.Settings.Wanted.Iterations = 120; s.Goal() != 10_000 || s.Engine.GoesOn() {
		t.Errorf("the built-in network is on its way to step %d", s.Goal())
	}
	if fresh := s.StartTraining(protocol.Train{Steps: 120, Fresh: true}); fresh.Train.Goal != 120 {
		t.Errorf("a fresh network is to go to step %d", fresh.Train.Goal)
	}
	if on := s.StartTraining(protocol.Train{Steps: 80}); on.Train.Goal != 10_080 {
		t.Errorf("the built-in network is to go to step %d", on.Train.Goal)
	}
	if !statetest.Trained(1).Engine.GoesOn() || statetest.Trained(0).Engine.GoesOn() {
		t.Error("Go on is for what the learner has trained")
	}
}

// What the engine says while a Train is on its way to it, of the time before, does not take the goal away.
func TestTheGoalIsTheEngines(t *testing.T) {
	status := protocol.Status{Settings: statetest.Trained(0).Settings.Wanted, Step: 100, Parameters: 1}
	s := statetest.Trained(100).StartTraining(protocol.Train{Steps: 50}).Observe(status)
	status.Running, status.Goal = true, 150
	if s = s.Observe(status).Observe(protocol.Progress{Step: 120}); s.Goal() != 150 {
		t.Errorf("the goal is %d, want 150", s.Goal())
	}
}

// Nor does it end training, for the button Pause would be Go on for a moment.
func TestTrainingThatStartsRuns(t *testing.T) {
	status := protocol.Status{Settings: statetest.Trained(0).Settings.Wanted, Step: 100, Parameters: 1}
	runs := func(s state.State, want bool, when string) state.State {
		t.Helper()
		if s.Engine.Status.Running != want {
			t.Errorf("%s it runs: %v", when, !want)
		}
		return s
	}
	begun := statetest.Trained(100).StartTraining(protocol.Train{Steps: 50})
	s := runs(begun.Observe(status), true, "after a Status from before")
	running := status
	running.Running = true
	s = runs(s.Observe(running), true, "once the engine says so")
	runs(s.Observe(status), false, "once the engine says that it does not")
	runs(s.Observe(protocol.Progress{Step: 101}).Observe(status), false, "after a step, once the engine says so")
	runs(begun.Observe(protocol.Trained{Step: 100}).Observe(status), false, "when it has ended at once")
	for _, code := range []string{protocol.CodeNotReady, protocol.CodeBusy} {
		runs(begun.Refused(protocol.Failed{Code: code}).Observe(status), false, "refused with "+code)
	}
}

func TestTrainingRuns(t *testing.T) {
	s := statetest.Trained(100).StartTraining(protocol.Train{Steps: 50})
	if !s.Engine.Status.Running || s.Goal() != 150 {
		t.Fatalf("running %v, goal %d", s.Engine.Status.Running, s.Goal())
	}
	before := s.Train.Loss
	s = s.Observe(protocol.Progress{Step: 120, Losses: []float64{0.5}})
	s = s.Observe(protocol.Evaluated{Step: 120, TrainAccuracy: 0.9, TestAccuracy: 0.8})
	s = s.Observe(protocol.Trained{Step: 150})
	if s.Engine.Status.Running || s.Engine.Status.Step != 150 {
		t.Errorf("status %+v", s.Engine.Status)
	}
	if p, _ := s.Train.Loss.Last(); p != (plot.Point{X: 120, Y: 0.5}) {
		t.Errorf("loss %v", p)
	}
	if p, _ := s.Train.TestAccuracy.Last(); p != (plot.Point{X: 120, Y: 0.8}) {
		t.Errorf("test accuracy %v", p)
	}
	if len(before.Points) != 0 {
		t.Error("an earlier State was changed")
	}
}

// What is read out when training has stopped is the accuracy that is shown, of the same step: no earlier one, and no
// sample.
func TestNewsOfTheAccuracy(t *testing.T) {
	early := protocol.Evaluated{Step: 120, TrainAccuracy: 0.93, TestAccuracy: 0.929, TrainImages: 60_000,
		TestImages: 10_000}
	sample := protocol.Evaluated{Step: 150, TrainAccuracy: 0.5, TestAccuracy: 0.5, TrainImages: 1000, TestImages: 1000,
		Sample: true}
	last := protocol.Evaluated{Step: 150, TrainAccuracy: 0.9986, TestAccuracy: 0.944, TrainImages: 60_000,
		TestImages: 10_000}
	const stopped = "Training has stopped at step 150."
	const said = stopped + " Of 10,000 test images, 94.40% are right; of 60,000 training images, 99.86%."
	running := statetest.Trained(100).StartTraining(protocol.Train{Steps: 50}).Observe(early)
	known := running.Observe(last).Observe(protocol.Trained{Step: 150, Accuracy: &last})
	if known.Train.News != said {
		t.Errorf("it says %q, want %q", known.Train.News, said)
	}
	later := running.Observe(sample).Observe(protocol.Trained{Step: 150})
	if later.Train.News != stopped {
		t.Errorf("while the accuracy is measured it says %q", later.Train.News)
	}
	if later = later.Observe(last); later.Train.News != said || later.Train.Evaluated != last {
		t.Errorf("then it says %q, and shows %+v", later.Train.News, later.Train.Evaluated)
	}
	if again := later.Observe(last); again.Train.News != said || len(again.Train.TestAccuracy.Points) != 2 {
		t.Errorf("measured again: %q, %v", again.Train.News, again.Train.TestAccuracy.Points)
	}
	if got := again(later.StartTraining(protocol.Train{Steps: 10}), last); got != "" {
		t.Errorf("in the next run it says %q", got)
	}
}

// again returns the news after an accuracy.
func again(s state.State, e protocol.Evaluated) string { return s.Observe(e).Train.News }

// An epoch is of all images that the settings ask for, fetched or not. The built-in network was trained with settings
// of its own, so the page says no epoch of it.
func TestEpochsAreOfAllImagesAskedFor(t *testing.T) {
	const measured = ", of 10,000 training and 10,000 test images."
	last := protocol.Evaluated{Step: 600, TrainImages: 10_000, TestImages: 10_000}
	missing := protocol.Failed{Code: protocol.CodeData, File: "train-1.gz"}
	for _, c := range []struct {
		name   string
		events []protocol.Event
		want   string
	}{
		{"its own", []protocol.Event{last}, "At step 600 (epoch 1)" + measured},
		{"images are missing", []protocol.Event{missing, last}, "At step 600 (epoch 6)" + measured},
		{"the built-in one", []protocol.Event{protocol.Status{Settings: setting.Default(), Parameters: 1, Builtin: true,
			Step: 600, TrainImages: 10_000}, last}, "At step 600" + measured},
	} {
		s := statetest.Trained(600)
		for _, e := range c.events {
			s = s.Observe(e)
		}
		if got := s.AccuracyOf(); got != c.want {
			t.Errorf("%s: it says %q, want %q", c.name, got, c.want)
		}
	}
}

// An epoch of the built-in network is one of its own, whatever is set for the next one.
func TestEpochsOfTheBuiltinNetwork(t *testing.T) {
	for _, images := range []int{300, 60_000} {
		settings := setting.Default()
		settings.DataSize = images
		s := state.New().Observe(protocol.Status{Settings: settings, Parameters: 1, Builtin: true, Step: 10_000,
			BuiltinImages: 60_000})
		if got := s.Epochs(10_000); math.Abs(got-100./6) > 1e-9 {
			t.Errorf("with %d images set, 10,000 steps were %g epochs", images, got)
		}
	}
}

// Samples stay apart from the accuracies of all images.
func TestSamplesAreNotOnTheLine(t *testing.T) {
	settings := setting.Default()
	settings.DataSize = 10_000
	s := statetest.Trained(0)
	s = s.Observe(protocol.Status{Settings: settings, Parameters: 1, TrainImages: 10_000})
	s = s.Observe(protocol.Evaluated{Step: 50, TestAccuracy: 0.3, TrainImages: 1000, TestImages: 1000, Sample: true})
	if got, want := s.AccuracyOf(), "At step 50 (epoch 0.5), a sample: the first 1,000 training and 1,000 test "+
		"images (rings)."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	s = s.Observe(protocol.Evaluated{Step: 100, TestAccuracy: 0.5, TrainImages: 10_000, TestImages: 10_000})
	if got, want := s.AccuracyOf(), "At step 100 (epoch 1), of 10,000 training and 10,000 test images."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	all, samples := s.Train.TestAccuracy.Points, s.Train.TestSample.Points
	if len(all) != 1 || len(samples) != 1 || all[0] != (plot.Point{X: 100, Y: 0.5}) ||
		samples[0] != (plot.Point{X: 50, Y: 0.3}) {
		t.Errorf("all %v, samples %v", all, samples)
	}
}

// The losses of a run are points of their own.
func TestLossesOneByOne(t *testing.T) {
	s := statetest.Trained(10).Observe(protocol.Progress{Step: 13, Losses: []float64{2.3, 2, 1.7}})
	s = s.Observe(protocol.Progress{Step: 14, Losses: []float64{1}})
	want := []plot.Point{{X: 11, Y: 2.3}, {X: 12, Y: 2}, {X: 13, Y: 1.7}, {X: 14, Y: 1}}
	if got := s.Train.Loss.Points; !slices.Equal(got, want) {
		t.Errorf("points %v, want %v", got, want)
	}
}

// A link's reader sees the curve that its author saw: it depends on the losses alone, not on how many came at a time,
// nor on where training was paused.
func TestTheCurveIsTheSameHoweverItCame(t *testing.T) {
	const steps = 3000
	losses := make([]float64, steps)
	for i := range losses {
		losses[i] = 2.3/float64(1+i) + 0.1*float64(i*i%7)
	}
	curve := func(each int) plot.Curve {
		s := statetest.Trained(0)
		for step := 0; step < steps; step += each {
			some := losses[step:min(step+each, steps)]
			s = s.Observe(protocol.Progress{Step: step + len(some), Losses: some})
			s = s.Observe(protocol.Status{Parameters: 1, Step: step + len(some), Settings: s.Settings.Wanted})
		}
		return s.Train.Loss
	}
	want := curve(1)
	for _, each := range []int{7, 1000, steps} {
		if got := curve(each); !reflect.DeepEqual(got, want) {
			t.Errorf("%d at a time: %v, want %v", each, got, want)
		}
	}
	if last, _ := want.Last(); last.X != steps {
		t.Errorf("the curve ends at step %v", last.X)
	}
}

// After fine-tuning of the built-in network, the figure said 102 epochs where the chart said 17.
func TestAllSayTheSameEpoch(t *testing.T) {
	s := statetest.Trained(10_200).Observe(protocol.Progress{Step: 10_200, Epoch: 102})
	if got := s.Epochs(s.Train.Progress.Step); got != 17 {
		t.Errorf("epoch %v, want 17", got)
	}
	// A network that was loaded from a file has had its epochs before there is an image.
	status := statetest.Trained(200).Engine.Status
	status.TrainImages = 0
	if got := state.New().Observe(status).Epochs(200); math.Abs(got-1./3) > 1e-12 {
		t.Errorf("before the images are here it is epoch %v, want a third", got)
	}
}

// An accuracy is not of a step that is yet to come.
func TestTheStepIsThatOfTheAccuracy(t *testing.T) {
	s := statetest.Trained(0).StartTraining(protocol.Train{Steps: 10_000}).Observe(protocol.Progress{Step: 8_654})
	for _, c := range []struct{ evaluated, want int }{{8_700, 8_700}, {8_100, 8_700}} {
		s = s.Observe(protocol.Evaluated{Step: c.evaluated, TrainImages: 1, TestImages: 1})
		if got := s.Engine.Status.Step; got != c.want {
			t.Errorf("with an accuracy of step %d the step is %d, want %d", c.evaluated, got, c.want)
		}
	}
}

// While training waits for its images the page says so, between two of their files, too.
func TestTrainingWaitsForItsImages(t *testing.T) {
	const waits = "Training begins when all 60,000 images are here: "
	says := func(when string, s state.State, want string) {
		t.Helper()
		if got := s.NetworkText(); !strings.Contains(got, want) || (want != waits) == strings.Contains(got, waits) {
			t.Errorf("%s it says %q", when, got)
		}
	}
	status := protocol.Status{Settings: setting.Default(), Parameters: 1, TrainImages: 20_000, Running: true}
	s := statetest.Trained(0)
	says("before it is to begin", s, "10,000 of 60,000 training images are here")
	s = s.StartTraining(protocol.Train{Steps: 10}).Observe(protocol.DataProgress{File: "train-1.gz", Total: 2})
	says("while a file comes", s, waits)
	s = s.Observe(status)
	says("between two files", s, waits)
	missing := s.Observe(protocol.Failed{Code: protocol.CodeData, File: "train-2.gz"})
	says("when a file is missing", missing, "20,000 of 60,000 training images are here")
	says("when it has begun", s.Observe(protocol.Progress{Step: 1}), "20,000 of 60,000 training images are here")
	status.TrainImages = 60_000
	says("when all are here", s.Observe(status), "and 60,000 training images")
}

// Who trains on has answered whether to throw the weights away.
func TestTrainingOnAnswersTheQuestion(t *testing.T) {
	s := statetest.Trained(40)
	s.Editor = s.Editor.AskFresh("train")
	if s = s.StartTraining(protocol.Train{Steps: 10}); s.Editor.Asking != "" {
		t.Errorf("it still asks at %q", s.Editor.Asking)
	}
}

// What was said when training stopped is not about a network that begins after it.
func TestAFreshNetworkHasNoNews(t *testing.T) {
	s := statetest.Trained(40).Observe(protocol.Progress{Step: 40}).Observe(protocol.Trained{Step: 40})
	if s.Train.News == "" {
		t.Fatal("nothing is said")
	}
	s = s.Observe(protocol.Status{Settings: setting.Default(), Parameters: 1, TrainImages: 10_000})
	if s.Train.News != "" {
		t.Errorf("at step 0 it says %q", s.Train.News)
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		code    string
		problem string
		running bool
	}{
		{protocol.CodeBadRequest, "words", false},
		{protocol.CodeDiverged, "words", false},
		{protocol.CodeBusy, "words", true},
		{protocol.CodeCancelled, "", false},
		{protocol.CodePanic, "", false},
		{protocol.CodeData, "", false},
	} {
		s := statetest.Trained(0).StartTraining(protocol.Train{Steps: 1}).
			Refused(protocol.Failed{Code: c.code, Message: "words"})
		if s.Train.Problem != c.problem || s.Engine.Status.Running != c.running {
			t.Errorf("%s: problem %q, running %v", c.code, s.Train.Problem, s.Engine.Status.Running)
		}
	}
}

func TestCurvesBelongToTheNetwork(t *testing.T) {
	run := statetest.Trained(0).StartTraining(protocol.Train{Steps: 10})
	for step := 1; step <= 10; step++ {
		run = run.Observe(protocol.Progress{Step: step, Losses: []float64{1}})
	}
	status := protocol.Status{Settings: setting.Default(), Parameters: 1}
	for _, c := range []struct {
		name   string
		status func(*protocol.Status)
		points int
	}{
		{"the same network", func(s *protocol.Status) { s.Step = 10 }, 10},
		{"gone back by a Checkpoint", func(s *protocol.Status) { s.Step = 4 }, 4},
		{"from scratch", func(s *protocol.Status) { s.Step = 0 }, 0},
		{"the built-in one", func(s *protocol.Status) { s.Step, s.Builtin = 10_000, true }, 0},
	} {
		st := status
		c.status(&st)
		if got := len(run.Observe(st).Train.Loss.Points); got != c.points {
			t.Errorf("%s: %d points, want %d", c.name, got, c.points)
		}
	}
}

func TestMissingData(t *testing.T) {
	s := statetest.Trained(0).Observe(protocol.Failed{Code: protocol.CodeData, File: "train-1.gz",
		Message: "it is short"})
	if s.Engine.MissesStart() {
		t.Error("a shard beyond the first is not what the engine starts with")
	}
	if got, want := s.Engine.MissingWords(), "train-1.gz could not be loaded: it is short."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if s.Engine = s.Engine.Retrying(); s.Engine.MissingWords() != "" {
		t.Error("an old failure is told while the file is asked for again")
	}
	if s = s.Observe(protocol.Failed{Code: protocol.CodeData, File: "test.gz"}); !s.Engine.MissesStart() {
		t.Error("the test images are what the engine starts with")
	}
}

func TestSettingKeepsWhatWasWritten(t *testing.T) {
	before := state.New().Settings
	s := before.With("batchSize", "many")
	if s.Wanted.BatchSize != 100 || s.Text("batchSize") != "many" {
		t.Errorf("wanted %d, shown %q", s.Wanted.BatchSize, s.Text("batchSize"))
	}
	if got, want := s.Errors["batchSize"], `"many" is not a whole number.`; got != want {
		t.Errorf("error %q, want %q", got, want)
	}
	s = s.With("hidden", "30, 20")
	if s.Text("batchSize") != "many" {
		t.Error("another setting lost what was written")
	}
	s = s.With("batchSize", "50")
	if s.Wanted.BatchSize != 50 || len(s.Errors) != 0 || len(s.Drafts) != 0 {
		t.Errorf("settings %+v", s)
	}
	if !reflect.DeepEqual(before, state.New().Settings) {
		t.Error("earlier Settings were changed")
	}
}

func TestWaiting(t *testing.T) {
	names := func(s state.State) (names []string) {
		for _, r := range s.Settings.Waiting(s.Engine) {
			names = append(names, r.Name)
		}
		return names
	}
	s := statetest.Set(statetest.Set(statetest.Trained(0), "hidden", "20"), "learningRate", "1")
	if got := names(s); !reflect.DeepEqual(got, []string{"hidden"}) {
		t.Errorf("waiting %v, want hidden alone", got)
	}
	if got := names(statetest.Set(state.New(), "hidden", "20")); got != nil {
		t.Errorf("waiting %v before there is a network", got)
	}
}

func TestIgnoredPartsAreNamedAsTheLearnerKnowsThem(t *testing.T) {
	wanted, errs := setting.ParseQuery("batchSize=0&wat=1&seed=7")
	s := state.New().WithSettings(wanted, append(errs, errors.New("plain")))
	want := []string{"Batch size: 0 is outside 1 to 1000.", `There is no setting "wat".`, "Plain."}
	if !reflect.DeepEqual(s.Settings.Ignored, want) || s.Settings.Wanted.Seed != 7 {
		t.Errorf("ignored %q, want %q; settings %+v", s.Settings.Ignored, want, s.Settings.Wanted)
	}
	if s.Settings = s.Settings.WithoutIgnored(); s.Settings.Ignored != nil || s.Settings.Wanted.Seed != 7 {
		t.Errorf("settings %+v", s.Settings)
	}
}

func TestPresetsAndDivergence(t *testing.T) {
	s := statetest.Set(statetest.Set(statetest.Trained(0), "seed", "7"), "batchSize", "none").
		WithPreset(setting.Presets()[3])
	if w := s.Settings.Wanted; w.Network == "" || w.Seed != 7 || len(s.Settings.Errors) > 0 {
		t.Errorf("%+v, errors %v", w, s.Settings.Errors)
	}
	var waiting []string
	for _, row := range s.Settings.Waiting(s.Engine) {
		waiting = append(waiting, row.Name)
	}
	if want := []string{"network", "seed", "init"}; !slices.Equal(waiting, want) {
		t.Errorf("%v wait, want %v: hidden sizes make no difference", waiting, want)
	}
	s = s.Refused(protocol.Failed{Code: protocol.CodeDiverged, Message: "Too far."})
	if !s.Train.Diverged || s.Train.Problem != "Too far." || s.Settings.SlowerRate() != "0.0001" {
		t.Errorf("%+v, slower %s", s.Train, s.Settings.SlowerRate())
	}
	if s = s.StartTraining(protocol.Train{Steps: 3}); s.Train.Diverged || s.Train.Problem != "" {
		t.Errorf("%+v", s.Train)
	}
}

func TestNetworkInShort(t *testing.T) {
	for query, want := range map[string]string{
		"":             "784–50–10",
		"hidden=30,20": "784–30–20–10",
		"hidden=":      "784–10",
		"network=conv8k5s2p1-batchnorm-relu-pool3s2-avgpool2-affine50-dropout0.25-affine10": "" +
			"Convolution 8 of 5×5 stride 2 pad 1, BatchNormalization, " +
			"ReLU → max pool 3×3 stride 2 → average pool 2×2 → Affine 50, Dropout 0.25 → Affine 10",
	} {
		settings, errs := setting.ParseQuery(query)
		if got := state.NetworkInShort(settings); got != want || len(errs) > 0 {
			t.Errorf("%s is %s, want %s; %v", query, got, want, errs)
		}
	}
}

// Parts that have followed one another stay as they are, whatever network is wanted.
func TestFollowComesToRest(t *testing.T) {
	for _, p := range setting.Presets() {
		s := state.New().WithPreset(p)
		s.Follow()
		if statetest.Written(s) != s.Settings.Wanted.Spec().Format() {
			t.Errorf("%s: the editor shows %s", p.Name, statetest.Written(s))
		}
		again := s
		if again.Follow(); again != s {
			t.Errorf("%s: parts that agree change", p.Name)
		}
	}
}
