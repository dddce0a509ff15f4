package state

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/section"
)

// stepped is a step of training, as the engine tells of it.
func stepped(step int) protocol.Stepped {
	return protocol.Stepped{Step: step, Loss: 0.25, Images: []int{3, 52_713, 8, 1, 2, 4, 9}, Labels: []int{7, 0, 1},
		Changes: []protocol.Change{{Name: "W1", Gradient: 0.5, Change: 0.05},
			{Name: "b1", Gradient: 0.02, Change: 0.002}}}
}

// inLoop is the chapter at its section on training, before the first step.
func inLoop() State {
	s := following(shownChapter(New()), to("training"))
	return s.Observe(protocol.Status{Settings: setting.Default(), Parameters: 39_760, TrainImages: 60_000})
}

// loopOf are the lines of the loop that have a value, lit ones with a star.
func loopOf(s State) string {
	var all []string
	for _, l := range s.SectionLines() {
		switch {
		case l.Lit:
			all = append(all, "*"+l.Value)
		case l.Value != "":
			all = append(all, l.Value)
		}
	}
	return strings.Join(all, "; ")
}

// By hand the lines of a step come one at a time, each with its value, which stays; after the last one the next step is
// taken.
func TestLoopByHand(t *testing.T) {
	s := inLoop()
	if got := loopOf(s); got != "" {
		t.Errorf("before training there is %s", got)
	}
	s, train := s.NextLine()
	if !train {
		t.Fatal("the first line takes no step")
	}
	s = s.StartTraining(protocol.Train{Steps: 1})
	s, _ = s.NextLine()
	s = s.Observe(protocol.Evaluated{Step: 0, TestImages: 10_000, TrainAccuracy: 0.1, TestAccuracy: 0.11})
	s = s.Observe(stepped(12))
	want := []string{"i = 11", "[3 52713 8 1 2 4 …]", "3 images: 7 0 1", "norm W1 0.5, b1 0.02",
		"moved by W1 0.05, b1 0.002", "0.25, before the update", "True at step 0", "0.1000 0.1100"}
	for i := range want {
		if got := loopOf(s); got != strings.Join(append(append([]string{}, want[:i]...), "*"+want[i]), "; ") {
			t.Errorf("line %d: %s", i, got)
		}
		if words := s.LoopWords(); !strings.Contains(words, want[i]) {
			t.Errorf("line %d is told as %q", i, words)
		}
		if s.LoopWalks() {
			t.Error("it walks by itself")
		}
		s, train = s.NextLine()
		if train != (i == len(want)-1) {
			t.Errorf("after line %d a step is taken: %v", i, train)
		}
	}
	s = s.Observe(stepped(13))
	if got := loopOf(s); got != "*i = 12" {
		t.Errorf("the next step begins with %s", got)
	}
	if s = s.Observe(protocol.Status{Settings: setting.Default()}); loopOf(s) != "" {
		t.Errorf("a fresh network has %s", loopOf(s))
	}
}

// In training the lines follow each other by themselves, through steps as they come; at the end all are lit.
func TestLoopWalks(t *testing.T) {
	s := inLoop().StartTraining(protocol.Train{Steps: 10_000})
	s = s.Observe(stepped(1))
	s = s.Observe(stepped(300))
	s = s.Observe(protocol.Evaluated{Step: 600, TestImages: 10_000, TrainAccuracy: 0.9, TestAccuracy: 0.91})
	s = s.Observe(stepped(700))
	var seen []string
	for range 30 {
		if !s.LoopWalks() {
			break
		}
		lines := loopOf(s)
		seen = append(seen, lines[strings.LastIndex(lines, "*"):])
		s = s.WalkLoop(false)
	}
	if got := strings.Join(seen, " "); !strings.HasPrefix(got, "*i = 0 *[3") || strings.Contains(got, "299") ||
		!strings.HasSuffix(got, "*0.25, before the update *True at step 600 *0.9000 0.9100") ||
		strings.Count(got, "*i = ") != 2 {
		t.Errorf("it went %s", got)
	}
	if got := loopOf(s); s.LoopWalks() || strings.Count(got, "*") != 8 || !strings.HasPrefix(got, "*i = 699") {
		t.Errorf("at its end there is %s", got)
	}
	s = s.Observe(stepped(9_000)).WalkLoop(true)
	if got := loopOf(s); s.LoopWalks() || !strings.HasPrefix(got, "*i = 8,999; *") {
		t.Errorf("all at once: %s", got)
	}
	for _, at := range section.Chapter().Sections {
		s := following(s, to(at.Name))
		if wanted, _ := s.FollowsSteps(); wanted && at.Panel != "train" {
			t.Errorf("steps are followed in %s", at.Name)
		}
	}
}
