package code

import (
	"fmt"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// pythonLayer is a layer in Python: an object of a class in the form of the chapter's. It has the chapter's names and
// attributes, where the chapter has such a layer.
type pythonLayer struct {
	class string
	// source defines the class. It needs NumPy, as np, and no other class.
	source string
	// arguments are what the constructor takes after the layer's parameters.
	arguments []string
	// gradients are the attributes with the gradients of the parameters, in the order of spec.Resolved.Params.
	gradients []string
	// modes says that forward takes train_flg, too.
	modes bool
}

// pythonLayers has what writes a layer, by its kind. Each kind is registered in a file of its own.
var pythonLayers = map[string]func(spec.Layer) pythonLayer{}

// registerLayer adds the kind of the layers of type L. It is called in init functions, and never after.
func registerLayer[L spec.Layer](python func(L) pythonLayer) {
	var zero L
	kind := zero.Kind().Name
	if pythonLayers[kind] != nil {
		panic("code: " + kind + " is registered twice")
	}
	pythonLayers[kind] = func(l spec.Layer) pythonLayer { return python(l.(L)) }
}

// inPython returns the layers of a network as Python has them.
func inPython(layers []spec.Resolved) []pythonLayer {
	written := make([]pythonLayer, len(layers))
	for i, r := range layers {
		python, ok := pythonLayers[r.Kind().Name]
		if !ok {
			panic("code: no Python form for " + lacking("kind", r.Kind().Name))
		}
		written[i] = python(r.Layer)
	}
	return written
}

// lacking names what nobody has registered, and the file that does it.
func lacking(what, name string) string {
	return what + " " + name + ": add web/code/" + strings.ToLower(name) + ".go"
}

// construct calls the constructor.
func (l pythonLayer) construct(r spec.Resolved) string {
	var arguments []string
	for _, t := range r.Params {
		arguments = append(arguments, "self.params['"+t.Name+"']")
	}
	return l.class + "(" + strings.Join(append(arguments, l.arguments...), ", ") + ")"
}

// begin begins a parameter as package layer does.
func begin(init string, t spec.Tensor) string {
	shape := list(t.Shape)
	several := shape
	if strings.Contains(shape, ",") {
		several = "(" + shape + ")"
	}
	switch {
	case t.FanIn == 0 && t.Start == 1:
		return "np.ones(" + several + ")"
	case t.FanIn == 0 || init == spec.InitZeros:
		return "np.zeros(" + several + ")"
	case init == spec.InitStandard:
		return "np.random.randn(" + shape + ")"
	case init == spec.InitXavier:
		return fmt.Sprintf("np.sqrt(1.0 / %d) * np.random.randn(%s)", t.FanIn, shape)
	case init == spec.InitHe:
		return fmt.Sprintf("np.sqrt(2.0 / %d) * np.random.randn(%s)", t.FanIn, shape)
	}
	return "0.01 * np.random.randn(" + shape + ")"
}

// pythonSources returns the classes, each once, in the order in which the network has them.
func pythonSources(written []pythonLayer) []string {
	var sources []string
	for _, l := range written {
		if !slices.Contains(sources, l.source) {
			sources = append(sources, l.source)
		}
	}
	return sources
}

// withModes returns the classes whose forward takes train_flg, as isinstance has them, or "".
func withModes(written []pythonLayer) string {
	var classes []string
	seen := map[string]bool{}
	for _, l := range written {
		if l.modes && !seen[l.class] {
			seen[l.class] = true
			classes = append(classes, l.class)
		}
	}
	if len(classes) > 1 {
		return "(" + strings.Join(classes, ", ") + ")"
	}
	return strings.Join(classes, "")
}
