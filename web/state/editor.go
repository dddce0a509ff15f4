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

// Editor is the network as it is being edited. Its layers need not fit together. If they do, they become the wanted
// network, in the settings. If they do not, they stay here, and nothing is lost. It is never changed in place.
type Editor struct {
	Open bool
	Rows []LayerRow
	// of is the network of the settings, as spec.Format writes it, that matches Rows.
	of string
	// Past holds the rows for Undo, and future those for Redo. about names the field of the last edit.
	past, future []edited
	about        string
	// Kind is the kind of the layer to add.
	Kind string
	// News says what the last edit did, for those who do not see it.
	News string
	// Asking names the place that asks whether to discard what training has learned, or is "".
	Asking string
}

// LayerRow is a layer in the editor.
type LayerRow struct {
	spec.Layer
	// typed holds, by the field's name, texts that are not numbers. It may be nil.
	typed map[string]string
}

// edited holds the rows before or after an edit. If the edit was a preset, which changes more than layers, it also
// holds the settings, else nil.
type edited struct {
	rows     []LayerRow
	settings *setting.Settings
}

// maxUndo bounds how many edits can be taken back.
const maxUndo = 200

// Following returns e with the layers of the wanted network. If that was chosen elsewhere, by a preset, a link or the
// hidden sizes, they replace the rows, as an edit like any other.
func (e *Editor) Following(settings setting.Settings) *Editor {
	wanted := settings.Spec()
	of := wanted.Format()
	if of == e.of {
		return e
	}
	n := *e
	rows := make([]LayerRow, len(wanted.Layers))
	for i, l := range wanted.Layers {
		rows[i].Layer = l
	}
	if n.Rows != nil {
		n.remember("")
	}
	n.Rows, n.of = rows, of
	return &n
}

// followingPreset is Following after a preset. Undo then restores the earlier settings as well as the layers.
func (e *Editor) followingPreset(settings, before setting.Settings) *Editor {
	n := e.Following(settings)
	if n != e && e.Rows != nil {
		n.past[len(n.past)-1].settings = &before // Following has just made this list
	}
	return n
}

// become returns e after its Rows have become the wanted network, if they fit together.
func (e *Editor) become(settings setting.Settings) *Editor {
	n := *e
	n.of = settings.Spec().Format()
	return &n
}

// remember keeps the rows for Undo, unless the edit continues the last one.
func (e *Editor) remember(about string) {
	if about == "" || about != e.about {
		e.past = append(slices.Clip(e.past), edited{rows: e.Rows})
		e.past = e.past[max(0, len(e.past)-maxUndo):]
	}
	e.about, e.future = about, nil
}

// CanUndo reports whether an edit can be undone.
func (e *Editor) CanUndo() bool { return len(e.past) > 0 }

// CanRedo reports whether an edit can be redone.
func (e *Editor) CanRedo() bool { return len(e.future) > 0 }

// edit returns e with a copy of the rows changed.
func (e *Editor) edit(about, news string, change func(rows []LayerRow) []LayerRow) *Editor {
	n := *e
	n.remember(about)
	n.Rows, n.News = change(slices.Clone(n.Rows)), news
	return &n
}

// Add adds a layer at NewPlace.
func (e *Editor) Add(kind string) *Editor {
	place := e.NewPlace()
	return e.edit("", "", func(rows []LayerRow) []LayerRow {
		return slices.Insert(rows, place, LayerRow{Layer: spec.Default(kind)})
	}).tellPlace(place, "added in")
}

// NewPlace is where a layer is added: before the last layer, which gives the output. If that is not an Affine, a layer
// is added after it.
func (e *Editor) NewPlace() int {
	last := len(e.Rows) - 1
	if last >= 0 && e.Rows[last].Kind().Name == spec.KindAffine {
		return last
	}
	return last + 1
}

// Duplicate puts a copy of a layer after it.
func (e *Editor) Duplicate(place int) *Editor {
	return e.edit("", "", func(rows []LayerRow) []LayerRow { return slices.Insert(rows, place+1, rows[place]) }).
		tellPlace(place+1, "added in")
}

