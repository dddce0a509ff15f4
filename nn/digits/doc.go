// Package digits is handwritten digits as numbers for a network: MNIST's files, batches from them, and a drawing made
// into the image that MNIST would have made of it.
//
// An image is 28×28, row by row from the top: 0 is paper, and ink is 255 in the bytes of a Set, 1 in the numbers that a
// network reads. A label is the digit itself, 0 to 9. MNIST: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based
// learning applied to document recognition, Proceedings of the IEEE 86 (1998).
//
// Training draws batches, without allocating:
//
//	set, err := digits.ReadShard("train-0.gz", file)
//	rng := rand.New(rand.NewPCG(seed, 0))
//	for range steps {
//		digits.Choose(idx, set.Len(), rng)      // idx: N numbers
//		digits.Gather(x.Data, t.Data, set, idx) // x: N×784 in 0..1, t: N labels
//		...
//	}
//
// A drawing becomes an input of the same kind:
//
//	pixels := make([]float64, digits.Pixels)
//	err := digits.Render(pixels, strokes) // errors.Is(err, digits.ErrEmpty) when there is no ink
package digits
