package state

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Unit is one unit of a BatchNormalization over the images of the batch: the numbers of the graph's nodes.
type Unit struct {
	Scope string
	// At is the unit, of Units, and Place its place in an image, or "" where there is none. Image is the one that is
	// looked at.
	At, Units int
	Place     string
	Image     int
	// Before are the values of x, by image, and the mean and the deviation by which they are normalized; After are
	// those of the output, with their own.
	Before, After Spread
	Gamma, Beta   float64
	// Running says that the running mean and variance stand for those of the batch.
	Running bool
}

// Spread are values with a mean and a standard deviation.
type Spread struct {
	Values          []float64
	Mean, Deviation float64
}

// Unit returns the unit of the chosen element, if the chosen node is one of a BatchNormalization, or nil.
func (g *Graph) Unit() *Unit {
	if g.Tensors == nil || LayerKind(g.Tensors.Node.Scope) != spec.KindBatchNormalization {
		return nil
	}
	u := &Unit{Scope: g.Tensors.Node.Scope, Image: g.Image()}
	nodes := g.Graph.Nodes
	var x, mean, variance, out *snapshot.Node
	for i := range nodes {
		n := &nodes[i]
		if n.Scope != u.Scope || len(n.Inputs) == 0 {
			continue
		}
		if n.Kind == "Normalize" {
			x, mean, variance = &nodes[n.Inputs[0]], &nodes[n.Inputs[1]], &nodes[n.Inputs[2]]
			u.Units = len(mean.Value.Data)
			u.At = g.Element % u.Units
		}
		if n.Kind == "Mul" {
			u.Gamma = nodes[n.Inputs[1]].Value.Data[u.At]
		}
		if n.Kind == "Add" {
			u.Beta = nodes[n.Inputs[1]].Value.Data[u.At]
		}
		out = n
	}
	if x == nil {
		return nil
	}
	if len(mean.Shape) > 1 {
		u.Place = phrase.Index(mean.Shape, u.At)
	}
	u.Running = len(mean.Inputs) == 0
	u.Before = Spread{u.column(x.Value), mean.Value.Data[u.At], math.Sqrt(max(0, variance.Value.Data[u.At]))}
	u.After = spreadOf(u.column(out.Value))
	return u
}

// WithUnit looks at another unit of the BatchNormalization.
func (g *Graph) WithUnit(at int) *Graph {
	u := g.Unit()
	if u == nil || at < 0 || at >= u.Units {
		return g
	}
	return g.WithElement(g.Element - u.At + at)
}

// column has the unit's values.
func (u *Unit) column(t *snapshot.Tensor) []float64 {
	var values []float64
	for i := u.At; i < len(t.Data); i += u.Units {
		values = append(values, t.Data[i])
	}
	return values
}

func spreadOf(values []float64) Spread {
	const rounding = 1e-6 // of the largest: what is left of sums of float32 that come to 0
	s := Spread{Values: values}
	largest := 0.0
	for _, v := range values {
		s.Mean += v / float64(len(values))
		largest = max(largest, math.Abs(v))
	}
	if math.Abs(s.Mean) < rounding*largest {
		s.Mean = 0
	}
	for _, v := range values {
		s.Deviation += (v - s.Mean) * (v - s.Mean) / float64(len(values))
	}
	s.Deviation = math.Sqrt(s.Deviation)
	return s
}

// Words says what became of the unit.
func (u *Unit) Words() string {
	f := func(v float64) string { return graphview.Format(v, 3) }
	scaled := "Times γ = " + f(u.Gamma) + ", plus β = " + f(u.Beta) + ", "
	mean, deviation := f(u.Before.Mean), f(u.Before.Deviation)
	if u.Running {
		stands := "In a prediction the batch does not count: each value is normalized by the running mean " + mean +
			" and the running standard deviation " + deviation + ", which followed the batches of training. "
		if len(u.After.Values) == 1 {
			return stands + scaled + f(u.Before.Values[0]) + " becomes " + f(u.After.Mean) + "."
		}
		return stands + scaled + "the mean over these images is " + f(u.After.Mean) + " and the standard deviation " +
			f(u.After.Deviation) + ": near β and γ only if these images are like those of training."
	}
	if len(u.After.Values) == 1 {
		return "A batch of one image is its own mean: x̂ is 0, and the output is β = " + f(u.Beta) +
			" whatever the image shows."
	}
	if u.Before.Deviation == 0 {
		return "All images of this batch have the same value here, so x̂ is 0, and the output is β = " + f(u.Beta) +
			"."
	}
	return "Over the " + phrase.Counted(len(u.After.Values), "image") + " of this batch the mean is " + mean +
		" and the standard deviation " + deviation + ". Normalized, they are 0 and 1. " + scaled + "the mean is " +
		f(u.After.Mean) + " and the standard deviation " + f(u.After.Deviation) + "."
}
