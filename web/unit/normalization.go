package unit

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Normalization is what a BatchNormalization does to one unit over the images of the batch: the numbers of the graph's
// nodes.
type Normalization struct {
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

// Normalization returns that of the unit, at its place, or nil if its layer is no BatchNormalization.
func (u *Unit) Normalization() *Normalization {
	scope := u.nodes[u.Node].Scope
	if kindOf(scope) != spec.KindBatchNormalization {
		return nil
	}
	at := u.At*u.Size[0]*u.Size[1] + u.Index()
	b := &Normalization{}
	var x, mean, variance, out *snapshot.Node
	for i := range u.nodes {
		n := &u.nodes[i]
		if n.Scope != scope || len(n.Inputs) == 0 {
			continue
		}
		switch n.Kind {
		case "Normalize":
			x, mean, variance = &u.nodes[n.Inputs[0]], &u.nodes[n.Inputs[1]], &u.nodes[n.Inputs[2]]
		case "Mul":
			b.Gamma = u.nodes[n.Inputs[1]].Value.Data[at]
		case "Add":
			b.Beta = u.nodes[n.Inputs[1]].Value.Data[at]
		}
		out = n
	}
	if x == nil {
		return nil
	}
	column := func(t *snapshot.Tensor) []float64 {
		var values []float64
		for i := at; i < len(t.Data); i += len(t.Data) / u.Images {
			values = append(values, t.Data[i])
		}
		return values
	}
	b.Running = len(mean.Inputs) == 0
	b.Before = Spread{column(x.Value), mean.Value.Data[at], math.Sqrt(max(0, variance.Value.Data[at]))}
	b.After = SpreadOf(column(out.Value))
	return b
}

// SpreadOf measures values.
func SpreadOf(values []float64) Spread {
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
func (b *Normalization) Words() string {
	f := func(v float64) string { return graphview.Format(v, 3) }
	scaled := "Times γ = " + f(b.Gamma) + ", plus β = " + f(b.Beta) + ", "
	mean, deviation := f(b.Before.Mean), f(b.Before.Deviation)
	if b.Running {
		stands := "In a prediction the batch does not count: each value is normalized by the running mean " + mean +
			" and the running standard deviation " + deviation + ", which followed the batches of training. "
		if len(b.After.Values) == 1 {
			return stands + scaled + f(b.Before.Values[0]) + " becomes " + f(b.After.Mean) + "."
		}
		return stands + scaled + "the mean over these images is " + f(b.After.Mean) + " and the standard deviation " +
			f(b.After.Deviation) + ": near β and γ only if these images are like those of training."
	}
	if len(b.After.Values) == 1 {
		return "A batch of one image is its own mean: x̂ is 0, and the output is β = " + f(b.Beta) +
			" whatever the image shows."
	}
	if b.Before.Deviation == 0 {
		return "All images of this batch have the same value here, so x̂ is 0, and the output is β = " + f(b.Beta) +
			"."
	}
	return "Over the " + phrase.Counted(len(b.After.Values), "image") + " of this batch the mean is " + mean +
		" and the standard deviation " + deviation + ". Normalized, they are 0 and 1. " + scaled + "the mean is " +
		f(b.After.Mean) + " and the standard deviation " + f(b.After.Deviation) + "."
}
