package state

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Kept is a session that the browser keeps: the network as a file of the engine, and the drawing.
type Kept struct {
	File    []byte
	Drawing Drawing
	// Step is the network's step. Goal is the step that it was being trained to, or 0.
	Step, Goal int
	// Runs are the curves of its training, and of the runs before.
	Runs keptRuns
	// Replaced is the network of the learner's own that another has replaced, of step ReplacedStep, or nil.
	Replaced     []byte
	ReplacedStep int
}

// Replaced is a network of the learner's own that another has replaced, and that can be had back.
type Replaced struct {
	Step int
	File []byte
	// Run is its training, or nil where that is not known. Number is the one that it has among the earlier runs.
	Run    *Run
	Number int
}

// Unkept says whether a session is not kept: not at all, and then whether the learner has read that.
type Unkept int

const (
	IsKept Unkept = iota
	NotKept
	NotKeptAndRead
)

// Keep is the state of saving: networks as files, and the previous session.
type Keep struct {
	// Offered is the previous session until the learner decides whether to go on with it; then it is nil.
	Offered *Kept
	// Aside says why the previous session could not be taken up and where it is, or is "".
	Aside string
	// Replaced is the network that was replaced last, or nil.
	Replaced *Replaced
	// Resumed says what was taken up by itself after the page was loaded again, or is "".
	Resumed string
	// Unkept says that the browser did not keep the session when it was to for the last time.
	Unkept Unkept
	// Problem says why a file was refused, and Note what the last action did. Each may be "".
	Problem, Note string
}

// ReadKept reads a kept session. Its fields are texts, numbers and bytes; a nil map is no record at all. Another
// version of the page may have kept it, or anything else, so ok is false if it is not of the form that this one keeps.
func ReadKept(fields map[string]any) (kept *Kept, ok bool) {
	file, ok := fields["file"].([]byte)
	if !ok {
		return nil, false
	}
	kept = &Kept{File: file}
	if field, there := fields["replaced"]; there {
		if kept.Replaced, ok = field.([]byte); !ok {
			return nil, false
		}
	}
	for name, n := range map[string]*int{"step": &kept.Step, "goal": &kept.Goal, "replacedStep": &kept.ReplacedStep} {
		if field, there := fields[name]; there {
			v, ok := field.(float64)
			if !ok || !(v >= 0 && v <= math.MaxInt32) || v != math.Trunc(v) {
				return nil, false
			}
			*n = int(v)
		}
	}
	var drawing, runs string
	for name, text := range map[string]*string{"drawing": &drawing, "runs": &runs} {
		if v, there := fields[name]; there {
			if *text, ok = v.(string); !ok {
				return nil, false
			}
		}
	}
	kept.Drawing, kept.Runs = DecodeDrawing(drawing), DecodeRuns(runs)
	return kept, true
}

// WithAside records why the previous session could not be taken up. It is offered no longer. With "" the learner has
// read it.
func (k *Keep) WithAside(problem string) *Keep {
	n := *k
	n.Aside = problem
	if problem != "" {
		n.Offered = nil
	}
	return &n
}

// KeptFields are the names of the fields that ReadKept reads and Kept.Fields writes.
var KeptFields = []string{"file", "step", "goal", "drawing", "runs", "replaced", "replacedStep"}

// Kept returns the session as it is, to be kept.
func (s State) Kept() *Kept {
	if s.onTrial() {
		return s.keptBefore()
	}
	k := &Kept{Drawing: s.Draw.Drawing, Runs: s.Runs.kept(s.Train)}
	if e := s.Engine; e.WorthKeeping() {
		k.File, k.Step = e.Checkpoint.File, e.Checkpoint.Step
		if e.Status.Running && !s.Own.Tuning && s.Train.Goal > k.Step {
			k.Goal = s.Train.Goal
		}
	}
	if r := s.Keep.Replaced; r != nil {
		k.Replaced, k.ReplacedStep = r.File, r.Step
	}
	return k
}

// Fields returns what ReadKept reads.
func (k *Kept) Fields() map[string]any {
	return map[string]any{"file": k.File, "step": k.Step, "goal": k.Goal, "drawing": EncodeDrawing(k.Drawing),
		"runs": k.Runs.encode(), "replaced": k.Replaced, "replacedStep": k.ReplacedStep}
}

// HasNetwork reports whether there is a network in it, and Empty whether there is nothing.
func (k *Kept) HasNetwork() bool { return len(k.File) > 0 || len(k.Replaced) > 0 }
func (k *Kept) Empty() bool {
	return !k.HasNetwork() && k.Drawing.Empty() && len(k.Runs.Earlier) == 0 && k.Runs.Now == nil
}

// Offer offers the previous session. Where its network had been replaced, it offers that one.
func (k *Keep) Offer(session *Kept) *Keep {
	n := *k
	n.Offered = session
	if session != nil && len(session.File) == 0 {
		last := *session
		last.File, last.Step, last.Runs.Now = session.Replaced, session.ReplacedStep, nil
		n.Offered = &last
	}
	return &n
}

