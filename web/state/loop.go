package state

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/code"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Loop is a walk through the lines of the chapter's loop, with the numbers of a step that training took.
type Loop struct {
	// Told says that the engine knows that steps are followed.
	Told bool
	// ByHand says that the learner goes from line to line. Otherwise the lines follow each other by themselves.
	ByHand bool
	// step is the step that is walked, and latest the latest that the engine has told of; nil before the first. before
	// counts the steps before the one that was walked before.
	step, latest *protocol.Stepped
	before       int
	// at is the place of the line at work among the stops, or their number at the end.
	at int
}

// observe returns l after an Event. before is the Status before it.
func (l Loop) observe(event protocol.Event, before protocol.Status) Loop {
	switch event := event.(type) {
	case protocol.Status:
		if l.latest != nil && (event.Step < l.latest.Step || !event.Settings.EqualFresh(before.Settings)) {
			return Loop{Told: l.Told} // it is another network
		}
	case protocol.Stepped:
		if l.latest = &event; l.step == nil || l.ByHand || l.at >= mostStops {
			return l.take()
		}
	}
	return l
}

// take begins to walk the latest step.
func (l Loop) take() Loop {
	if l.before = 0; l.step != nil {
		l.before = l.step.Step
	}
	l.step, l.at = l.latest, 0
	return l
}

// loopStop is a line of the program, by its beginning, and what is behind it.
type loopStop struct{ begins, value string }

// mostStops is at when a step was walked to its end: there are no more stops than that.
const mostStops = 8

// stops are the lines that the step goes through.
func (s State) stops() []loopStop {
	l := s.Chapter.Loop
	if l.step == nil {
		return nil
	}
	i := l.step.Step - 1
	mask := "some are your own drawings"
	if l.step.Images != nil {
		mask = "[" + some(l.step.Images) + "]"
	}
	stops := []loopStop{
		{"for i in ", "i = " + phrase.Grouped(i)},
		{"    batch_mask = ", mask},
		{"    x_batch, t_batch = ", phrase.Counted(len(l.step.Labels), "image") + ": " +
			some(l.step.Labels)},
		{"    grad = ", "norm " + l.changes(func(c protocol.Change) float64 { return c.Gradient })},
		{"        network.params[key]", "moved by " + l.changes(func(c protocol.Change) float64 { return c.Change })},
		{"    train_loss_list.append(", graphview.Format(l.step.Loss, 4) + ", before the update"},
	}
	const every = "    if i % "
	measured, when := s.measuredIn(l)
	if !measured {
		return append(stops, loopStop{every, "False"})
	}
	e := s.Train.Evaluated
	return append(stops, loopStop{every, "True" + when},
		loopStop{"        print(", fmt.Sprintf("%.4f %.4f", e.TrainAccuracy, e.TestAccuracy)})
}

// measuredIn reports whether an accuracy belongs to a walk: that of the very step, if it begins an epoch, or that of an
// epoch which has ended since the step that was walked before; when says which.
func (s State) measuredIn(l Loop) (measured bool, when string) {
	e, epoch := s.Train.Evaluated, int(s.EpochSteps())
	switch {
	case e.TestImages == 0 || epoch == 0 || e.Sample:
		return false, ""
	case e.Step == l.step.Step && (e.Step-1)%epoch == 0:
		return true, ""
	case e.Step%epoch == 0 && e.Step >= l.before:
		return true, " at step " + phrase.Grouped(e.Step)
	}
	return false, ""
}

// some writes the first of some numbers.
func some(numbers []int) string {
	const most = 6
	var words []string
	for i, n := range numbers {
		if i == most {
			words = append(words, "…")
			break
		}
		words = append(words, strconv.Itoa(n))
	}
	return strings.Join(words, " ")
}

// changes lists a number of each parameter.
func (l Loop) changes(of func(protocol.Change) float64) string {
	const most = 6
	var words []string
	for i, c := range l.step.Changes {
		if i == most {
			words = append(words, phrase.Counted(len(l.step.Changes)-most, "other"))
			break
		}
		words = append(words, c.Name+" "+graphview.Format(of(c), 3))
	}
	return strings.Join(words, ", ")
}

// NextLine goes to the next line of the loop by hand. train says that its step is at its end: the next one is to be
// taken, and its first line is then at work.
func (s State) NextLine() (next State, train bool) {
	end := len(s.stops()) - 1
	s.Chapter = s.Chapter.with(func(c *Chapter) {
		l := &c.Loop
		switch l.ByHand = true; {
		case l.step != nil && l.at < end:
			l.at++
		case l.step != l.latest:
			*l = l.take()
		default:
			train = true
		}
	})
	return s, train
}

// LoopWalks reports whether the lines of the loop are following each other by themselves.
func (s State) LoopWalks() bool {
	l := s.Chapter.Loop
	return s.Chapter.Shown && s.followsLoop() && !l.ByHand && l.step != nil && (l.at < mostStops || l.step != l.latest)
}

// WalkLoop goes on to the next line, after the last one to the next step that there is. With whole it goes to the end
// of the latest step at once.
func (s State) WalkLoop(whole bool) State {
	end := len(s.stops()) - 1
	s.Chapter = s.Chapter.with(func(c *Chapter) {
		l := &c.Loop
		switch {
		case whole:
			if l.step != l.latest {
				*l = l.take()
			}
			l.at = mostStops
		case l.at < end:
			l.at++
		case l.step != l.latest:
			*l = l.take()
		default:
			l.at = mostStops
		}
	})
	return s
}

// followsLoop reports whether the loop of training is on the page.
func (s State) followsLoop() bool { return s.Section().Panel == "train" }

// FollowsSteps reports whether the engine should tell of steps, and whether it knows.
func (s State) FollowsSteps() (wanted, told bool) {
	return s.Chapter.Shown && s.followsLoop() && s.Engine.CanTrain(), s.Chapter.Loop.Told
}

// WithSteps records what the engine was told.
func (s State) WithSteps(told bool) State {
	s.Chapter = s.Chapter.with(func(c *Chapter) { c.Loop.Told = told })
	return s
}

// LoopWords says the line of the loop at work to those who go from line to line and do not see it.
func (s State) LoopWords() string {
	l, stops := s.Chapter.Loop, s.stops()
	if !l.ByHand || l.at >= len(stops) {
		return ""
	}
	at := stops[l.at]
	return "Line " + strconv.Itoa(l.at+1) + " of " + strconv.Itoa(len(stops)) + ", " + strings.TrimSpace(at.begins) +
		": " + at.value
}

// SectionLines returns the program of the section, or nil where the section has none of its own. In the loop of
// training the line at work is lit; the lines before it have their values. At the end of a step all are lit.
func (s State) SectionLines() []code.Line {
	at := s.Section()
	var lines []code.Line
	for text := range strings.Lines(at.Code) {
		lines = append(lines, code.Line{Text: strings.TrimSuffix(text, "\n")})
	}
	if at.Panel != "train" {
		return lines
	}
	now := s.Chapter.Loop.at
	for i, stop := range s.stops() {
		for k := range lines {
			if l := &lines[k]; strings.HasPrefix(l.Text, stop.begins) && i <= now {
				l.Lit, l.Value = i == now || now == mostStops, stop.value
			}
		}
	}
	return lines
}
