package lesson_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/lesson"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// small is the side of the images of random networks, and classes how many there are.
const (
	small   = 10
	classes = 4
)

// random returns a network with one to five layers of any kinds and of any settings, before an Affine.
func random(rng *rand.Rand) spec.Network {
	n := spec.Network{Init: spec.Inits()[rng.IntN(len(spec.Inits()))]}
	for {
		n.Layers = n.Layers[:0]
		for range 1 + rng.IntN(5) {
			n.Layers = append(n.Layers, randomLayer(rng))
		}
		n.Layers = append(n.Layers, spec.Affine{Units: classes})
		for _, input := range [][]int{{1, small, small}, {small * small}} {
			n.Input = input
			if n.Validate() == nil && rng.IntN(2) == 0 {
				return n
			}
		}
	}
}

func randomLayer(rng *rand.Rand) spec.Layer {
	k := spec.Kinds()[rng.IntN(len(spec.Kinds()))]
	l := k.Default
	for _, f := range k.Fields {
		switch {
		case f.Choices != nil:
			f.SetChoice(&l, f.Choices[rng.IntN(len(f.Choices))])
		case f.Whole:
			f.SetNumber(&l, f.Min+float64(rng.IntN(5))) // small, so that a check is short
		case rng.IntN(2) == 0:
			f.SetNumber(&l, f.Min+(min(f.Max, 1)-f.Min)*rng.Float64())
		}
	}
	return l
}

// strokes puts images into a batch that are like digits: ink here and there on blank paper.
func strokes(b *train.Batch[float64], classes int, rng *rand.Rand) {
	b.X.Zero()
	size := len(b.X.Data) / b.X.Rows()
	side := int(math.Sqrt(float64(size)))
	for image := range b.X.Rows() {
		pixels := b.X.Data[image*size : (image+1)*size]
		x, y := 2+rng.IntN(side-4), 2+rng.IntN(side-4)
		for range side * side / 8 {
			pixels[y*side+x] = float64(1+rng.IntN(255)) / 255
			x = min(max(x+rng.IntN(3)-1, side/8), side-1-side/8)
			y = min(max(y+rng.IntN(3)-1, side/8), side-1-side/8)
		}
		b.T.Data[image] = float64(rng.IntN(classes))
	}
}

// randomCase is a network, fresh or after some steps of training, and how many images it is checked on.
type randomCase struct {
	name   string
	steps  int
	net    *layer.Network[float64]
	images int
	rng    *rand.Rand
}

func newRandomCase(t testing.TB, seed uint64) randomCase {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 7))
	s := random(rng)
	net, err := layer.New[float64](s, rng)
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	if rng.IntN(2) == 0 {
		steps = 10 + rng.IntN(20)
		trainer, err := train.New(net, 8, &train.SGD[float64]{LearningRate: 0.1})
		if err != nil {
			t.Fatal(err)
		}
		for range steps {
			strokes(trainer.Batch(), classes, rng)
			trainer.Update()
		}
	}
	images := 1 + rng.IntN(5)
	return randomCase{fmt.Sprintf("%d: %v %s, %s, %d steps, %d images", seed, s.Input, s.Format(), s.Init, steps,
		images), steps, net, images, rng}
}

// batch builds c with g, and fills it twice: a mistake may be about the batch before.
func (c randomCase) batch(t testing.TB, g *graph.Graph[float64]) *train.Batch[float64] {
	t.Helper()
	b, err := train.BuildBatch(g, c.net, c.images)
	if err != nil {
		t.Fatal(err)
	}
	strokes(b, classes, rand.New(rand.NewPCG(0, 8)))
	b.Forward()
	strokes(b, classes, rand.New(rand.NewPCG(1, 8)))
	return b
}

func gradientCheck(b *train.Batch[float64], h float64) *train.GradientCheck[float64] {
	c := train.NewGradientCheck(b, h, 30, rand.New(rand.NewPCG(1, 0)))
	for c.Next() {
	}
	return c
}

// No network whose backward pass is right is called wrong, and little is left out.
func TestNoRandomNetworkIsAccused(t *testing.T) {
	t.Parallel()
	checked, kinked := 0, 0
	used := map[string]bool{}
	for seed := range uint64(200) {
		c := newRandomCase(t, seed)
		for _, l := range c.net.Spec().Layers {
			used[l.Kind().Name] = true
		}
		check := gradientCheck(c.batch(t, graph.New[float64]()), 1e-4)
		for _, p := range check.Results() {
			checked += p.Checked
			kinked += p.Kinked
		}
		if !check.OK() {
			t.Errorf("%s: %+v", c.name, check.Results())
		}
	}
	if kinked > checked/100 {
		t.Errorf("%d of %d elements are left out", kinked, checked+kinked)
	}
	for _, k := range spec.Kinds() {
		if !used[k.Name] {
			t.Errorf("no network has a layer of kind %s", k.Name)
		}
	}
}

