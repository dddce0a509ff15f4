package state

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Editor is the network as it is being edited. Its layers need not fit together: those that do become the network that is wanted, in
// the settings; those that do not stay here, and nothing is lost. It is never changed in place.
type Editor struct {
	Open bool
	Rows []LayerRow
	// of is the network of the settings, as spec.Format writes it, that Rows have become or were taken from.
	of string
	// Past and future are what was before and after what Undo takes back; about names the field that the last edit was about.
	Past, Future []edited
	about        string
	// Kind is that of the layer to add.
	Kind string
	// News says what became of the last edit, for those who do not see it.
	News string
	// Asking names the place at which is asked whether what training has learned may be thrown away, or is "".
	Asking string
}

// LayerRow is a layer in the editor.
type LayerRow struct {
	spec.Layer
	// typed holds, by the field's name, what was written there and is no number; nil without.
	typed map[string]string
}

// edited is the rows before or after an edit, and, where that was a preset, which changes more than layers, the settings; else nil.
type edited struct {
	rows     []LayerRow
	settings *setting.Settings
}

// maxUndo bounds how many edits can be taken back.
const maxUndo = 200

// EditorNow returns the rows as they stand. A network that was chosen elsewhere, by a preset, a link or the hidden sizes, has taken their
// place, as an edit like any other.
func (s State) EditorNow() Editor {
	e := *s.Editor
	wanted := s.Settings.Wanted.Spec()
	of := wanted.Format()
	if of == e.of {
		return e
	}
	rows := make([]LayerRow, len(wanted.Layers))
	for i, l := range wanted.Layers {
		rows[i].Layer = l
	}
	if e.Rows != nil {
		e.remember("")
	}
	e.Rows, e.of = rows, of
	return e
}

// Followed is s once the editor has followed the settings.
func (s State) Followed() State {
	e := s.EditorNow()
	s.Editor = &e
	return s
}

// followedPreset is followed after a preset, whose settings Undo takes back with its layers.
func (s State) followedPreset(before setting.Settings) State {
	e := s.EditorNow()
	if e.of != s.Editor.of && s.Editor.Rows != nil {
		e.Past[len(e.Past)-1].settings = &before // this list is editor's own
	}
	s.Editor = &e
	return s
}

// remember keeps the rows for Undo, unless the edit goes on with what the last one was about.
func (e *Editor) remember(about string) {
	if about == "" || about != e.about {
		e.Past = append(slices.Clip(e.Past), edited{rows: e.Rows})
		e.Past = e.Past[max(0, len(e.Past)-maxUndo):]
	}
	e.about, e.Future = about, nil
}

// withEditor returns s with e, whose rows have become the network that is wanted if they fit.
func (s State) withEditor(e Editor) State {
	if fit := e.Fit(); fit.Problem == "" {
		n := *s.Settings
		n.Wanted = n.Wanted.Clone()
		if err := n.Wanted.SetLayers(e.Layers()); err == nil { // fit has asked the same
			n.Drafts, n.Errors = without(n.Drafts, "network"), without(n.Errors, "network")
			n.Drafts, n.Errors = without(n.Drafts, "hidden"), without(n.Errors, "hidden")
			s.Settings = &n
		}
	}
	e.of = s.Settings.Wanted.Spec().Format()
	s.Editor = &e
	return s
}

// edit changes a copy of the rows.
func (s State) edit(about, news string, change func(rows []LayerRow) []LayerRow) State {
	e := s.EditorNow()
	e.remember(about)
	e.Rows, e.News = change(slices.Clone(e.Rows)), news
	return s.withEditor(e)
}

// AddLayer adds a layer before the last, which gives the output; to layers that do not end with an Affine, behind them. It returns the
// place.
func (s State) AddLayer(kind string) (State, int) {
	rows := s.EditorNow().Rows
	place := len(rows)
	if place > 0 && rows[place-1].Kind().Name == spec.KindAffine {
		place--
	}
	return s.edit("", "", func(rows []LayerRow) []LayerRow {
		return slices.Insert(rows, place, LayerRow{Layer: spec.Default(kind)})
	}).tellPlace(place, "added in"), place
}