// observe records that a network of the learner's own is replaced, whatever the reason; those of experiments can be had
// again. It knows the page as it was before the Event.
func (k *Keep) observe(event protocol.Event, before State) *Keep {
	c, ok := event.(protocol.Checkpoint)
	e := before.Engine
	if !ok || e.Restoring || !e.WorthKeeping() || e.Checkpoint.Network == c.Network ||
		before.Trial.owns(e.Status) {
		return k
	}
	run := before.Train.run()
	return k.WithReplaced(&Replaced{e.Checkpoint.Step, e.Checkpoint.File, &run, before.Runs.Count + 1})
}

// hereAgain forgets the network that was replaced, or that is offered, where it is the current one: training that began
// from scratch has come to the same bits. The run of the one before stays, unless it was the page that trained again.
func (s State) hereAgain(file []byte) State {
	if r := s.Keep.Replaced; r != nil && bytes.Equal(r.File, file) {
		s.Keep = s.Keep.WithReplaced(nil)
		if s.Train.repeats {
			s.Runs = s.Runs.Forget(r.Number)
		}
	}
	if o := s.Keep.Offered; o != nil && bytes.Equal(o.File, file) &&
		(o.Drawing.Empty() || EncodeDrawing(o.Drawing) == EncodeDrawing(s.Draw.Drawing)) {
		s.Keep = s.Keep.Offer(nil)
	}
	return s
}

// PuttingBack records that the network that was replaced comes back: its run is the current one again, and that of the
// network in its place has ended.
func (s State) PuttingBack() State {
	r := s.Keep.Replaced
	if now := s.Train.run(); len(now.Loss.Points) > 0 {
		s.Runs, s.Train = s.Runs.with(now), s.Train.ended()
	}
	if r.Run != nil {
		s.Runs = s.Runs.Forget(r.Number)
	}
	s.Keep = s.Keep.WithReplaced(nil)
	return s
}

// WithReplaced records a network that was replaced, or with nil that there is none any more.
func (k *Keep) WithReplaced(r *Replaced) *Keep {
	n := *k
	n.Replaced = r
	return &n
}

// WithKept records whether the browser has kept the session. Each time that it no longer does is news.
func (k *Keep) WithKept(ok bool) *Keep {
	unkept := IsKept
	if !ok {
		unkept = max(k.Unkept, NotKept)
	}
	return k.withUnkept(unkept)
}

// UnkeptRead records that the learner knows.
func (k *Keep) UnkeptRead() *Keep { return k.withUnkept(NotKeptAndRead) }

func (k *Keep) withUnkept(u Unkept) *Keep {
	if u == k.Unkept {
		return k
	}
	n := *k
	n.Unkept = u
	return &n
}

// WithResumed records what was taken up by itself. With "" the learner has read it.
func (k *Keep) WithResumed(what string) *Keep {
	n := *k
	n.Resumed = what
	return &n
}

// Told records the outcome of an action on a file: a problem or a note.
func (k *Keep) Told(problem, note string) *Keep {
	n := *k
	n.Problem, n.Note = problem, note
	return &n
}

// loaded records that a network of this many steps is loaded. No other is offered any more.
func (k *Keep) loaded(step int) *Keep {
	n := *k
	n.Offered, n.Aside, n.Problem = nil, "", ""
	n.Note = "The network of step " + phrase.Grouped(step) + " is loaded, with its settings."
	return &n
}

// Loaded records that the network of a file is loaded, with the settings that it was trained with.
func (s State) Loaded(status protocol.Status) State {
	s.Settings = newSettings(status.Settings.WithPage(s.Settings.Wanted), nil)
	s.Keep, s.Train = s.Keep.loaded(status.Step), s.Train.ofFile(status)
	return s
}

// FileName returns the name of the network's file.
func FileName(status protocol.Status) string {
	network := status.Settings.Network
	if network == "" {
		network = strings.ReplaceAll(NetworkInShort(status.Settings), "–", "-")
	}
	return "inkgrad-" + network + "-step-" + strconv.Itoa(status.Step) + ".safetensors"
}

// EncodeDrawing and DecodeDrawing write and read a kept drawing. An earlier version of the page may have kept it, so
// anything that cannot be read is an empty drawing.
func EncodeDrawing(d Drawing) string {
	text, err := json.Marshal(d)
	if err != nil {
		return "" // a coordinate that is not a number
	}
	return string(text)
}

func DecodeDrawing(text string) Drawing {
	d := NewDrawing()
	if json.Unmarshal([]byte(text), &d) != nil || !d.valid() {
		return NewDrawing()
	}
	return d
}

// valid reports whether the drawing is one that the page could have kept.
func (d Drawing) valid() bool {
	strokes := d.Strokes == nil || form.Strokes(d.Strokes).Validate() == nil
	pixels := d.Pixels == nil || form.CheckPixels(d.Pixels) == nil
	return strokes && pixels && d.Sample >= -1 && d.Label >= -1 && d.Label < form.Classes
}
