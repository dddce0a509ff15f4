package simd

import "github.com/inkgrad/inkgrad/nn/kernel"

// Kernels are the loops of nn/kernel as kernels. What they are not made for (a stride, a window of 3×3) goes to the
// portable loops.
type Kernels struct {
	kernels  module
	portable kernel.Portable
	memory   []float32
	entries  []int32
}

// Gather implements kernel.Kernels, as do the methods below.
func (k *Kernels) Gather(x []float32, images []byte, index []int, size int) {
	for _, i := range index { // the kernel reads without checking
		_ = images[i*size : (i+1)*size]
	}
	k.kernels.gather(x[:len(index)*size], images, index, size)
}

func (k *Kernels) FastCSR() bool { return true }

func (k *Kernels) Unpack(to *kernel.CSR, images *kernel.Images, index []int) {
	n := kernel.Pad
	for _, i := range index { // the kernel reads and writes without checking
		n += int(images.Start[i+1] - images.Start[i])
	}
	_, _ = to.Start[len(index)], to.Entries[:n]
	k.kernels.unpack(to, images, index)
}

// MulCSR takes rows of four elements, as does MulCSRTransposed.
func (k *Kernels) MulCSR(c []float32, a *kernel.CSR, b []float32, n int) {
	if n < 4 {
		k.portable.MulCSR(c, a, b, n)
		return
	}
	k.kernels.csr(c[:a.Rows()*n], a, b, n)
}

func (k *Kernels) MulCSRTransposed(c []float32, a *kernel.CSR, b []float32, n int) {
	if n < 4 {
		k.portable.MulCSRTransposed(c, a, b, n)
		return
	}
	const entry = 2 // elements
	room := len(c)/n + 1 + entry*int(a.Start[a.Rows()])
	if len(k.entries) < room {
		k.entries = make([]int32, room+room/4) // another batch may have more ink
	}
	k.kernels.csrTransposed(c, a, b[:a.Rows()*n], n, k.entries[:room])
}

func (k *Kernels) AddRow(y, x, b []float32) {
	if len(y) > 0 {
		k.kernels.addRow(y, x[:len(y)], b)
	}
}

func (k *Kernels) AddRowBackward(db, dy []float32) {
	if len(db) > 0 {
		k.kernels.addRowBackward(db, dy)
	}
}

func (k *Kernels) AddPlane(y, x, b []float32, size int) {
	if len(y) > 0 {
		k.kernels.addPlane(y, x[:len(y)], b, size)
	}
}

func (k *Kernels) AddPlaneBackward(db, dy []float32, size int) {
	if len(dy) > 0 {
		k.kernels.addPlaneBackward(db, dy, size)
	}
}

func (k *Kernels) ReLU(y, x []float32) { k.kernels.relu(y, x[:len(y)]) }

func (k *Kernels) ReLUBackward(dx, dy, y []float32) {
	k.kernels.reluBackward(dx, dy[:len(dx)], y[:len(dx)])
}

func (k *Kernels) Sigmoid(y, x []float32) { k.kernels.sigmoid(y, x[:len(y)]) }

func (k *Kernels) Tanh(y, x []float32) { k.kernels.tanh(y, x[:len(y)]) }

func (k *Kernels) Softmax(y []float32, logs []float64, x []float32, cols int) {
	if cols > 0 {
		k.kernels.softmax(y[:len(logs)*cols], logs, x[:len(logs)*cols], cols)
	}
}

func (k *Kernels) MaxPool(y []float32, from []int32, x []float32, p kernel.Pool) {
	if p.Size != 2 || p.Stride != 2 || p.OW < 4 {
		k.portable.MaxPool(y, from, x, p)
		return
	}
	k.kernels.maxPool(y, from, x, p)
}

func (k *Kernels) Scatter(dx, dy []float32, from []int32) { k.kernels.scatter(dx, dy, from) }

func (k *Kernels) Momentum(w, v, g []float32, mu, eta float32) {
	k.kernels.momentum(w, v[:len(w)], g[:len(w)], mu, eta)
}

func (k *Kernels) AdaGrad(w, h, g []float32, eta float32) {
	k.kernels.adaGrad(w, h[:len(w)], g[:len(w)], eta)
}

func (k *Kernels) RMSProp(w, h, g []float32, rho, eta float32) {
	k.kernels.rmsProp(w, h[:len(w)], g[:len(w)], rho, eta)
}

func (k *Kernels) Adam(w, m, v, g []float32, b1, b2, eta float32) {
	k.kernels.adam(w, m[:len(w)], v[:len(w)], g[:len(w)], b1, b2, eta)
}

// Convolve takes a stride of 1.
func (k *Kernels) Convolve(y, x, w []float32, c kernel.Convolution) bool {
	if c.Stride != 1 {
		return false
	}
	k.kernels.convolve(y, x, w, c, k.room(c.C*c.KH*c.KW+padded(c)+8))
	return true
}

// ConvolveBackward goes through what is not zero in dy, so that it is the faster way where at most a third is.
func (k *Kernels) ConvolveBackward(dx, dw, dy, x, w []float32, c kernel.Convolution) bool {
	if c.Stride != 1 || c.C*c.KW < 4 || !k.sparse(dy, c) {
		return false
	}
	const entry, block = 2, 64 // elements for an entry; places that are gone through at a time
	room := 2*padded(c) + 2*len(w) + entry*c.F*(c.OH*c.OW+block) + c.F + block
	k.kernels.convolveBackward(dx, dw, dy, x, w, c, k.room(room))
	return true
}

// sparse says that at most a third of dy is not zero, by a look at 16 images.
func (k *Kernels) sparse(dy []float32, c kernel.Convolution) bool {
	size, step := c.F*c.OH*c.OW, max(1, c.N/16)
	rows := (c.N + step - 1) / step
	return 3*k.kernels.count(rows, size, dy, step*size) <= rows*size
}

// padded is the size of an image with its padding.
func padded(c kernel.Convolution) int { return c.C * (c.H + 2*c.Pad) * (c.W + 2*c.Pad) }

// room returns n elements of memory that the kernels may write to.
func (k *Kernels) room(n int) []float32 {
	if len(k.memory) < n {
		k.memory = make([]float32, n)
	}
	return k.memory[:n]
}
