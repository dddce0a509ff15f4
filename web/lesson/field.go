package lesson

import (
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/panel"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/section"
)

// fields are what a line of a list may begin with.
var fields = []string{"figure", "try", "question", "option", "answer", "hint", "why", "look", "task"}

// field reads a field of the section.
func (r *reader) field(name, value string) {
	if r.at == nil {
		r.problem("%s stands before the first section.", name)
		return
	}
	if value == "" {
		r.problem("%s has nothing behind it.", name)
		return
	}
	q := &r.at.Question
	once := func(place *string) {
		if *place != "" {
			r.problem("The section has its %s already.", name)
			return
		}
		*place = value
	}
	switch name {
	case "figure":
		r.figure(value)
	case "try":
		label, query, ok := backticked(value)
		if !ok || label == "" {
			r.problem("A try is the words of a button, then settings between backticks.")
			return
		}
		r.at.Tries = append(r.at.Tries, section.Try{Label: label, Set: r.query(query)})
	case "question":
		once(&q.Ask)
	case "option":
		if slices.Contains(q.Options, value) {
			r.problem("The option %s is there twice.", excerpt.Quote(value))
			return
		}
		q.Options = append(q.Options, value)
	case "answer":
		once(&q.Answer)
		q.Shape = strings.ContainsAny(value, "×x") && section.IsShape(value)
	case "hint":
		once(&q.Hint)
	case "why":
		once(&q.Why)
	case "look":
		q.Set = r.query(strings.Trim(value, "`"))
	case "task":
		task, err := section.ParseTask(value)
		if err != nil {
			r.problem("%s", phrase.Sentence(err.Error()))
			return
		}
		q.Task = task
	}
}

// figure reads the name of a panel with the settings behind it, or a link to a panel.
func (r *reader) figure(value string) {
	if r.at.Panel != "" {
		r.problem("The section has its figure already.")
		return
	}
	name, query, _ := backticked(value)
	if name == "" {
		name, query = query, ""
	}
	if url, hash, ok := strings.Cut(name, "#"); ok {
		name, query = url, hash
	}
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	name, more, _ := strings.Cut(name, " ")
	if more != "" {
		query = more
	}
	if _, ok := panel.Find(name); !ok || !embeddable(name) {
		r.unread = true
		r.problem("There is no panel %s; there are %s.", excerpt.Quote(name), phrase.List(panels()))
		return
	}
	r.at.Panel, r.at.Set = name, r.query(query)
}

// embeddable reports whether a panel can be the figure of a section: those that are several panels cannot.
func embeddable(name string) bool { return name != "all" && name != "chapter" }

func panels() []string {
	var names []string
	for _, p := range panel.All() {
		if embeddable(p.Name) {
			names = append(names, p.Name)
		}
	}
	return names
}

// backticked cuts a text before what stands between backticks at its end. Without backticks all of it is before.
func backticked(text string) (before, within string, ok bool) {
	before, rest, ok := strings.Cut(text, "`")
	if !ok {
		return text, "", false
	}
	within, after, closed := strings.Cut(rest, "`")
	return strings.TrimSpace(before), within, closed && strings.TrimSpace(after) == ""
}

// query checks settings, and returns those that can be taken.
func (r *reader) query(text string) string {
	wanted, errs := setting.ParseQuery(text)
	for _, err := range append(errs, setting.Twice(text)...) {
		r.problem("%s", phrase.Sentence(strings.TrimPrefix(err.Error(), "setting: ")))
	}
	if wanted.Lesson+wanted.Section+wanted.Answered+wanted.Figures != "" {
		r.problem("A figure has no lesson of its own.")
		return ""
	}
	if _, err := expr.Parse(wanted.Formula); err != nil {
		r.problem("The formula cannot be read: %s.", strings.TrimSuffix(strings.TrimPrefix(err.Error(), "expr: "), "."))
	}
	if len(errs) > 0 {
		return wanted.Query()
	}
	return text
}
