package state

import (
	"math"
	"strconv"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// Fool is what the page knows about fooling a network: what the learner chose, and the way there that the engine
// answered with.
type Fool struct {
	// Open says that the fold is open.
	Open bool
	// Target is the digit to be taken for, protocol.AnyOther, or fromThePage. Norm is one of the Norms, or "" for the
	// page's. With Reader the reader is to be fooled, with Blank it begins with blank paper.
	Target        int
	Norm          string
	Reader, Blank bool
	// Way is the latest answer, or nil. Of is what it is of, Name the network that is trained here, as it was then, and
	// Network its Checkpoint.
	Way     *protocol.Fooled
	Of      FoolSubject
	Name    NetworkName
	Network *protocol.Checkpoint
	// At is the frame of Way that is shown. Playing says that the next one follows by itself.
	At      int
	Playing bool
	// Asking says that an answer is pending. Problem says why there is none, or is "".
	Asking  bool
	Problem string
	// Put is the Version of the drawing as which a picture was put on the sheet, or 0.
	Put int
	// linked is the frame that a link shows, until its way is asked for; then, and without a link, setting.NoFrame.
	linked int
}

// FoolSubject is what a way is of: the same network has the same way for it. Drawing is the Version of the drawing, or
// blankPaper.
type FoolSubject struct {
	Drawing, Target int
	Norm            string
	Reader          bool
}

const (
	// fromThePage is the Target of a learner who has chosen none.
	fromThePage = -2
	blankPaper  = -1
)

// foolSure is how sure the network that is trained here must be of a digit on blank paper. Just above a half there is
// little to see yet.
const foolSure = 0.99

// With returns the Fool with another choice.
func (f *Fool) With(choose func(*Fool)) *Fool {
	n := *f
	choose(&n)
	n.Problem, n.Put, n.Playing, n.linked = "", 0, false, setting.NoFrame
	return &n
}

// linkedTo returns the Fool with the choices of a link.
func (f *Fool) linkedTo(l setting.Looks) *Fool {
	n := f.With(func(f *Fool) {
		f.Norm, f.Reader, f.Blank = l.FoolNorm, l.FoolOf == setting.GraphReader, l.FoolFrom == setting.FoolPaper
		if f.Norm == setting.FoolAuto {
			f.Norm = ""
		}
		switch l.FoolTarget {
		case setting.FoolAuto:
			f.Target = fromThePage
		case setting.FoolAny:
			f.Target = protocol.AnyOther
		default:
			f.Target, _ = strconv.Atoi(l.FoolTarget) // one of the choices
		}
	})
	n.linked = l.FoolFrame
	return n
}

// FoolDue returns the frame that a link shows, if its way can be asked for now.
func (s State) FoolDue() (frame int, due bool) {
	_, ok := s.FoolCommand()
	looks := s.Moments.Shown() && !s.Moments.Awaits() // the way is one of the moment of the link
	return s.Fool.linked, ok && s.Fool.linked != setting.NoFrame && s.Settled() && looks
}

func (f *Fool) playing(on bool) *Fool {
	n := *f
	n.Playing = on
	return &n
}

func (f *Fool) putAs(version int) *Fool {
	n := *f
	n.Put = version
	return &n
}

// FoolTarget is the digit to be taken for, or protocol.AnyOther. Until the learner chooses it is a 3, or an 8 if the
// network sees a 3 already; and blank paper has nothing to be led away from.
func (s State) FoolTarget() int {
	f := s.Fool
	if f.Target >= 0 || f.Target == protocol.AnyOther && !f.Blank {
		return f.Target
	}
	if seen := s.FoolSeen(); seen != nil && seen.Digit == 3 {
		return 8
	}
	return 3
}

// FoolNorm is the norm by which the change is small. Until the learner chooses it is L∞. On blank paper it is L2, with
// which a digit comes out that one can see, and for the reader, too, which sees nothing in what L∞ soon makes.
func (s State) FoolNorm() string {
	switch f := s.Fool; {
	case f.Norm != "":
		return f.Norm
	case f.Blank || f.Reader:
		return protocol.NormDistance
	}
	return protocol.NormMax
}

// FoolSeen is what the network that is to be fooled sees in the drawing, or nil.
func (s State) FoolSeen() *protocol.Reading {
	network, read := s.Draw.Answers()
	switch {
	case s.Fool.Blank:
		return nil
	case s.Fool.Reader:
		return read
	}
	return network
}

// FoolAnswers returns what both networks see in the picture that is shown, or nil.
func (s State) FoolAnswers() (network, read *protocol.Reading) {
	frame := s.FoolFrame()
	switch {
	case frame == nil && s.Fool.Blank:
		return nil, nil
	case frame == nil:
		return s.Draw.Answers()
	case s.Fool.Reader:
		return frame.Other, &frame.Seen
	}
	return &frame.Seen, frame.Other
}

// FoolBefore is the image to show before the change, or nil where there is none.
func (s State) FoolBefore() []float64 {
	switch way := s.FoolWay(); {
	case way != nil:
		return way.Frames[0].Pixels
	case s.Fool.Blank || s.Draw.Seen == nil:
		return nil
	}
	return s.Draw.Seen.Pixels
}

// foolStart is the image that the way begins with, or nil while there is none: an empty area, or a drawing that the
// networks have not seen yet.
func (s State) foolStart() []float64 {
	switch d := s.Draw; {
	case s.Fool.Blank:
		return make([]float64, form.Pixels)
	case d.Seen != nil && d.SeenVersion == d.Version && !d.Open:
		return d.Seen.Pixels
	}
	return nil
}

// foolSubject is what the learner has chosen.
func (s State) foolSubject() FoolSubject {
	drawing := s.Draw.Version
	if s.Fool.Blank {
		drawing = blankPaper
	}
	return FoolSubject{drawing, s.FoolTarget(), s.FoolNorm(), s.Fool.Reader}
}

// FoolCommand asks for the way of what the learner has chosen. It is false while it cannot be asked for.
func (s State) FoolCommand() (c protocol.Fool, ok bool) {
	c = protocol.Fool{Pixels: s.foolStart(), Target: s.FoolTarget(), Norm: s.FoolNorm(), Reader: s.Fool.Reader}
	if s.Fool.Blank && !s.Fool.Reader {
		c.Sure = foolSure
	}
	return c, c.Pixels != nil && s.Engine.Begun() && !s.Fool.Asking
}

// FoolWay is the way of what the learner has chosen, or nil.
func (s State) FoolWay() *protocol.Fooled {
	if s.Fool.Way == nil || s.Fool.Of != s.foolSubject() {
		return nil
	}
	return s.Fool.Way
}

// FoolOld says that the network that is looked at was another one when it was asked.
func (s State) FoolOld() bool {
	way := s.FoolWay()
	return way != nil && (s.Fool.Network != s.Engine.Checkpoint || way.Step != s.Engine.Looked())
}

// FoolFrame is the frame that is shown, or nil where there is no way.
func (s State) FoolFrame() *protocol.FoolFrame {
	if way := s.FoolWay(); way != nil {
		return &way.Frames[s.Fool.At]
	}
	return nil
}

// AskFool records that the way was asked for.
func (s State) AskFool() State {
	s.Fool = s.Fool.With(func(f *Fool) {
		f.Asking, f.Way, f.At = true, nil, 0
		f.Of, f.Network, f.Name = s.foolSubject(), s.Engine.Checkpoint, s.Engine.NetworkName()
	})
	return s
}

// Answered records the answer. It shows the first frame.
func (f *Fool) Answered(answer protocol.Event) *Fool {
	n := *f
	n.Asking = false
	switch answer := answer.(type) {
	case protocol.Fooled:
		if len(answer.Frames) > 0 {
			n.Way = &answer
		}
	case protocol.Failed:
		n.Problem = ProblemOf(answer)
	}
	return &n
}

// FoolAt shows a frame, the last one for any number that is larger. Playing, the next one follows by itself. Where
// there is no way any more, since something else was drawn or chosen, nothing does.
func (s State) FoolAt(frame int, playing bool) State {
	way := s.FoolWay()
	if way == nil {
		s.Fool = s.Fool.playing(false)
		return s
	}
	last := len(way.Frames) - 1
	frame = min(max(frame, 0), last)
	s.Fool = s.Fool.With(func(f *Fool) { f.At = frame }).playing(playing && frame < last)
	return s
}

// The film of a way: a frame is shown for foolPace at most, and all of it for about foolFilm.
const foolPace, foolFilm = 150 * time.Millisecond, 4 * time.Second

// FoolPace is how long a frame is shown while the frames follow each other.
func (s State) FoolPace() time.Duration {
	if way := s.FoolWay(); way != nil {
		return min(foolPace, foolFilm/time.Duration(len(way.Frames)))
	}
	return foolPace
}

// PutFooled puts the picture that is shown on the drawing area. Undo brings back what was there.
func (s State) PutFooled() State {
	frame := s.FoolFrame()
	if frame == nil {
		return s
	}
	d := NewDrawing()
	d.Pixels = frame.Pixels
	s = s.Redraw(s.Draw.Show(d))
	s.Fool = s.Fool.putAs(s.Draw.Version)
	return s
}

// FoolChange is the change of the frame that is shown, signed, in the colours of graphview.Diverging. The full colour
// is that of the largest change of the whole way.
func (s State) FoolChange() graphview.Pixmap {
	p := graphview.Pixmap{W: form.Side, H: form.Side, Pix: make([]byte, 4*form.Pixels)}
	frame := s.FoolFrame()
	if frame == nil {
		return p
	}
	for _, f := range s.Fool.Way.Frames {
		p.Max = math.Max(p.Max, f.Largest)
	}
	for i, v := range frame.Pixels {
		o := p.Pix[4*i:]
		o[0], o[1], o[2], o[3] = graphview.Diverging(v-s.Fool.Way.Frames[0].Pixels[i], p.Max)
	}
	return p
}
