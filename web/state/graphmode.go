package state

import (
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Trains says that the graph is computed as in training, rather than as for a prediction.
func (g *Graph) Trains() bool {
	if g.Own && g.Reader {
		return false // it does not train
	}
	if g.Mode == setting.GraphAuto {
		return !g.Own
	}
	return g.Mode == setting.GraphTrain
}

// WithTraining has the graph computed as in training, or as for a prediction. Where it would be so anyway, that is no
// choice that a link has to have.
func (g *Graph) WithTraining(train bool) *Graph {
	n := *g
	switch n.Mode = setting.GraphAuto; {
	case n.Trains() == train:
	case train:
		n.Mode = setting.GraphTrain
	default:
		n.Mode = setting.GraphPredict
	}
	return &n
}

// ModeWords says what the layers that tell training and prediction apart compute in the one that the graph is of; it is
// "" in a network without such layers.
func (s *State) ModeWords() string {
	var sentences []string
	if s.Graph.Own && s.Graph.Reader {
		return ""
	}
	for _, k := range s.Engine.Status.Settings.Spec().Kinds() {
		text := k.Prediction
		if s.Graph.Trains() {
			text = k.Training
			if s.Graph.Own && k.OneImage != "" { // a drawing is a batch of one
				text = k.OneImage
			}
		}
		if text != "" {
			sentences = append(sentences, text)
		}
	}
	return strings.Join(sentences, " ")
}
