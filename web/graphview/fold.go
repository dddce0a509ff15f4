package graphview

import (
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// folder turns a snapshot into a scene.
type folder struct {
	*scene
	scopes []string // per node; see adopt
	uses   [][]int  // per node: the nodes that have it as an input, ascending, once for each use
	// For each node, the item that stands for it and the group of that item, in the group that was finished last. So
	// while a group is being made, these are its own.
	at       []*item
	in       []*group
	labelled []bool // per value: a wire has its label
}

// fold makes the scene of a valid graph.
func fold(g *snapshot.Graph, v View) *scene {
	if g == nil {
		g = &snapshot.Graph{}
	}
	n := len(g.Nodes)
	f := &folder{
		scene:  &scene{graph: g, view: v, stats: make([]nodeStats, n)},
		scopes: make([]string, n), uses: make([][]int, n), at: make([]*item, n), in: make([]*group, n),
		labelled: make([]bool, n),
	}
	all := make([]int, n)
	for i := range g.Nodes {
		all[i] = i
		f.scopes[i] = cleanScope(g.Nodes[i].Scope)
		for _, in := range g.Nodes[i].Inputs {
			f.uses[in] = append(f.uses[in], i)
		}
	}
	f.adopt()
	if v.Pictures {
		f.flows = f.measureFlows()
	}
	f.root = f.group("", 0, all)
	return f.scene
}

// cleanScope drops empty names from a path.
func cleanScope(path string) string {
	if strings.HasPrefix(path, "/") || strings.HasSuffix(path, "/") || strings.Contains(path, "//") {
		path = strings.Join(strings.FieldsFunc(path, func(r rune) bool { return r == '/' }), "/")
	}
	return path
}

// adopt moves each parameter into the innermost scope that holds all its uses, if that scope is within the parameter's
// own. So a parameter that a network made for a layer is shown in the layer.
func (f *folder) adopt() {
	for i := range f.graph.Nodes {
		if f.graph.Nodes[i].Kind != kindParam || len(f.uses[i]) == 0 {
			continue
		}
		common := f.scopes[f.uses[i][0]]
		for _, u := range f.uses[i][1:] {
			common = commonScope(common, f.scopes[u])
		}
		if commonScope(common, f.scopes[i]) == f.scopes[i] {
			f.scopes[i] = common
		}
	}
}

// commonScope returns the innermost scope that holds both.
func commonScope(a, b string) string {
	for a != b {
		if len(a) < len(b) {
			a, b = b, a
		}
		a = a[:max(strings.LastIndexByte(a, '/'), 0)]
	}
	return a
}

// group makes the content of a scope from the nodes in it (ascending); level is the number of names in the scope's
// path.
func (f *folder) group(scope string, level int, nodes []int) *group {
	g := &group{scope: scope, turned: f.view.Down}
	for _, p := range f.partition(scope, nodes) {
		it := f.item(p, level)
		g.items = append(g.items, it)
		if it.role == frame {
			it.body = f.group(p.scope, level+1, p.nodes)
		}
		for _, n := range p.nodes {
			f.at[n], f.in[n] = it, g
		}
	}
	f.connect(g, nodes)
	return g
}

func (f *folder) item(p part, level int) *item {
	first := &f.graph.Nodes[p.nodes[0]]
	it := &item{node: first.ID, kind: first.Kind}
	switch {
	case p.single && len(first.Inputs) == 0:
		it.role = leaf
		it.title, it.full = shorten(leafName(first), sizeLeaf, maxLeaf)
		return it
	case p.single:
		it.role = op
		text, size := symbol(first.Kind)
		it.title, it.full = shorten(text, size, maxTitle)
		return it
	}
	it.role, it.scope, it.level, it.nodes = box, p.scope, level, p.nodes
	if f.view.Unfolded[p.scope] {
		it.role = frame
	}
	name := p.scope[strings.LastIndexByte(p.scope, '/')+1:]
	it.title, it.full = shorten(name, sizeTitle, maxTitle)
	for _, n := range p.nodes {
		switch node := &f.graph.Nodes[n]; {
		case len(node.Inputs) > 0:
			it.count++
		case node.Kind == kindParam:
			it.params = append(it.params, n)
		}
	}
	if it.role == box {
		it.lines = f.paramLines(it.params)
	}
	return it
}
