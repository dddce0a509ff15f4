package state

import (
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/version"
)

// trained returns s saying how many steps give the current network from scratch, once training stands still; 0 stands
// for a network that a link cannot have.
func (s *Settings) trained(e *Engine, t *Train) *Settings {
	st := e.Status
	if s.replays || t.ordered || st.Running || st.Parameters == 0 {
		return s
	}
	s = s.weighing(st)
	steps := 0
	switch {
	case st.Builtin:
	case st.Repeats && st.Step <= setting.MaxReplay && s.Wanted.EqualFresh(st.Settings):
		steps = st.Step
	case s.kept != nil && st.Step == s.Wanted.Steps && s.Wanted.EqualButPage(*s.kept):
		return s
	}
	if steps == s.Wanted.Steps {
		return s
	}
	n := s.without()
	n.Wanted.Steps = steps
	return n
}

// ToReplay has the network trained that the settings describe, which are a link's, unless it is there already. Where
// they name a file with it, that is loaded instead.
func (s State) ToReplay() State {
	st := s.Engine.Status
	if s.Settings.Wanted.Weights != "" {
		n := s.Settings.without()
		n.weights, n.replays = weightsWanted, false
		s.Settings = n
		return s
	}
	return s.withReplay(s.Settings.Wanted.Steps > 0 && !s.IsReplay(st))
}

// TakenUp records that the network of the settings is here, as it was kept before the page was loaded again. The engine
// may not know how that one came about: files of earlier versions do not say.
func (s State) TakenUp() State {
	n := s.Settings.without()
	wanted := n.Wanted.Clone()
	n.replays, n.recalling, n.kept = false, false, &wanted
	if wanted.Weights != "" {
		n.weights, n.weighed = weightsLoaded, s.Engine.Status.Step
	}
	s.Settings = n
	return s
}

// BringMoments has the network of a link that looks back at a moment trained again, although it was taken up: the
// browser keeps none of its moments, and it comes to the same bits.
func (s State) BringMoments() State {
	return s.withReplay(s.Moments.Awaits() && s.IsReplay(s.Engine.Status))
}

func (s State) withReplay(on bool) State {
	if s.Settings.replays != on {
		n := s.Settings.without()
		n.replays = on
		s.Settings = n
	}
	return s
}

// WantsReplay reports whether a link wants a network to be trained that can be, now.
func (s State) WantsReplay() bool {
	return s.Settings.replays && !s.Settings.recalling && s.Engine.Begun() && s.Engine.CanTrain() &&
		!s.Engine.Status.Running
}

// ReplayName is the name under which the browser keeps what the replay of the current link comes to. It is "" where the
// link looks back at a moment, which only training brings.
func (s State) ReplayName() string {
	w := s.Settings.Wanted
	if w.Steps == 0 || w.Moment != setting.Now || w.MomentBeside != setting.Now {
		return ""
	}
	return version.Current + "/" + strconv.Itoa(w.Steps) + "?" + w.WithPage(setting.Default()).Query()
}

// Recalling records whether it is being looked for; if so, it is not trained.
func (s State) Recalling(on bool) State {
	n := s.Settings.without()
	n.recalling = on
	s.Settings = n
	return s
}

// Recalls reports whether the browser is asked for the network of that name.
func (s State) Recalls(name string) bool { return s.Settings.recalling && s.ReplayName() == name }

// KeptReplay returns the network that a link describes, to be kept with its curves; file is that of the engine.
func (s State) KeptReplay(file []byte) *Kept {
	return &Kept{File: file, Step: s.Settings.Wanted.Steps, Drawing: NewDrawing(), Runs: keptRuns{Now: s.Train.kept()}}
}

// IsReplay reports whether the network of the Status is that of the current link.
func (s State) IsReplay(st protocol.Status) bool {
	w := s.Settings.Wanted
	return w.Steps > 0 && st.Repeats && st.Step == w.Steps && st.Settings.EqualButPage(w)
}

// Replay returns the Command that trains the network that a link describes.
func (s State) Replay() protocol.Train {
	return protocol.Train{Steps: s.Settings.Wanted.Steps, Fresh: true}
}

// Replayed records that it was sent.
func (s State) Replayed() State {
	s = s.withReplay(false)
	s.Train = s.Train.ofLink()
	return s
}

// Repeats reports whether the training of a link is under way, and RepeatedSteps how many of its steps are done. The
// engine's Status may be older than the order.
func (s State) Repeats() bool { return s.Train.repeats && (s.Train.ordered || s.Engine.Status.Running) }
func (s State) RepeatedSteps() int {
	if s.Train.ordered {
		return 0
	}
	return s.Engine.Status.Step
}

// Unlinked says what of that which one sees a link does not have, or is "".
func (s State) Unlinked() string {
	st := s.Engine.Status
	network := st.Step > 0 && !st.Builtin && !st.Running && s.Settings.Wanted.Steps == 0 && !s.Settings.replays &&
		s.Settings.Wanted.Weights == ""
	drawing := !s.Draw.Open && !s.Draw.Drawing.Empty() &&
		!s.Settings.Wanted.Drawn()
	var not []string
	if drawing {
		not = append(not, "the drawing")
	}
	if len(s.Own.List) > 0 {
		not = append(not, "the drawings that you have labelled")
	}
	if network {
		not = append(not, "the network, since these settings alone do not give it again: it comes from a file, or was "+
			"trained with others or on drawings. Save it, put the file where pages can read it, and name its address")
	}
	if s.Graph.Was != nil {
		not = append(not, "the target before, to compare with: choosing another one brings it back")
	}
	if len(not) == 0 {
		return ""
	}
	if last := len(not) - 1; last > 0 {
		not[last] = "and " + not[last]
	}
	return "Not in it: " + strings.Join(not, "; ") + "."
}
