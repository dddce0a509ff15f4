package expr

import (
	"slices"
	"strings"
)

// line reads a line: an expression, perhaps with a name and a "=" before it.
func (p *parser) line() error {
	p.open = token{}
	l := parsed{first: p.tok}
	if l.first.kind == '=' {
		return l.first.errorf(`a name is missing before "="`)
	}
	if after := p.scanner; l.first.kind == tokenName && after.next().kind == '=' {
		if err := p.assignable(l.first); err != nil {
			return err
		}
		l.Name = l.first.text
		p.advance()
		p.advance()
	}
	p.lines = append(p.lines, l)
	root, err := p.expression(precSum)
	if err != nil {
		return err
	}
	p.lines[len(p.lines)-1].Root = root
	switch p.tok.kind {
	case tokenEnd, tokenBreak, ';':
		return nil
	case ')':
		return p.tok.errorf(`a ")" has no "("`)
	case '=':
		if l.Name != "" {
			return p.tok.errorf(`a line has only one "="; a ";" or a new line ends a line`)
		}
		return p.tok.errorf(`only a name can stand before "=", as in z = x + y`)
	}
	return p.comma()
}

// assignable returns an error unless the name before a "=" can get a value there.
func (p *parser) assignable(name token) error {
	if i := slices.IndexFunc(functions, func(f function) bool { return f.word == name.text }); i >= 0 {
		return name.errorf("%s is a function; choose another name for the value", name.text)
	}
	if p.lineOf(name.text) >= 0 {
		return name.errorf("the name %s has a value already; choose another name for this one", cut(name.text))
	}
	return nil
}

// lineOf returns the line that gives a name its value, or -1.
func (p *parser) lineOf(name string) int {
	return slices.IndexFunc(p.lines, func(l parsed) bool { return l.Name == name })
}

// order returns an error unless each line uses the names of those above it alone, and is used by one below it.
func (p *parser) order() error {
	used := make([]bool, len(p.lines))
	for i, l := range p.lines {
		for _, name := range l.uses {
			at := p.lineOf(name.text)
			if at >= i {
				return p.early(name, i, at)
			}
			if at >= 0 {
				used[at] = true
			}
		}
	}
	for i, l := range p.lines[:len(p.lines)-1] {
		switch {
		case l.Name == "":
			return l.first.errorf("no other line can use the value of this line: give it a name, as in t = x + y")
		case !used[i]:
			return l.first.errorf("no line below uses %s: use it there, or delete its line", cut(l.Name))
		}
	}
	return nil
}

// early is the error of a name that line i uses, and line at, not above it, gives a value to.
func (p *parser) early(name token, i, at int) error {
	if at == i {
		return name.errorf("a value cannot be computed from itself; choose another name for the new %s", cut(name.text))
	}
	if circle := p.circle(at, i, map[int]bool{}); circle != nil {
		return name.errorf("the values %s are computed from each other: a line can only use values from above it",
			list(circle))
	}
	return name.errorf("the name %s gets its value in a line below: move that line up", cut(name.text))
}

// circle returns the names on a way from a line through the names that it uses to another line, or nil where there is
// none. seen are the lines from which there is none.
func (p *parser) circle(from, to int, seen map[int]bool) []string {
	name := cut(p.lines[from].Name)
	if from == to {
		return []string{name}
	}
	seen[from] = true
	for _, use := range p.lines[from].uses {
		if at := p.lineOf(use.text); at >= 0 && !seen[at] {
			if names := p.circle(at, to, seen); names != nil {
				return append(names, name)
			}
		}
	}
	return nil
}

// list joins words as a sentence does.
func list(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
