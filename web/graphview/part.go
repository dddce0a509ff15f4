package graphview

import "strings"

// part is a set of nodes that one item stands for: a single node, or nodes in one scope.
type part struct {
	single bool
	scope  string
	nodes  []int // ascending
}

// partition groups the nodes of a scope by the next name of their paths. Usually a scope is one part. But if values
// leave a scope and come back into it (as with a layer that is applied twice), a single box would be both before and
// after the same item, and wires would have to run backwards. Then the scope is cut into parts that follow each other.
//
// In such a scope, a part holds the nodes for which the longest path from the leaves has the same number of changes of
// scope. This number never falls along a wire, and rises wherever a wire goes from part to part, so the parts have no
// cycle.
func (f *folder) partition(scope string, nodes []int) []part {
	unit := f.units(scope, nodes)
	tied := f.tied(nodes, unit)
	level := map[int]int{}
	for _, n := range nodes {
		if !tied[unit[n].id] {
			continue
		}
		for _, in := range f.graph.Nodes[n].Inputs {
			if u, ok := unit[in]; ok && tied[u.id] {
				step := 0
				if u != unit[n] {
					step = 1
				}
				level[n] = max(level[n], level[in]+step)
			}
		}
	}
	f.lateLeaves(nodes, unit, tied, level)

	type key struct{ unit, level int }
	index := map[key]int{}
	var parts []part
	for _, n := range nodes {
		u := unit[n]
		k := key{u.id, level[n]}
		i, ok := index[k]
		if !ok {
			i = len(parts)
			index[k] = i
			parts = append(parts, part{single: u.scope == "", scope: u.scope})
		}
		parts[i].nodes = append(parts[i].nodes, n)
	}
	return parts
}

// unit is a node by itself (scope "") or all nodes of a scope.
type unit struct {
	id    int // its first node
	scope string
}

func (f *folder) units(scope string, nodes []int) map[int]unit {
	skip := len(scope)
	if scope != "" {
		skip++ // the slash
	}
	byScope := map[string]unit{}
	units := make(map[int]unit, len(nodes))
	for _, n := range nodes {
		path := f.scopes[n]
		if len(path) <= skip {
			units[n] = unit{id: n}
			continue
		}
		if i := strings.IndexByte(path[skip:], '/'); i >= 0 {
			path = path[:skip+i]
		}
		u, ok := byScope[path]
		if !ok {
			u = unit{n, path}
			byScope[path] = u
		}
		units[n] = u
	}
	return units
}

// lateLeaves moves a leaf of a cut scope to the part of its first use.
func (f *folder) lateLeaves(nodes []int, unit map[int]unit, tied map[int]bool, level map[int]int) {
	for _, n := range nodes {
		if !tied[unit[n].id] || len(f.graph.Nodes[n].Inputs) > 0 {
			continue
		}
		first := -1
		for _, u := range f.uses[n] {
			if at, ok := unit[u]; ok && at == unit[n] && (first < 0 || level[u] < first) {
				first = level[u]
			} else if ok && at != unit[n] {
				first = 0 // it is used outside, so it stays as early as possible
				break
			}
		}
		level[n] = max(first, 0)
	}
}

// tied returns the units on cycles of units, and those between such cycles: the units that are left after repeatedly
// removing those with nothing before them and those with nothing after them.
func (f *folder) tied(nodes []int, units map[int]unit) map[int]bool {
	before, behind := map[int][]int{}, map[int][]int{}
	left := map[int]bool{}
	for _, n := range nodes {
		u := units[n].id
		left[u] = true
		for _, in := range f.graph.Nodes[n].Inputs {
			if v, ok := units[in]; ok && v.id != u {
				before[u] = append(before[u], v.id)
				behind[v.id] = append(behind[v.id], u)
			}
		}
	}
	for _, way := range [2][2]map[int][]int{{before, behind}, {behind, before}} {
		count := map[int]int{}
		var free []int
		for _, n := range nodes {
			u := units[n].id
			if !left[u] || u != n { // once for each unit: at its first node
				continue
			}
			for _, v := range way[0][u] {
				if left[v] {
					count[u]++
				}
			}
			if count[u] == 0 {
				free = append(free, u)
			}
		}
		for len(free) > 0 {
			u := free[len(free)-1]
			free = free[:len(free)-1]
			delete(left, u)
			for _, v := range way[1][u] {
				if count[v]--; count[v] == 0 && left[v] {
					free = append(free, v)
				}
			}
		}
	}
	return left
}
