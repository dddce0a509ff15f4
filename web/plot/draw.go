package plot

import (
	"cmp"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Words says in a sentence what the lines show, or empty where there are none.
func (c Chart) Words(empty string) string {
	text := ""
	for _, s := range c.Series {
		n := len(s.Points)
		if n == 0 || s.Name == "" {
			continue
		}
		text += cmp.Or(s.Title, s.Name)
		if n > 1 {
			text += " from " + c.Format(s.Points[0].Y) + " to"
		}
		text += " " + c.Format(s.Points[n-1].Y) + " at step " + phrase.Grouped(int(s.Points[n-1].X)) + ". "
	}
	if text == "" {
		return empty
	}
	return text
}

// ReadingWords says what the lines say at the step that is read.
func (c Chart) ReadingWords(readings []Reading) string {
	text := phrase.Sentence(c.ReadPlace(readings))
	for _, r := range readings {
		text += " " + r.Title + " " + c.Format(r.At.Y)
		if where := c.Where(r); where != "" {
			text += ", " + where
		}
		text += "."
	}
	return text
}

// Draw returns a picture of the plot, for which words stand.
func (p Plot) Draw(width, height float64, words string) *graphview.Element {
	root := graphview.NewElement("svg", "class", "plot", "role", "img", "aria-label", words, "viewBox",
		"0 0 "+graphview.Px(width)+" "+graphview.Px(height),
		"height", graphview.Px(height))
	add := func(text, tag string, attrs ...string) {
		e := graphview.NewElement(tag, attrs...)
		e.Text = text
		root.Children = append(root.Children, e)
	}
	for _, t := range p.Y {
		add("", "path", "class", "grid", "d", "M"+graphview.Px(p.Left)+" "+graphview.Px(t.At)+"H"+graphview.Px(p.Right))
		add(t.Text, "text", "class", "tick tick-y", "x", graphview.Px(p.Left-6), "y", graphview.Px(t.At+4))
	}
	add("", "path", "class", "axis", "d", "M"+graphview.Px(p.Left)+" "+graphview.Px(p.Down)+"H"+graphview.Px(p.Right))
	for _, t := range p.X {
		add(t.Text, "text", "class", "tick tick-x", "x", graphview.Px(t.At), "y", graphview.Px(p.Down+16))
	}
	add(p.Axis, "text", "class", "tick tick-name", "x", graphview.Px(width), "y", graphview.Px(p.Down+16))
	for _, t := range p.Epochs {
		add(t.Text, "text", "class", "tick tick-x tick-epoch", "x", graphview.Px(t.At), "y",
			graphview.Px(p.Down+16+epochHeight))
	}
	if len(p.Epochs) > 0 {
		add("epoch", "text", "class", "tick tick-name", "x", graphview.Px(width), "y",
			graphview.Px(p.Down+16+epochHeight))
	}
	for _, m := range p.Marks {
		add("", "path", "class", "mark", "d", "M"+graphview.Px(m.At)+" "+graphview.Px(p.Up-6)+"V"+graphview.Px(p.Down))
		add(m.Text, "text", "class", "mark-text", "x", graphview.Px(m.At), "y", graphview.Px(p.Up-10))
	}
	for _, l := range p.Lines {
		add("", "path", "class", l.Class, "d", l.Path)
		if l.Text != "" {
			add(l.Text, "text", "class", "end "+l.Class, "x", graphview.Px(l.X+6), "y", graphview.Px(l.Y+4))
		}
	}
	if p.Reading {
		add("", "path", "class", "rule", "d", "M"+graphview.Px(p.Rule)+" "+graphview.Px(p.Up)+"V"+graphview.Px(p.Down))
	}
	for _, d := range p.Dots {
		add("", "circle", "class", "dot "+d.Class, "cx", graphview.Px(d.X), "cy", graphview.Px(d.Y), "r", "3")
	}
	return root
}
