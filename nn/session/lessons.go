package session

import (
	"errors"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/expr/build"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// lessons show what gradients are: in formulas, and in one step on one image.
type lessons struct{ *shared }

func (l *lessons) register(h handlers) {
	onAnyTime(h, l.formula)
	on(h, l.tryStep)
}

// formula answers with the graph of a typed formula. It needs no network.
func (l *lessons) formula(id int, c protocol.Formula) *refusal {
	f, err := expr.Parse(c.Expression)
	if err != nil {
		r := refuseAs(protocol.CodeBadFormula, err)
		if syntax := (*expr.SyntaxError)(nil); errors.As(err, &syntax) {
			r.message, r.column = syntax.Text, syntax.Column
		}
		return r
	}
	e := protocol.Formulated{Text: f.String(), MathML: f.MathML(), Names: f.Names(), Values: map[string]float64{}}
	values := map[string]float64{}
	for _, name := range e.Names {
		v, ok := c.Values[name]
		if !ok {
			v = 1
		}
		values[name], e.Values[name] = v, v
	}
	g := graph.New[float64]()
	y, err := build.Formula(g, f, values)
	if err != nil {
		return refuseAs(protocol.CodeBadFormula, err)
	}
	g.Forward(graph.Train)
	if y.Grad != nil { // a formula of numbers alone has no variable to differentiate by
		g.Backward(y)
	}
	e.Graph = g.Snapshot()
	l.host.Emit(id, e)
	return nil
}

// tryStep answers with what a step on one image would change. It takes the step on a copy, and sees the image as the
// classifier does.
func (l *lessons) tryStep(id int, c protocol.TryStep) *refusal {
	m := l.seen()
	net := layer.Convert[float32](m.net)
	b, r := digitBatch(net, c.Pixels, c.Label)
	if r != nil {
		return r
	}
	one, err := train.NewPredictor(net, 1)
	if err != nil {
		panic("session: " + err.Error()) // the network was built before
	}
	o, err := m.nextOptimizer(l.settings, net)
	if err != nil {
		panic("session: " + err.Error()) // settings are valid
	}
	rate := l.settings.LearningRate * rateFactor(l.settings, m.step)
	o.SetLearningRate(rate)
	e := protocol.Tried{LearningRate: rate,
		ProbabilitiesBefore: make([]float64, digits.Classes), ProbabilitiesAfter: make([]float64, digits.Classes)}
	pass := func(probabilities []float64) {
		b.ForwardTest()
		b.Backward()
		one.Predict(probabilities, c.Pixels)
	}
	pass(e.ProbabilitiesBefore)
	e.Before = b.Graph.Snapshot()
	train.Decay(net, b.Graph.Params(), l.settings.WeightDecay)
	o.Update(b.Graph.Params())
	pass(e.ProbabilitiesAfter)
	if unsound(net.Params()) != "" || train.Argmax(e.ProbabilitiesAfter) < 0 {
		return refuse(protocol.CodeBadRequest, "With a learning rate of %g this step goes so far that the weights or "+
			"the answer are no longer numbers. The network is as it was.", rate)
	}
	e.After = b.Graph.Snapshot()
	l.host.Emit(id, e)
	return nil
}