// Fresh networks have kinks wherever an image is blank: there the input of a ReLU is its bias, 0, and all elements of a
// window are the same. None is accused, at any step.
func TestNoFreshNetworkIsAccused(t *testing.T) {
	for _, c := range []struct {
		layers, init string
		seeds        uint64
	}{
		{"conv8k5-leakyrelu0.01-pool2-affine10", spec.InitHe, 4},
		{"conv8k5-tanh-pool2-affine10", spec.InitNormal, 40},
		{"conv8k5-tanh-pool2-affine10", spec.InitXavier, 40},
		{"conv4k5-relu-pool2-affine20-relu-affine10", spec.InitNormal, 10},
		{"conv4k3s2p1-batchnorm-relu-pool2-affine10", spec.InitNormal, 10},
		{"conv4k5-layernorm-leakyrelu-pool3s2-affine10", spec.InitHe, 4},
		{"affine20-relu-affine20-relu-affine20-relu-affine10", spec.InitNormal, 10},
	} {
		t.Run(c.layers+", "+c.init, func(t *testing.T) {
			t.Parallel()
			n, err := spec.Parse(c.layers)
			if err != nil {
				t.Fatal(err)
			}
			n.Init, n.Input = c.init, []int{1, spec.Side, spec.Side}
			checkFresh(t, n, c.seeds, 1e-4)
			for _, h := range []float64{1e-1, 1e-2, 1e-7, 1e-10} {
				checkFresh(t, n, 1, h)
			}
		})
	}
	for _, p := range spec.Presets() {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			checkFresh(t, p.Network, 1, 1e-4)
		})
	}
}

// checkFresh checks a network from as many seeds, on 1 to 5 images.
func checkFresh(t *testing.T, n spec.Network, seeds uint64, h float64) {
	t.Helper()
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(seed, 0))
		net, err := layer.New[float64](n, rng)
		if err != nil {
			t.Fatal(err)
		}
		b, err := train.NewBatch(net, 1+int(seed)%5, false)
		if err != nil {
			t.Fatal(err)
		}
		strokes(b, spec.Classes, rng)
		if c := gradientCheck(b, h); !c.OK() {
			t.Errorf("seed %d, h = %g: %+v", seed, h, c.Results())
		}
	}
}

// Every mistake is found in random networks, fresh and trained, wherever it changes a gradient.
func TestMistakesAreFoundInRandomNetworks(t *testing.T) {
	for _, bug := range protocol.Bugs() {
		t.Run(bug.Name, func(t *testing.T) {
			t.Parallel()
			fresh, trained := 0, 0
			for seed := uint64(1000); fresh < 20 || trained < 20; seed++ {
				c := newRandomCase(t, seed)
				clean := c.batch(t, graph.New[float64]())
				scopes := lesson.Scopes(clean.Graph.Snapshot(), bug.Name)
				if len(scopes) == 0 {
					continue
				}
				scope := scopes[c.rng.IntN(len(scopes))]
				planted := func() *train.Batch[float64] {
					g := graph.New[float64]()
					g.Replace = lesson.Plant[float64](bug.Name, scope)
					return c.batch(t, g)
				}
				if !spoils(planted(), clean) {
					continue
				}
				if c.steps == 0 {
					fresh++
				} else {
					trained++
				}
				if check := gradientCheck(planted(), 1e-4); check.OK() {
					t.Errorf("it is not found in %s of %s: %+v", scope, c.name, check.Results())
				}
			}
		})
	}
}

// spoils says whether a mistake makes a gradient wrong at all, by more than a step of 1e-4 can show.
func spoils(planted, clean *train.Batch[float64]) bool {
	for _, b := range []*train.Batch[float64]{planted, clean} {
		b.Forward()
		b.Backward()
	}
	params := clean.Graph.Params()
	for i, p := range planted.Graph.Params() {
		right := params[i].Grad.Data
		for j, wrong := range p.Grad.Data {
			if math.Abs(wrong-right[j]) > 1e-7 {
				return true
			}
		}
	}
	return false
}

// A mistake has the kinks of what it stands in for: they belong to the forward pass.
func TestMistakesHaveTheKinksOfWhatIsRight(t *testing.T) {
	net := newNet(t)
	for _, bug := range protocol.Bugs() {
		for _, scope := range []string{"Affine2", "ReLU1", "SoftmaxWithLoss"} {
			g := graph.New[float64]()
			g.Replace = lesson.Plant[float64](bug.Name, scope)
			planted, err := train.BuildBatch(g, net, 2)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range planted.Graph.Nodes() {
				if n.Kinked() != (n.Kind == "ReLU") {
					t.Errorf("%s: %s in %s has kinks: %v", bug.Name, n.Kind, n.Scope, n.Kinked())
				}
			}
		}
	}
}
