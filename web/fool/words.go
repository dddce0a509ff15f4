package fool

import (
	"strconv"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// title says what the learner is about to do.
func title(s state.State) string {
	switch to := s.FoolTarget(); {
	case to == protocol.AnyOther:
		return "Make it another digit"
	case s.Fool.Blank:
		return "Make " + phrase.Digit(to) + " from nothing"
	default:
		return "Make it " + phrase.Digit(to)
	}
}

// network names one of the two, within a sentence.
func network(s state.State, reader bool) string {
	switch {
	case reader:
		return "the reader"
	case s.Engine.Status.Builtin:
		return "the built-in network"
	}
	return "your network"
}

// words says how it stands: what the network sees in the frame that is shown, and what came of it at the end.
func words(s state.State) string {
	f, way := s.Fool, s.FoolWay()
	who := network(s, f.Reader)
	switch {
	case f.Problem != "":
		return f.Problem
	case f.Put > 0 && f.Put == s.Draw.Version:
		return "The picture is on the sheet. Undo there brings back what was on it."
	case f.Asking:
		return "The engine is walking along the gradient."
	case way == nil:
		return before(s, who)
	case f.Playing:
		return "The pixels move along the gradient, step by step."
	case f.At < len(way.Frames)-1:
		return "Step " + strconv.Itoa(f.At) + " of " + strconv.Itoa(len(way.Frames)-1) + ": " + who + " " +
			sees(&way.Frames[f.At].Seen) + targetHas(s) + "."
	}
	return ended(s, who)
}

// before says what the network sees in the drawing that nothing has changed yet.
func before(s state.State, who string) string {
	switch seen := s.FoolSeen(); {
	case s.Engine.Phase < engine.Ready:
		return "The network is still loading."
	case s.Fool.Blank:
		return "On blank paper: what does " + who + " take for " + phrase.Digit(s.FoolTarget()) + "?"
	case s.Draw.Drawing.Empty():
		return "Draw a digit first, or begin with blank paper."
	case seen == nil:
		return ""
	default:
		return phrase.Sentence(who + " " + sees(seen))
	}
}

// sees is what a network says of an image, after its name.
func sees(r *protocol.Reading) string {
	if !r.Sure {
		return "is not sure of any digit; the likeliest is " + phrase.Digit(r.Digit) + ", " +
			phrase.Percent(r.Probabilities[r.Digit])
	}
	return "takes it for " + phrase.Digit(r.Digit) + ", " + phrase.Percent(r.Probabilities[r.Digit])
}

// targetHas says how probable the target is, if that is not the digit that the network sees.
func targetHas(s state.State) string {
	seen, to := s.FoolFrame().Seen, s.FoolTarget()
	if to == protocol.AnyOther || seen.Digit == to {
		return ""
	}
	return "; " + phrase.Digit(to) + " has " + phrase.Percent(seen.Probabilities[to])
}

// ended says what the last frame is.
func ended(s state.State, who string) string {
	way, frame := s.FoolWay(), s.FoolFrame()
	steps := len(way.Frames) - 1
	digit := frame.Seen.Digit
	sure := ", " + phrase.Percent(frame.Seen.Probabilities[digit]) + " sure"
	after := "After " + phrase.Counted(steps, "step")
	switch {
	case way.End == protocol.FoolDone && steps == 0:
		return phrase.Sentence(who+" takes it for "+phrase.Digit(digit)+sure+", as it is") + " Choose another digit."
	case way.End == protocol.FoolDone && s.Fool.Blank:
		return after + " " + who + " takes this for " + phrase.Digit(digit) + sure + ". " + changes(frame) + pushed(way)
	case way.End == protocol.FoolDone:
		return after + " " + who + " takes " + whose(s) + strconv.Itoa(way.From) + " for " + phrase.Digit(digit) +
			sure + ". " + changes(frame)
	}
	text := after + " " + who + " " + sees(&frame.Seen) + targetHas(s) + ". "
	if way.End == protocol.FoolSteps {
		return text + "That is as far as it goes here: try another digit, or another way."
	}
	if s.Fool.Reader {
		text += "It was trained to give all digits about the same where it sees none. "
	}
	return text + "The gradient is 0 at every pixel that can still move: no step leads on. " +
		"Try another digit, or another way."
}

// whose says of a digit whose it is.
func whose(s state.State) string {
	if len(s.Draw.Drawing.Strokes) > 0 {
		return "your "
	}
	return "this "
}

// changes says how far a frame is from the first one.
func changes(f *protocol.FoolFrame) string {
	return strconv.Itoa(f.Changed) + " of " + strconv.Itoa(form.Pixels) + " pixels changed, by " + ink(f.Largest) +
		" at most; from paper to ink is 1."
}

// ink writes an amount of ink, of which paper has 0 and ink 1.
func ink(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

func pushed(way *protocol.Fooled) string {
	if !way.Pushed {
		return ""
	}
	return " The first step was a faint smudge, for on blank paper the gradient is 0 at every pixel."
}

// meaning says what the last frame shows, or is "".
func meaning(s state.State) string {
	way, frame := s.FoolWay(), s.FoolFrame()
	if way == nil || way.End != protocol.FoolDone || s.Fool.At == 0 || s.Fool.At < len(way.Frames)-1 {
		return ""
	}
	if s.Fool.Blank {
		return "That is what the network looks for in " + phrase.Digit(frame.Seen.Digit) + ". It only had to tell " +
			"ten digits from each other: a whole digit, as you would draw it, is more than it needs."
	}
	switch s.FoolNorm() {
	case protocol.NormMax:
		return "No pixel went far, but every one went the way that counts: hundreds of small changes add up. In the " +
			"field’s words, this is an adversarial example, small in L∞."
	case protocol.NormCount:
		return "The pixels that changed are those on which the answer hangs most: that is where the network looks. " +
			"In the field’s words, this is an adversarial example, small in L0."
	}
	return "Each step went where the loss changes fastest: most where the network looks most. All of the change is " +
		ink(frame.Distance) + " long. In the field’s words, this is an adversarial example, small in L2."
}

// transfer says what the other network sees in the same picture.
func transfer(s state.State) string {
	frame := s.FoolFrame()
	if frame == nil || frame.Other == nil {
		return ""
	}
	who, o := network(s, !s.Fool.Reader), frame.Other
	if !o.Sure {
		return "The same picture, seen by " + who + ": it is not sure that this is a digit."
	}
	return "The same picture, seen by " + who + ": " + phrase.Digit(o.Digit) + ", " +
		phrase.Percent(o.Probabilities[o.Digit]) + "."
}

// oldWords says that the network has changed since, or is "".
func oldWords(s state.State) string {
	if !s.FoolOld() || s.Fool.Reader {
		return ""
	}
	return "This is of " + s.Fool.Name.At(s.FoolWay().Step) + ". It has changed since: Go asks it again."
}
