package session

import (
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
)

// A WebAssembly memory has at most 4 GB, browsers on phones give less, and a program that runs out of it ends. So there
// are bounds on how many numbers a graph holds for a batch.
const (
	// maxTrained is for training, in float32: half a gigabyte of values, and as much for gradients.
	maxTrained = 1 << 27
	// maxChecked is for a gradient check, in float64, of which there may be two graphs: half a gigabyte for each, with
	// gradients.
	maxChecked = 1 << 25
	// maxEvaluated also keeps a batch of an evaluation short, since no message is read while it is computed.
	maxEvaluated = 1 << 21
	// maxSnapshot is for a snapshot, in float64, which is copied twice on its way to the page: 20 MB with the
	// gradients.
	maxSnapshot = 1<<20 + 1<<18
	// maxBatch bounds how many images are evaluated or shown together, even if there is room for more: 1,000 would help
	// nobody.
	maxBatch = 100
)

// numbers returns how many values a graph of the network holds for one image.
func numbers(n spec.Network) int {
	sum := 1
	for _, v := range n.Input {
		sum *= v
	}
	layers, _ := n.Resolve() // cannot fail: it was built
	for _, l := range layers {
		sum += l.Values()
	}
	return sum
}

// multiplications returns about how many multiplications the network needs for one image.
func multiplications(n spec.Network) float64 {
	sum := 0.0
	layers, _ := n.Resolve() // it was built
	for _, l := range layers {
		for _, p := range l.Params {
			out := 1
			for _, d := range l.Out {
				out *= d
			}
			sum += float64(out) * float64(p.FanIn)
		}
	}
	return sum
}

// fitting returns how many images fit into a graph of this many numbers, from 1 to maxBatch.
func fitting(n spec.Network, room int) int { return min(max(room/numbers(n), 1), maxBatch) }

// checkMemory refuses a batch that would not fit into memory.
func checkMemory(s setting.Settings, n spec.Network) *refusal {
	at := (s.BatchSize + train.CountParts(n, s.BatchSize) - 1) / train.CountParts(n, s.BatchSize)
	if at*numbers(n) <= maxTrained {
		return nil
	}
	const bytes = 8 // for a value and its gradient
	return refuse(protocol.CodeBadRequest,
		"A batch of %d images of this network would take %.1f GB of memory: make it at most %d.",
		s.BatchSize, float64(at)*float64(numbers(n))*bytes/1e9, maxTrained/numbers(n))
}
