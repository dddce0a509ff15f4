package section

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Task is something to reach in the figure: a network, a drawing, or a mistake that is found. What a learner hands in
// is looked at again by whoever marks it, so a Task says what must be Found then.
type Task struct {
	// Accuracy is the share of the test images that a network has to be right on, with no more than Parameters, or any
	// number of them if that is 0.
	Accuracy   float64
	Parameters int
	// Sights are what the drawing has to be taken for, or nil.
	Sights []Sight
	// Mistake is the number of the puzzle whose mistake is to be found, or 0.
	Mistake int
}

// Sight is what one of the two networks has to take a drawing for, or must not.
type Sight struct {
	// Reader says that it is the reader, and not the network.
	Reader bool
	Not    bool
	Digit  int
}

// Found is what there is, where a Task is to be done.
type Found struct {
	// Accuracy is the network's on all test images, or 0 where it is not measured.
	Accuracy   float64
	Parameters int
	// Network and Reader are what they take the drawing for, where the Task is about that, or -1 where they are not
	// sure.
	Network, Reader int
	// Layer and Bug are where and what the mistake is, and LayerGuess and BugGuess what the learner says.
	Layer, Bug, LayerGuess, BugGuess string
}

// Done reports whether what was found is what the Task asks for.
func (t Task) Done(f Found) bool {
	switch {
	case t.Mistake > 0:
		return f.Bug != "" && f.Layer == f.LayerGuess && f.Bug == f.BugGuess
	case t.Sights != nil:
		for _, s := range t.Sights {
			seen := f.Network
			if s.Reader {
				seen = f.Reader
			}
			if (seen == s.Digit) == s.Not {
				return false
			}
		}
		return true
	}
	return f.Accuracy >= t.Accuracy && f.Accuracy > 0 && (t.Parameters == 0 || f.Parameters <= t.Parameters)
}

// Panel is the panel where it can be done.
func (t Task) Panel() string {
	switch {
	case t.Mistake > 0:
		return "check"
	case t.Sights != nil:
		return "draw"
	}
	return "train"
}

// OfNetwork reports whether the network has a part in what a drawing is taken for, and not the reader alone.
func (t Task) OfNetwork() bool {
	return slices.ContainsFunc(t.Sights, func(s Sight) bool { return !s.Reader })
}

// impossible reports whether no drawing can do it.
func (t Task) impossible() bool {
	for i, s := range t.Sights {
		if slices.ContainsFunc(t.Sights[:i], s.excludes) {
			return true
		}
	}
	return false
}

// excludes reports whether no drawing can have both: none is taken for two digits, or for one and not for it.
func (s Sight) excludes(other Sight) bool {
	switch {
	case s.Reader != other.Reader || s.Not && other.Not:
		return false
	case s.Not != other.Not:
		return s.Digit == other.Digit
	}
	return s.Digit != other.Digit
}

// Words says what there is to do.
func (t Task) Words() string {
	switch {
	case t.Mistake > 0:
		return "Find the mistake of puzzle " + strconv.Itoa(t.Mistake) + ": its layer, and what it is."
	case t.Sights != nil:
		var parts []string
		for _, s := range t.Sights {
			who, verb := "the network", " takes for a "
			if s.Reader {
				who = "the reader"
			}
			if s.Not {
				verb = " does not take for a "
			}
			parts = append(parts, who+verb+strconv.Itoa(s.Digit))
		}
		return "A drawing that " + phrase.List(parts) + "."
	}
	text := "A network that is right on " + phrase.RoundPercent(t.Accuracy) + " of the test images"
	if t.Parameters > 0 {
		text += ", with at most " + phrase.Grouped(t.Parameters) + " parameters"
	}
	return text + "."
}

// Words says what was found, of what the Task is about.
func (f Found) Words(t Task) string {
	switch {
	case t.Mistake > 0:
		return f.BugGuess + " in " + f.LayerGuess
	case t.Sights != nil:
		return "network " + digit(f.Network) + ", reader " + digit(f.Reader)
	}
	accuracy := "not measured"
	if f.Accuracy > 0 {
		accuracy = phrase.Accuracy(f.Accuracy)
	}
	return accuracy + ", " + phrase.Grouped(f.Parameters) + " parameters"
}

func digit(d int) string {
	if d < 0 {
		return "not sure"
	}
	return strconv.Itoa(d)
}

// ParseTask reads a Task as a lesson has it: "accuracy 97%, parameters 20000", "network 3, reader not 3" or "mistake
// 17".
func ParseTask(text string) (*Task, error) {
	t := &Task{}
	kinds := map[string]bool{}
	for _, part := range strings.Split(text, ",") {
		words := strings.Fields(part)
		if len(words) < 2 {
			return nil, taskError(part)
		}
		value, not := words[1], false
		if value == "not" && len(words) == 3 {
			value, not = words[2], true
		} else if len(words) != 2 {
			return nil, taskError(part)
		}
		n, err := strconv.ParseFloat(strings.TrimSuffix(value, "%"), 64)
		whole := err == nil && n == float64(int(n))
		switch name := words[0]; {
		case name == "accuracy" && err == nil && n <= 1 && !strings.HasSuffix(value, "%"):
			return nil, errors.New("an accuracy is a percentage, such as 97%, and not " + excerpt.Quote(value))
		case name == "accuracy" && !not && n > 0 && n <= 100 && err == nil:
			t.Accuracy, kinds["network"] = n/100, true
		case name == "parameters" && !not && whole && n > 0:
			t.Parameters, kinds["network"] = int(n), true
		case (name == "network" || name == "reader") && whole && n >= 0 && n <= 9:
			t.Sights, kinds["drawing"] = append(t.Sights, Sight{name == "reader", not, int(n)}), true
		case name == "mistake" && !not && whole && n > 0 && n <= MaxMistake:
			t.Mistake, kinds["mistake"] = int(n), true
		default:
			return nil, taskError(part)
		}
	}
	if len(kinds) > 1 || kinds["network"] && t.Accuracy == 0 {
		return nil, taskError(text)
	}
	if t.impossible() {
		return nil, errors.New("no drawing can be " + excerpt.Quote(strings.TrimSpace(text)))
	}
	return t, nil
}

// MaxMistake is the largest number of a puzzle.
const MaxMistake = 999

// taskError says what cannot be read as a Task.
func taskError(text string) error {
	return errors.New(excerpt.Quote(strings.TrimSpace(text)) + " is not a task, such as: accuracy 97%, parameters " +
		"20000; " +
		"or: network 3, reader not 3; or: mistake 17")
}
