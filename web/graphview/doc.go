// Package graphview draws a snapshot of a computational graph: plain data in, a tree of SVG elements out.
//
// Computation runs from left to right or, where a place is narrow (View.Down), from top to bottom. Operations are
// circles, leaves are names in italics, and a scope (the nodes of a layer) is a box that unfolds into a frame around
// its operations. A wire carries one value from the operation that made it to all its uses, and has one label: the
// shape, the forward value above the line in blue with an arrow to the right, and the gradient below the line in
// orange-red with an arrow to the left. If a value is used twice, its wire forks at a dot after the label, because the
// gradient in the snapshot is that of the value: the sum over its uses. The package knows no layer and no operation by
// name, except for a table of symbols ("+" for Add). Operations that are not in the table are written out.
//
// Drawing is a pure pipeline, with each step in files of its own:
//
//	snapshot.Graph, View → fold → scene (what is drawn) → arrange (where) → render → *Element
//
// The same snapshot and view give the same picture, byte for byte. Nothing here depends on the browser: the page turns
// the elements into its own, and finds those that need handlers by their data-node, data-edge and data-scope
// attributes. WriteSVG writes the elements to a file.
//
//	root, err := graphview.Draw(g, graphview.View{Unfolded: map[string]bool{"Affine1": true}})
//	if err != nil {
//		return err // the snapshot is malformed
//	}
//	return graphview.WriteSVG(w, root, graphview.BothThemes)
//
// Lengths are in CSS pixels, y points down. The colours are the custom properties of package palette, which a page
// sets. Style has the rest.
package graphview

import "github.com/inkgrad/inkgrad/nn/graph/snapshot"

// View is what the learner has chosen to see. In the zero View every scope is folded and nothing is selected.
type View struct {
	// Unfolded holds the paths of the scopes to show in full ("Affine1", "Block1/Affine1"). A scope within a folded one
	// is hidden, and reappears as it was.
	Unfolded map[string]bool
	// Selected are IDs of values to emphasise: the nodes that made them and their wires.
	Selected []int
	// Pictures shows each tensor as a small picture at its wire, instead of its numbers, and how large it is by the
	// wire's width.
	Pictures bool
	// Down draws the computation from top to bottom, for a narrow place: a wire's value is on its left then, and the
	// gradient on its right.
	Down bool
	// Growing leaves out the gradients, while the input still changes; their room is kept.
	Growing bool
	// Moment is how far the computation has come; nil means its end.
	Moment *Moment
	// ID begins the id attribute of every element, so that two pictures can share a page; "" means "gv".
	ID string
}

// prefix returns the beginning of the id attributes.
func (v View) prefix() string {
	if v.ID == "" {
		return "gv"
	}
	return v.ID
}

// Draw returns g as a tree of SVG elements, or the error of Validate.
//
// The root is <svg class="gv"> with a viewBox and its natural width and height. Interactive descendants have
// tabindex="0", a role, an aria-label, an id, and one of these attributes, in the order of reading (from left to right,
// a frame before its content):
//
//	data-node="3"         an operation or a leaf: its ID
//	data-edge="3"         the wire of the value of node 3; its parts within frames have no tabindex
//	data-scope="Affine1"  a box, or the heading of a frame: the path to fold or unfold; aria-expanded says which
func Draw(g *snapshot.Graph, v View) (*Element, error) {
	if err := Validate(g); err != nil {
		return nil, err
	}
	s := fold(g, v)
	arrange(s.root, 0)
	return render(s), nil
}

// Scopes returns the paths of all scopes of g, which can be unfolded: in the order of the computation, outer ones
// before those in them.
func Scopes(g *snapshot.Graph) []string {
	var scopes []string
	if g == nil {
		return scopes
	}
	seen := map[string]bool{}
	for i := range g.Nodes {
		path := cleanScope(g.Nodes[i].Scope)
		for end := range len(path) + 1 {
			if path == "" || end < len(path) && path[end] != '/' {
				continue
			}
			if s := path[:end]; !seen[s] {
				seen[s] = true
				scopes = append(scopes, s)
			}
		}
	}
	return scopes
}
