package code

import (
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Go returns a program for a folder of its own in the source of Inkgrad. The settings must be valid.
func Go(s setting.Settings) string {
	var p program
	p.line("// Command mynetwork trains a network on MNIST. Put it in the source of Inkgrad, as " +
		"scripts/mynetwork/main.go:")
	p.line("//\n//\tgo run ./scripts/mynetwork\npackage main\n")
	p.line("import (\n\t\"fmt\"\n\t\"log\"\n\t\"math/rand/v2\"\n")
	for _, path := range []string{"nn/layer", "nn/layer/spec", "nn/train", "scripts/data/mnist"} {
		p.line("\t\"github.com/inkgrad/inkgrad/%s\"", path)
	}
	p.line(")\n\nfunc main() {\n\tif err := run(); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n")
	p.line("func run() error {")
	goNetwork(&p, s.Spec())
	p.line("\timages, test, err := mnist.Load()")
	goCheck(&p)
	if s.DataSize < form.MaxImages {
		p.line("\timages = images.First(%d)", s.DataSize)
	}
	p.line("\trng := rand.New(rand.NewPCG(%d, 0))", s.Seed)
	p.line("\tnet, err := layer.New[float32](network, rng)")
	goCheck(&p)
	p.line("\toptimizer := &train.%s", goOptimizer(s))
	step := "loss := trainer.Step(images, rng)"
	if slices.ContainsFunc(s.Spec().Layers, func(l spec.Layer) bool { return l.Kind().Costly }) {
		step = "trainer.Draw(images, rng)\n\t\tloss := trainer.Update()"
		p.line("\t// The batch is cut in parts, as in the page: a sum in another order would give other bits.")
		p.line("\ttrainer, err := train.NewParts(net, %d, train.CountParts(network, %[1]d), optimizer)", s.BatchSize)
	} else {
		p.line("\ttrainer, err := train.New(net, %d, optimizer)", s.BatchSize)
	}
	goCheck(&p)
	if s.WeightDecay > 0 {
		p.line("\ttrainer.WeightDecay = %s", literal(s.WeightDecay))
	}
	schedule := scheduleForms[s.Schedule].golang
	if schedule != nil {
		p.line("\tschedule := train.%s", schedule(s))
	}
	p.line("\tfor step := range %d {", s.Iterations)
	if schedule != nil {
		p.line("\t\toptimizer.SetLearningRate(%s * schedule.At(step))", literal(s.LearningRate))
	}
	p.line("\t\t%s\n\t\tif step%%100 == 0 {\n\t\t\tfmt.Printf(\"step %%d: loss %%.4f\\n\", step, loss)\n\t\t}\n\t}",
		step)
	p.line("\tpredictor, err := train.NewPredictor(net, 100)")
	goCheck(&p)
	p.line("\tfmt.Printf(\"test accuracy %%.4f\\n\", predictor.Accuracy(test))\n\treturn nil\n}")
	return p.String()
}

func goCheck(p *program) { p.line("\tif err != nil {\n\t\treturn err\n\t}") }

func goNetwork(p *program, n spec.Network) {
	p.line("\tnetwork := spec.Network{")
	p.line("\t\tInput: []int{%s},", list(n.Input))
	p.line("\t\tInit:  spec.Init%s,", n.Init)
	p.line("\t\tLayers: []spec.Layer{")
	for _, l := range n.Layers {
		var words []string
		for _, f := range l.Kind().Fields {
			value := literal(f.Number(l))
			if f.Choices != nil {
				value = strconv.Quote(f.Choice(l))
			}
			words = append(words, strings.ToUpper(f.Name[:1])+f.Name[1:]+": "+value)
		}
		p.line("\t\t\tspec.%s{%s},", l.Kind().Name, strings.Join(words, ", "))
	}
	p.line("\t\t},\n\t}")
}