// Remove removes a layer.
func (e *Editor) Remove(place int) *Editor {
	return e.edit("", e.Names()[place]+" is removed.", func(rows []LayerRow) []LayerRow {
		return slices.Delete(rows, place, place+1)
	})
}

// Move moves a layer to another place, between the first and the last.
func (e *Editor) Move(place, to int) *Editor {
	to = max(0, min(len(e.Rows)-1, to))
	if to == place {
		return e
	}
	return e.edit("", "", func(rows []LayerRow) []LayerRow {
		row := rows[place]
		return slices.Insert(slices.Delete(rows, place, place+1), to, row)
	}).tellPlace(to, "now in")
}

// tellPlace puts into News where a layer was moved or added.
func (e *Editor) tellPlace(place int, what string) *Editor {
	n := *e
	n.News = fmt.Sprintf("%s is %s place %d of %d.", e.Names()[place], what, place+1, len(e.Rows))
	return &n
}

// Set records what a person typed into a field of a layer. A text that is not a number is kept as it was typed.
func (e *Editor) Set(place int, name, text string) *Editor {
	about := fmt.Sprint(place, ".", name)
	return e.edit(about, "", func(rows []LayerRow) []LayerRow {
		rows[place] = rows[place].with(name, strings.TrimSpace(text))
		return rows
	})
}

// Step adds to a whole number in a field of a layer, within its bounds.
func (e *Editor) Step(place int, name string, by int) *Editor {
	row := e.Rows[place]
	f, ok := row.Field(name)
	if !ok || !f.Whole || row.typed[name] != "" {
		return e
	}
	return e.Set(place, name, strconv.Itoa(int(max(f.Min, min(f.Max, f.Number(row.Layer)+float64(by))))))
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

// Text returns what a field shows.
func (r LayerRow) Text(f spec.Field) string {
	if text, ok := r.typed[f.Name]; ok {
		return text
	}
	if f.Choices != nil {
		return f.Choice(r.Layer)
	}
	return strconv.FormatFloat(f.Number(r.Layer), 'f', -1, 64)
}

// undo returns e before the last edit, and what that edit was; nil where there is none.
func (e *Editor) undo(now setting.Settings) (*Editor, *edited) {
	n := *e.Following(now)
	return &n, n.turn(&n.past, &n.future, "The last change is undone.", now)
}

// redo does again what undo has taken back.
func (e *Editor) redo(now setting.Settings) (*Editor, *edited) {
	n := *e.Following(now)
	return &n, n.turn(&n.future, &n.past, "The change is redone.", now)
}

// turn takes the last entry of one list, if there is one, and puts the present rows onto the other list. It returns
// what it took, or nil.
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

// Names returns the layers' names, numbered by kind as in package spec.
func (e *Editor) Names() []string {
	names, numbers := make([]string, len(e.Rows)), map[string]int{}
	for i, r := range e.Rows {
		kind := r.Kind().Name
		numbers[kind]++
		names[i] = kind + strconv.Itoa(numbers[kind])
	}
	return names
}

// Fit is what Resolve finds out about the rows.
type Fit struct {
	Input []int
	// Layers are the resolved layers, up to one that does not fit.
	Layers []spec.Resolved
	// Problem says what does not fit, or is "". Place is the row that the problem is about, or -1 if it is about all of
	// them.
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
		f.Problem = err.Error()
		if wrong := (*spec.Error)(nil); errors.As(err, &wrong) {
			f.Problem, f.Place, f.Field = wrong.Problem, wrong.Place, wrong.Field
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

// problem describes a text in a field that is not a number, and returns the field.
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

// AskFresh asks at that place whether to start from scratch. With "" nothing is asked.
func (e *Editor) AskFresh(at string) *Editor {
	if e.Asking == at {
		return e
	}
	n := *e
	n.Asking = at
	return &n
}

// WithOpen opens or closes the editor.
func (e *Editor) WithOpen(open bool) *Editor {
	n := *e
	n.Open = open
	return &n
}

// WithKind chooses the kind of the layer to add.
func (e *Editor) WithKind(kind string) *Editor {
	n := *e
	n.Kind = kind
	return &n
}