// DuplicateLayer puts a copy of a layer behind it.
func (s State) DuplicateLayer(place int) State {
	return s.edit("", "", func(rows []LayerRow) []LayerRow { return slices.Insert(rows, place+1, rows[place]) }).
		tellPlace(place+1, "added in")
}

// RemoveLayer removes a layer.
func (s State) RemoveLayer(place int) State {
	e := s.EditorNow()
	return s.edit("", e.Names()[place]+" is removed.", func(rows []LayerRow) []LayerRow { return slices.Delete(rows, place, place+1) })
}

// MoveLayer moves a layer to another place, between the first and the last.
func (s State) MoveLayer(place, to int) State {
	to = max(0, min(len(s.EditorNow().Rows)-1, to))
	if to == place {
		return s
	}
	return s.edit("", "", func(rows []LayerRow) []LayerRow {
		row := rows[place]
		return slices.Insert(slices.Delete(rows, place, place+1), to, row)
	}).tellPlace(to, "now in")
}

// tellPlace says where the layer is that was moved or added.
func (s State) tellPlace(place int, what string) State {
	e := *s.Editor
	e.News = fmt.Sprintf("%s is %s place %d of %d.", e.Names()[place], what, place+1, len(e.Rows))
	s.Editor = &e
	return s
}

// SetLayer notes what a person wrote into a field of a layer. What is no number is kept as it was written.
func (s State) SetLayer(place int, name, text string) State {
	about := fmt.Sprint(place, ".", name)
	return s.edit(about, "", func(rows []LayerRow) []LayerRow {
		rows[place] = rows[place].with(name, strings.TrimSpace(text))
		return rows
	})
}

// StepLayer adds to a whole number in a field of a layer, within its bounds.
func (s State) StepLayer(place int, name string, by int) State {
	row := s.EditorNow().Rows[place]
	f, ok := row.Field(name)
	if !ok || !f.Whole || row.typed[name] != "" {
		return s
	}
	return s.SetLayer(place, name, strconv.Itoa(int(max(f.Min, min(f.Max, f.Number(row.Layer)+float64(by))))))
}

// Field returns the field of that name.
func (r LayerRow) Field(name string) (spec.Field, bool) {
	fields := r.Kind().Fields
	i := slices.IndexFunc(fields, func(f spec.Field) bool { return f.Name == name })
	if i < 0 {
		return spec.Field{}, false
	}
	return fields[i], true
}

func (r LayerRow) with(name, text string) LayerRow {
	f, ok := r.Field(name)
	if !ok {
		return r
	}
	r.typed = without(r.typed, name)
	if f.Choices != nil {
		f.SetChoice(&r.Layer, text)
		return r
	}
	v, err := strconv.ParseFloat(text, 64)
	if _, notWhole := strconv.Atoi(text); err != nil || f.Whole && notWhole != nil {
		r.typed[name] = text
		return r
	}
	f.SetNumber(&r.Layer, v)
	return r
}

// Text is what a field shows.
func (r LayerRow) Text(f spec.Field) string {
	if text, ok := r.typed[f.Name]; ok {
		return text
	}
	if f.Choices != nil {
		return f.Choice(r.Layer)
	}
	return strconv.FormatFloat(f.Number(r.Layer), 'f', -1, 64)
}

// UndoLayers takes the last edit back, and RedoLayers does it again.
func (s State) UndoLayers() State {
	e := s.EditorNow()
	return s.turned(e, e.turn(&e.Past, &e.Future, "The last change is undone.", s.Settings.Wanted))
}

func (s State) RedoLayers() State {
	e := s.EditorNow()
	return s.turned(e, e.turn(&e.Future, &e.Past, "The change is done again.", s.Settings.Wanted))
}

// turned is s with e, which has turned to what was edited.
func (s State) turned(e Editor, to *edited) State {
	if to == nil {
		return s
	}
	if to.settings != nil {
		s.Settings = &Settings{Wanted: to.settings.WithKept(s.Settings.Wanted), Ignored: s.Settings.Ignored}
	}
	return s.withEditor(e)
}

