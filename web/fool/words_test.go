package fool

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestWords(t *testing.T) {
	trained := statetest.Trained(10)
	five := statetest.Read(trained, 5)
	fooled := statetest.Fooled(five)
	// ends is fooled, but for the end.
	ends := func(s state.State, change func(*protocol.Fooled)) state.State {
		way := *fooled.Fool.Way
		change(&way)
		s = s.AskFool()
		s.Fool = s.Fool.Answered(way)
		return s.FoolAt(9, false)
	}
	choose := func(s state.State, choice func(*state.Fool)) state.State {
		s.Fool = s.Fool.With(choice)
		return s
	}
	reader := choose(five, func(f *state.Fool) { f.Reader = true })
	blank := choose(trained, func(f *state.Fool) { f.Blank = true })
	refused := five.AskFool()
	refused.Fool = refused.Fool.Answered(protocol.Failed{Code: protocol.CodeNotReady, Message: "Not now."})
	for name, c := range map[string]struct {
		s    state.State
		want string
	}{
		"no engine":   {state.New(), "The network is still loading."},
		"no drawing":  {trained, "Draw a digit first, or begin with blank paper."},
		"a drawing":   {five, "Your network takes it for a 5, 90.0%."},
		"the reader":  {reader, "The reader takes it for a 5, 90.0%."},
		"blank paper": {blank, "On blank paper: what does your network take for a 3?"},
		"asked":       {five.AskFool(), "The engine is walking along the gradient."},
		"refused":     {refused, "Not now."},
		"playing":     {fooled.FoolAt(0, true), "The pixels move along the gradient, step by step."},
		"on the way": {fooled.FoolAt(1, false),
			"Step 1 of 2: your network takes it for a 5, 55.0%; a 3 has 5.0%."},
		"fooled": {fooled.FoolAt(2, false), "After 2 steps your network takes your 5 for a 3, 92.0% sure. " +
			"784 of 784 pixels changed, by 0.04 at most; from paper to ink is 1."},
		"put": {fooled.FoolAt(2, false).PutFooled(),
			"The picture is on the sheet. Undo there brings back what was on it."},
		"already": {ends(five, func(w *protocol.Fooled) { w.Frames = w.Frames[2:] }),
			"Your network takes it for a 3, 92.0% sure, as it is. Choose another digit."},
		"flat": {ends(reader, func(w *protocol.Fooled) { w.Frames, w.End = w.Frames[:2], protocol.FoolFlat }),
			"After 1 step the reader takes it for a 5, 55.0%; a 3 has 5.0%. It was trained to give all digits about " +
				"the same where it sees none. The gradient is 0 at every pixel that can still move: no step leads " +
				"on. Try another digit, or another way."},
		"too far": {ends(five, func(w *protocol.Fooled) { w.Frames, w.End = w.Frames[:2], protocol.FoolSteps }),
			"After 1 step your network takes it for a 5, 55.0%; a 3 has 5.0%. That is as far as it goes here: try " +
				"another digit, or another way."},
		"from blank paper": {ends(blank, func(w *protocol.Fooled) { w.Pushed = true }),
			"After 2 steps your network takes this for a 3, 92.0% sure. 784 of 784 pixels changed, by 0.04 at most; " +
				"from paper to ink is 1. The first step was a faint smudge, for on blank paper the gradient is 0 at " +
				"every pixel."},
	} {
		if got := words(c.s); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got, want := transfer(fooled), "The same picture, seen by the reader: a 5, 97.0%."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if meaning(fooled) != "" || meaning(fooled.FoolAt(2, false)) == "" {
		t.Error("what it means is said too early, or not at all")
	}
	if oldWords(fooled) != "" || oldWords(fooled.Observe(protocol.Progress{Step: 11})) !=
		"This is of your network, 784–50–10, at step 10. It has changed since: Go asks it again." {
		t.Errorf("an older network: %q", oldWords(fooled.Observe(protocol.Progress{Step: 11})))
	}
}

func TestTitle(t *testing.T) {
	for want, choice := range map[string]func(*state.Fool){
		"Make it a 3":           func(*state.Fool) {},
		"Make it an 8":          func(f *state.Fool) { f.Target = 8 },
		"Make it another digit": func(f *state.Fool) { f.Target = protocol.AnyOther },
		"Make a 3 from nothing": func(f *state.Fool) { f.Blank = true },
	} {
		s := statetest.Trained(10)
		s.Fool = s.Fool.With(choice)
		if got := title(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
