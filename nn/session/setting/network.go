package setting

import (
	"errors"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// The optimizers and schedules, by the names that package train knows them by.
const (
	SGD      = "SGD"
	Momentum = "Momentum"
	AdaGrad  = "AdaGrad"
	RMSProp  = "RMSProp"
	Adam     = "Adam"

	Constant  = "Constant"
	StepDecay = "Step"
	Cosine    = "Cosine"
)

// Optimizers returns what the setting optimizer can be, in the order to show it.
func Optimizers() []string { return []string{SGD, Momentum, AdaGrad, RMSProp, Adam} }

// Schedules returns what the setting schedule can be, in the order to show it.
func Schedules() []string { return []string{Constant, StepDecay, Cosine} }

// UsualRate is the learning rate to begin with for an optimizer.
func UsualRate(optimizer string) float64 {
	switch optimizer {
	case Momentum, AdaGrad:
		return 0.01
	case RMSProp, Adam:
		return 0.001
	}
	return 0.1
}

// Spec returns the network that valid settings describe: the layers of Network or, where that is empty, the chapter's MLP.
func (s Settings) Spec() spec.Network {
	n := spec.MLP(spec.Side*spec.Side, s.Hidden, s.Activation, spec.Classes)
	if s.Network != "" {
		n, _ = spec.Parse(s.Network) // it was parsed when it was set
	}
	n.Init = s.Init
	return n
}

// parseNetwork returns the layers as spec writes them, if they tell digits apart.
func parseNetwork(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	n, err := spec.Parse(text)
	if err == nil {
		err = n.ForDigits()
	}
	if err != nil {
		return "", errors.New(strings.TrimPrefix(err.Error(), "layer: ")) // the setting's name comes before it
	}
	return n.Format(), nil
}
