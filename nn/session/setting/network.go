package setting

import "github.com/inkgrad/inkgrad/nn/layer/spec"

// Spec returns the network that valid settings describe: the layers of Network or, if that is empty, the chapter's MLP.
func (s Settings) Spec() spec.Network {
	n := spec.MLP(spec.Side*spec.Side, s.Hidden, s.Activation, spec.Classes)
	if s.Network != "" {
		n, _ = spec.Parse(s.Network) // cannot fail: it was parsed when it was set
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
		return "", err
	}
	return n.Format(), nil
}