// turn takes the last of one list, if there is any, and puts what was there onto the other. It returns what it took, or nil.
func (e *Editor) turn(from, to *[]edited, news string, now setting.Settings) *edited {
	last := len(*from) - 1
	if last < 0 {
		return nil
	}
	taken, left := (*from)[last], edited{rows: e.Rows}
	if taken.settings != nil {
		left.settings = &now
	}
	*from, *to = (*from)[:last], append(slices.Clip(*to), left)
	e.Rows, e.about, e.News = taken.rows, "", news
	return &taken
}

func (e *Editor) Layers() []spec.Layer {
	layers := make([]spec.Layer, len(e.Rows))
	for i, r := range e.Rows {
		layers[i] = r.Layer
	}
	return layers
}

// Names are the layers' names, numbered by kind as spec does.
func (e *Editor) Names() []string {
	names, numbers := make([]string, len(e.Rows)), map[string]int{}
	for i, r := range e.Rows {
		kind := r.Kind().Name
		numbers[kind]++
		names[i] = kind + strconv.Itoa(numbers[kind])
	}
	return names
}

// Fit is what follows from the rows.
type Fit struct {
	Input []int
	// Layers are those in their places, up to one that does not fit.
	Layers []spec.Resolved
	// Problem says what does not fit, and Place is the row that it is about; -1 if it is about all of them. Without a problem it is "".
	Problem string
	Place   int
	// Field is the Name of the row's field that the problem is about, or "".
	Field string
	// Params counts the parameters of Layers.
	Params int
}

func (e *Editor) Fit() Fit {
	n := spec.ForImages(e.Layers())
	layers, err := n.Resolve()
	if err == nil {
		err = n.ForDigits()
	}
	f := Fit{Input: n.Input, Layers: layers, Place: -1}
	if err != nil {
		f.Problem = timesText(err.Error())
		if wrong := (*spec.Error)(nil); errors.As(err, &wrong) {
			f.Problem, f.Place, f.Field = timesText(wrong.Problem), wrong.Place, wrong.Field
		}
	}
	for i, r := range e.Rows {
		if field, problem := r.problem(); problem != "" && (f.Problem == "" || i <= f.Place) {
			f.Problem, f.Place, f.Field, f.Layers = problem, i, field, layers[:min(i, len(layers))]
			break
		}
	}
	f.Problem = phrase.Sentence(f.Problem)
	for _, l := range f.Layers {
		f.Params += l.ParamCount()
	}
	return f
}

// problem says what was written into a field that is no number, and which field that is.
func (r LayerRow) problem() (field, problem string) {
	for _, f := range r.Kind().Fields {
		if text, ok := r.typed[f.Name]; ok {
			what := "number"
			if f.Whole {
				what = "whole number"
			}
			return f.Name, fmt.Sprintf("%s: %q is not a %s", f.Name, text, what)
		}
	}
	return "", ""
}

// timesText writes the shapes in a text, [30 24 24], as 30 × 24 × 24.
func timesText(text string) string {
	for {
		before, rest, ok := strings.Cut(text, "[")
		shape, after, closed := strings.Cut(rest, "]")
		if !ok || !closed {
			return text
		}
		text = before + strings.ReplaceAll(shape, " ", " × ") + after
	}
}

// NetworkWaits says that the layers that are wanted are not those of the network in force.
func (s State) NetworkWaits() bool {
	in := s.Engine.Status
	return in.Parameters > 0 && s.Settings.Wanted.Spec().Format() != in.Settings.Spec().Format()
}

// LosesTraining says that another network would take the place of one that has been trained here. The built-in one can always be had again.
func (s State) LosesTraining() bool {
	return s.NetworkWaits() && s.Engine.Status.Step > 0 && !s.Engine.Status.Builtin
}

// AskFresh asks at that place whether to start from scratch; "" asks nowhere.
func (s State) AskFresh(at string) State {
	e := *s.Editor
	e.Asking = at
	s.Editor = &e
	return s
}

// OpenEditor unfolds the editor or folds it.
func (s State) OpenEditor(open bool) State {
	e := *s.Editor
	e.Open = open
	s.Editor = &e
	return s
}

// ChooseKind chooses the kind of the layer to add.
func (s State) ChooseKind(kind string) State {
	e := *s.Editor
	e.Kind = kind
	s.Editor = &e
	return s
}
