package code

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Python returns a program that needs NumPy, and fetches MNIST where its folder does not have it. The settings must be
// valid.
func Python(s setting.Settings) string {
	n := s.Spec()
	layers, _ := n.Resolve() // of valid settings
	var p program
	p.line("# A network for MNIST, of classes as in \"Deep Learning from Scratch\". It needs NumPy alone.")
	p.line("import gzip\nfrom collections import OrderedDict\nfrom pathlib import Path\n" +
		"from urllib.request import urlopen\n\nimport numpy as np\n\n")
	written := inPython(layers)
	for _, source := range append(pythonSources(written), softmaxWithLoss, pythonOptimizers[s.Optimizer].source) {
		p.line("%s\n\n", source)
	}
	p.line("class Network:\n    def __init__(self):\n        self.params = {}")
	for _, r := range layers {
		for _, t := range r.Params {
			p.line("        self.params['%s'] = %s", t.Name, begin(n.Init, t))
		}
	}
	p.line("\n        self.layers = OrderedDict()")
	for i, r := range layers {
		p.line("        self.layers['%s'] = %s", r.Name, written[i].construct(r))
	}
	p.line("        self.last_layer = SoftmaxWithLoss()\n")
	pythonMethods(&p, s, layers, written)
	pythonTraining(&p, s, len(n.Input) == 1)
	return p.String()
}

func pythonMethods(p *program, s setting.Settings, layers []spec.Resolved, written []pythonLayer) {
	p.line("    def predict(self, x, train_flg=False):")
	p.line("        for layer in self.layers.values():")
	if classes := withModes(written); classes != "" {
		p.line("            if isinstance(layer, %s):\n                x = layer.forward(x, train_flg)", classes)
		p.line("            else:\n                x = layer.forward(x)")
	} else {
		p.line("            x = layer.forward(x)")
	}
	p.line("        return x\n")
	p.line("    def loss(self, x, t, train_flg=False):\n        return self.last_layer.forward(self.predict(x, " +
		"train_flg), t)\n")
	p.line("    def accuracy(self, x, t, batch_size=100):\n        correct = 0")
	p.line("        for i in range(0, len(x), batch_size):\n            y = self.predict(x[i:i + batch_size])")
	p.line(
		"            correct += np.sum(np.argmax(y, axis=1) == t[i:i + batch_size])\n        return correct / len(x)\n")
	p.line("    def gradient(self, x, t):\n        self.loss(x, t, train_flg=True)")
	p.line("        dout = self.last_layer.backward(1)\n        for layer in " +
		"reversed(list(self.layers.values())):\n            dout = layer.backward(dout)\n")
	p.line("        grads = {}")
	for i, r := range layers {
		for j, t := range r.Params {
			decay := ""
			if t.FanIn > 0 && s.WeightDecay > 0 {
				decay = fmt.Sprintf(" + %s * self.params['%s']", literal(s.WeightDecay), t.Name)
			}
			p.line("        grads['%s'] = self.layers['%s'].%s%s", t.Name, r.Name, written[i].gradients[j], decay)
		}
	}
	p.line("        return grads\n\n")
}

func pythonTraining(p *program, s setting.Settings, flat bool) {
	shape := "-1, 1, 28, 28"
	if flat {
		shape = "-1, 784"
	}
	p.line(loadMNIST, shape)
	if s.DataSize < form.MaxImages {
		p.line("x_train, t_train = x_train[:%d], t_train[:%d]", s.DataSize, s.DataSize)
	}
	p.line("\nnp.random.seed(%d)\nnetwork = Network()", s.Seed)
	p.line("optimizer = %s\n", pythonOptimizers[s.Optimizer].construct(s))
	p.line("for step in range(%d):", s.Iterations)
	if factor := scheduleForms[s.Schedule].python; factor != nil {
		p.line("    optimizer.lr = %s * %s", literal(s.LearningRate), factor(s))
	}
	p.line("    batch = np.random.choice(len(x_train), %d)", s.BatchSize)
	p.line("    grads = network.gradient(x_train[batch], t_train[batch])\n    optimizer.update(network.params, grads)")
	p.line("    if step %% 100 == 0:\n        print(\"step\", step, \"loss\", network.last_layer.loss)\n")
	p.line("print(\"test accuracy\", network.accuracy(x_test, t_test))")
}

// loadMNIST takes the shape of the images. The files are those that package mnist reads.
const loadMNIST = `def load_mnist(name):
    def read(file, header):
        path = Path(file)
        if not path.exists():
            path.write_bytes(urlopen("https://ossci-datasets.s3.amazonaws.com/mnist/" + file).read())
        return np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8, offset=header)

    x = read(name + "-images-idx3-ubyte.gz", 16).reshape(%s)
    t = read(name + "-labels-idx1-ubyte.gz", 8)
    return x.astype(np.float32) / 255, t


x_train, t_train = load_mnist("train")
x_test, t_test = load_mnist("t10k")`
