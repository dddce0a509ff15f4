package code

import (
	"fmt"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Python returns a program for a folder beside the book's folders common and dataset. Layers that the book does not have are written out in
// it. The settings must be valid.
func Python(s setting.Settings) string {
	n := s.Spec()
	layers, _ := n.Resolve() // of valid settings
	var p program
	p.line("# A network for MNIST, of the classes of \"Deep Learning from Scratch\".")
	p.line("# It belongs into a folder beside the book's folders common and dataset.")
	p.line("import os\nimport sys\n\nsys.path.append(os.pardir)\nfrom collections import OrderedDict\n\nimport numpy as np\n")
	p.line("from common.layers import *\nfrom common.optimizer import %s\nfrom dataset.mnist import load_mnist\n\n", pythonOptimizerName(s))
	for _, kind := range []string{spec.KindTanh, spec.KindLeakyReLU, spec.KindFlatten, averagePooling} {
		if slices.ContainsFunc(layers, func(r spec.Resolved) bool { return pythonKind(r.Layer) == kind }) {
			p.line("%s\n\n", pythonClasses[kind])
		}
	}
	p.line("class Network:\n    def __init__(self):\n        self.params = {}")
	for _, r := range layers {
		for _, t := range r.Params {
			p.line("        self.params['%s'] = %s", t.Name, pythonInit(n.Init, r.Layer, t))
		}
	}
	p.line("\n        self.layers = OrderedDict()")
	for _, r := range layers {
		p.line("        self.layers['%s'] = %s", r.Name, pythonLayer(r))
	}
	p.line("        self.last_layer = SoftmaxWithLoss()\n")
	pythonMethods(&p, s, layers)
	pythonTraining(&p, s, len(n.Input) == 1)
	return p.String()
}

const averagePooling = "AveragePooling"

// pythonKind is the kind, but average pooling is one of its own.
func pythonKind(l spec.Layer) string {
	if l.Kind == spec.KindPooling && l.Pool == spec.PoolAverage {
		return averagePooling
	}
	return l.Kind
}

// pythonInit begins a parameter as package layer does. The book's BatchNormalization takes each image as one row.
func pythonInit(init string, l spec.Layer, t spec.Tensor) string {
	shape := list(t.Shape)
	if l.Kind == spec.KindBatchNormalization {
		shape = strings.ReplaceAll(shape, ", ", " * ")
	}
	several := shape
	if strings.Contains(shape, ",") {
		several = "(" + shape + ")"
	}
	switch {
	case t.FanIn == 0 && t.Start == 1:
		return "np.ones(" + several + ")"
	case t.FanIn == 0 || init == spec.InitZeros:
		return "np.zeros(" + several + ")"
	case init == spec.InitXavier:
		return fmt.Sprintf("np.sqrt(1.0 / %d) * np.random.randn(%s)", t.FanIn, shape)
	case init == spec.InitHe:
		return fmt.Sprintf("np.sqrt(2.0 / %d) * np.random.randn(%s)", t.FanIn, shape)
	}
	return "0.01 * np.random.randn(" + shape + ")"
}

func pythonLayer(r spec.Resolved) string {
	params := ""
	for i, t := range r.Params {
		if i > 0 {
			params += ", "
		}
		params += "self.params['" + t.Name + "']"
	}
	switch pythonKind(r.Layer) {
	case spec.KindAffine:
		return "Affine(" + params + ")"
	case spec.KindConvolution:
		return fmt.Sprintf("Convolution(%s, stride=%d, pad=%d)", params, r.Stride, r.Pad)
	case spec.KindPooling:
		return fmt.Sprintf("Pooling(pool_h=%d, pool_w=%d, stride=%d)", r.Size, r.Size, r.Stride)
	case averagePooling:
		return fmt.Sprintf("AveragePooling(size=%d, stride=%d)", r.Size, r.Stride)
	case spec.KindBatchNormalization:
		return fmt.Sprintf("BatchNormalization(%s, momentum=%s)", params, number(r.Momentum))
	case spec.KindDropout:
		return "Dropout(" + number(r.Ratio) + ")"
	case spec.KindLeakyReLU:
		return "LeakyReLU(" + number(r.Slope) + ")"
	case spec.KindReLU:
		return "Relu()"
	}
	return r.Kind + "()"
}

// gradients are the names that the book's layers have for the gradients of their parameters, in the order of spec.Resolved.Params.
func gradients(kind string) [2]string {
	if kind == spec.KindBatchNormalization {
		return [2]string{"dgamma", "dbeta"}
	}
	return [2]string{"dW", "db"}
}

func pythonMethods(p *program, s setting.Settings, layers []spec.Resolved) {
	p.line("    def predict(self, x, train_flg=False):")
	p.line("        for layer in self.layers.values():")
	modes := slices.ContainsFunc(layers, func(r spec.Resolved) bool {
		return r.Kind == spec.KindDropout || r.Kind == spec.KindBatchNormalization
	})
	if modes {
		p.line("            if isinstance(layer, (BatchNormalization, Dropout)):\n                x = layer.forward(x, train_flg)")
		p.line("            else:\n                x = layer.forward(x)")
	} else {
		p.line("            x = layer.forward(x)")
	}
	p.line("        return x\n")
	p.line("    def loss(self, x, t, train_flg=False):\n        return self.last_layer.forward(self.predict(x, train_flg), t)\n")
	p.line("    def accuracy(self, x, t, batch_size=100):\n        correct = 0")
	p.line("        for i in range(0, len(x), batch_size):\n            y = self.predict(x[i:i + batch_size])")
	p.line("            correct += np.sum(np.argmax(y, axis=1) == t[i:i + batch_size])\n        return correct / len(x)\n")
	p.line("    def gradient(self, x, t):\n        self.loss(x, t, train_flg=True)")
	p.line("        dout = self.last_layer.backward(1)\n        for layer in reversed(list(self.layers.values())):\n            dout = layer.backward(dout)\n")
	p.line("        grads = {}")
	for _, r := range layers {
		for i, t := range r.Params {
			decay := ""
			if t.FanIn > 0 && s.WeightDecay > 0 {
				decay = fmt.Sprintf(" + %s * self.params['%s']", number(s.WeightDecay), t.Name)
			}
			p.line("        grads['%s'] = self.layers['%s'].%s%s", t.Name, r.Name, gradients(r.Kind)[i], decay)
		}
	}
	p.line("        return grads\n\n")
}

func pythonOptimizerName(s setting.Settings) string {
	if s.Optimizer == setting.RMSProp {
		return "RMSprop"
	}
	return s.Optimizer
}

func pythonTraining(p *program, s setting.Settings, flat bool) {
	flatten := "False"
	if flat {
		flatten = "True"
	}
	p.line("(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, flatten=%s)", flatten)
	if s.DataSize < 60_000 {
		p.line("x_train, t_train = x_train[:%d], t_train[:%d]", s.DataSize, s.DataSize)
	}
	p.line("\nnp.random.seed(%d)\nnetwork = Network()", s.Seed)
	more := ""
	switch s.Optimizer {
	case setting.Momentum:
		more = ", momentum=" + number(s.Momentum)
	case setting.Adam:
		more = ", beta1=" + number(s.Momentum)
	}
	p.line("optimizer = %s(lr=%s%s)\n", pythonOptimizerName(s), number(s.LearningRate), more)
	p.line("for step in range(%d):", s.Iterations)
	switch s.Schedule {
	case setting.StepDecay:
		p.line("    optimizer.lr = %s * %s ** (step // %d)", number(s.LearningRate), number(s.StepFactor), stepEvery(s))
	case setting.Cosine:
		p.line("    optimizer.lr = %s * (1 + np.cos(np.pi * step / %d)) / 2", number(s.LearningRate), s.Iterations)
	}
	p.line("    batch = np.random.choice(len(x_train), %d)", s.BatchSize)
	p.line("    grads = network.gradient(x_train[batch], t_train[batch])\n    optimizer.update(network.params, grads)")
	p.line("    if step %% 100 == 0:\n        print(\"step\", step, \"loss\", network.last_layer.loss)\n")
	p.line("print(\"test accuracy\", network.accuracy(x_test, t_test))")
}

// pythonClasses are the layers that the book does not have, in its form.
var pythonClasses = map[string]string{
	spec.KindTanh: `class Tanh:
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out ** 2)`,
	spec.KindLeakyReLU: `class LeakyReLU:
    def __init__(self, slope):
        self.slope = slope

    def forward(self, x):
        self.factor = np.where(x > 0, 1.0, self.slope)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor`,
	spec.KindFlatten: `class Flatten:
    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout):
        return dout.reshape(self.shape)`,
	averagePooling: `class AveragePooling:
    def __init__(self, size, stride):
        self.size, self.stride = size, stride

    def windows(self, x):
        h = (x.shape[2] - self.size) // self.stride + 1
        w = (x.shape[3] - self.size) // self.stride + 1
        for i in range(self.size):
            for j in range(self.size):
                yield x[:, :, i:i + self.stride * h:self.stride, j:j + self.stride * w:self.stride]

    def forward(self, x):
        self.shape = x.shape
        return sum(self.windows(x)) / self.size ** 2

    def backward(self, dout):
        dx = np.zeros(self.shape)
        for window in self.windows(dx):
            window += dout / self.size ** 2
        return dx`,
}
