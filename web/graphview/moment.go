package graphview

import "slices"

// Moment is a point of time in a computation: what is known, and what is at work. The picture reserves room for numbers
// that are not known yet, so that nothing moves from one moment to the next.
type Moment struct {
	// NoValue and NoGrad hold the IDs of the nodes whose forward value, or gradient, is not known yet.
	NoValue, NoGrad map[int]bool
	// Asked holds the IDs of the nodes whose gradient the learner is to find: it is written as "?".
	Asked map[int]bool
	// Now are the operations at work. They are drawn in the colour of the direction, and so are the wires that bring
	// their inputs and take their outputs; numbers that are new at this moment are bold.
	Now []int
	// Backward says that the operations at work send back gradients.
	Backward bool
	// New are the nodes whose value is new or, with Backward, whose gradient is.
	New []int
}

func (m *Moment) noValue(id int) bool { return m != nil && m.NoValue[id] }
func (m *Moment) noGrad(id int) bool  { return m != nil && m.NoGrad[id] }
func (m *Moment) asked(id int) bool   { return m != nil && m.Asked[id] }

// class returns the class of the picture.
func (m *Moment) class() string {
	switch {
	case m == nil || len(m.Now) == 0:
		return "gv"
	case m.Backward:
		return "gv gv-back"
	}
	return "gv gv-forth"
}

// work says which items and wires the operations at work concern. In the zero work there are none.
type work struct {
	*Moment
	now    map[int]bool // operations
	inputs map[int]bool // values that they use
}

func (s *scene) work() work {
	m := s.view.Moment
	if m == nil || len(m.Now) == 0 {
		return work{Moment: m}
	}
	w := work{m, map[int]bool{}, map[int]bool{}}
	for _, n := range m.Now {
		if n < 0 || n >= len(s.graph.Nodes) {
			continue
		}
		w.now[n] = true
		for _, in := range s.graph.Nodes[n].Inputs {
			w.inputs[in] = true
		}
	}
	return w
}

// at reports whether an item is, or holds, an operation at work.
func (w work) at(it *item) bool {
	if len(w.now) == 0 {
		return false
	}
	if it.role == box || it.role == frame {
		return slices.ContainsFunc(it.nodes, func(n int) bool { return w.now[n] })
	}
	return it.role == op && w.now[it.node]
}

// links returns the part of a wire that is at work: all of it if an operation at work made the value, else the links to
// those that use it.
func (w work) links(wire *wire) []*link {
	switch {
	case w.now[wire.value]:
		return wire.links
	case !w.inputs[wire.value]:
		return nil
	}
	on := map[*link]bool{}
	for _, e := range wire.ends {
		if !w.at(e.to) && e.to.role != exit {
			continue
		}
		for l := e.to.into[e.in]; l != nil && !on[l]; {
			on[l] = true
			if l.from.role != bend {
				break
			}
			l = l.from.into[0]
		}
	}
	return slices.DeleteFunc(slices.Clone(wire.links), func(l *link) bool { return !on[l] })
}

// fresh returns the class of a number, which is bold if it is new.
func (w work) fresh(class string, node int, backward bool) string {
	if w.Moment != nil && w.Backward == backward && slices.Contains(w.New, node) {
		return class + " gv-new"
	}
	return class
}
