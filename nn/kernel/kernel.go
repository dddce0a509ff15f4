// Package kernel holds the loops in which a network spends its time, except for products of matrices, which BLAS
// computes. Use replaces the float32 loops by others, as blas32.Use does. Nothing here knows where those come from.
//
//	kernel.ReLU(y, x) // y = max(x, 0), by the portable loop or by what Use was given
//
// Float64 always takes the portable loops, so that the gradient check, which needs float64, runs code that is easy
// to read.
//
// Slices are those of tensors, row-major, and hold exactly what the sizes say; the caller makes sure of that.
// Functions put the destination first. Those named Backward add to it, the others set it.
package kernel

// Float is an element type.
type Float interface{ float32 | float64 }

// Kernels are the loops. Portable has them in plain Go. Others must agree with it up to rounding, or exactly where a
// method says so.
type Kernels interface {
	// Gather sets row r of x to size bytes of images, at index[r]·size, divided by 255: exactly, as a division would.
	Gather(x []float32, images []byte, index []int, size int)
	// FastCSR reports whether a product with a CSR is faster than with a matrix that stores the zeros.
	FastCSR() bool
	// Unpack sets to to the images at index, their levels divided by 255: exactly, as a division would. to has room for
	// all their entries and for Pad more.
	Unpack(to *CSR, images *Images, index []int)
	// MulCSR sets c = a·b, and MulCSRTransposed adds aᵀ·b to c, where b and c have rows of n elements.
	MulCSR(c []float32, a *CSR, b []float32, n int)
	MulCSRTransposed(c []float32, a *CSR, b []float32, n int)
	// AddRow sets y to x, rows of b's length, plus b.
	AddRow(y, x, b []float32)
	// AddRowBackward adds the rows of dy to db.
	AddRowBackward(db, dy []float32)
	// AddPlane sets y to x, planes of size elements, plus an element of b for each plane, starting again after the
	// last. Exactly.
	AddPlane(y, x, b []float32, size int)
	// AddPlaneBackward adds to each element of db the sum of its planes of dy.
	AddPlaneBackward(db, dy []float32, size int)
	// ReLU sets y = max(x, 0). A NaN stays a NaN. Exactly.
	ReLU(y, x []float32)
	// ReLUBackward adds dy to dx where y > 0. Exactly.
	ReLUBackward(dx, dy, y []float32)
	// Sigmoid sets y = 1 / (1 + exp(−x)), and Tanh y = tanh x.
	Sigmoid(y, x []float32)
	Tanh(y, x []float32)
	// Softmax sets each row of cols elements of y to exp(x) / Σ exp(x), and logs, one a row, to log Σ exp(x).
	Softmax(y []float32, logs []float64, x []float32, cols int)
	// MaxPool sets each element of y to the largest of its window in x, and from to the index of that. Exactly.
	MaxPool(y []float32, from []int32, x []float32, p Pool)
	// Scatter adds each element of dy to the element of dx that from names. Exactly.
	Scatter(dx, dy []float32, from []int32)
	// Momentum, AdaGrad, RMSProp and Adam take a step of the optimizer of that name: w by its gradient g, and what is
	// remembered of it; see package train for the formulas. Exactly.
	Momentum(w, v, g []float32, mu, eta float32)
	AdaGrad(w, h, g []float32, eta float32)
	RMSProp(w, h, g []float32, rho, eta float32)
	Adam(w, m, v, g []float32, b1, b2, eta float32)
	// Convolve computes a Convolution, or does nothing and returns false: then the caller computes it as a product of
	// matrices.
	Convolve(y, x, w []float32, c Convolution) bool
	// ConvolveBackward does the same for its gradients. It skips a dx or dw that is nil.
	ConvolveBackward(dx, dw, dy, x, w []float32, c Convolution) bool
}

// Pool is a window of Size×Size, Stride from place to place, over planes of H×W elements: OH×OW places.
type Pool struct{ H, W, Size, Stride, OH, OW int }

// Convolution is a convolution of N images C×H×W, with Pad zeros around them, by F filters C×KH×KW, Stride from place
// to place: N×F×OH×OW.
type Convolution struct{ N, C, H, W, F, KH, KW, Stride, Pad, OH, OW int }

// Entry is an element of a matrix: its column and its value.
type Entry struct {
	Column int32
	Value  float32
}

// CSR is a matrix with mostly zeros, as compressed sparse rows: row r has the Entries from Start[r] to Start[r+1]-1,
// with ascending columns. All other elements are 0.
type CSR struct {
	Start   []int32
	Entries []Entry // or more than there are
}

// Rows returns how many rows there are.
func (a *CSR) Rows() int { return len(a.Start) - 1 }

// Row returns the entries of row r.
func (a *CSR) Row(r int) []Entry { return a.Entries[a.Start[r]:a.Start[r+1]] }

// Images are images as compressed sparse rows with bytes as values: image i has the level Level[e] at Place[e] for e
// from Start[i] to Start[i+1]-1. Place and Level have Pad more elements after the last.
type Images struct {
	Start []int32
	Place []uint16
	Level []byte
}

// Pad is how many elements a loop may read beyond those of an image.
const Pad = 7

var current Kernels = &Portable{}

// Use replaces the float32 loops by k. It is for main, before anything computes.
func Use(k Kernels) { current = k }

// Implementation returns the present float32 loops.
func Implementation() Kernels { return current }

// Gather and the functions below are described at Kernels.
func Gather[T Float](x []T, images []byte, index []int, size int) {
	if x, ok := any(x).([]float32); ok {
		current.Gather(x, images, index, size)
		return
	}
	gather(x, images, index, size)
}

// FastCSR is true for float32 only: a CSR is float32.
func FastCSR[T Float]() bool {
	var zero T
	_, single := any(zero).(float32)
	return single && current.FastCSR()
}

func Unpack(to *CSR, images *Images, index []int) { current.Unpack(to, images, index) }

// MulCSR panics for float64, as does MulCSRTransposed.
func MulCSR[T Float](c []T, a *CSR, b []T, n int) {
	current.MulCSR(any(c).([]float32), a, any(b).([]float32), n)
}

func MulCSRTransposed[T Float](c []T, a *CSR, b []T, n int) {
	current.MulCSRTransposed(any(c).([]float32), a, any(b).([]float32), n)
}

func AddRow[T Float](y, x, b []T) {
	if y, ok := any(y).([]float32); ok {
		current.AddRow(y, any(x).([]float32), any(b).([]float32))
		return
	}
	addRow(y, x, b)
}

func AddRowBackward[T Float](db, dy []T) {
	if db, ok := any(db).([]float32); ok {
		current.AddRowBackward(db, any(dy).([]float32))
		return
	}
	addRowBackward(db, dy)
}

func AddPlane[T Float](y, x, b []T, size int) {
	if y, ok := any(y).([]float32); ok {
		current.AddPlane(y, any(x).([]float32), any(b).([]float32), size)
		return
	}
	addPlane(y, x, b, size)
}

func AddPlaneBackward[T Float](db, dy []T, size int) {
	if db, ok := any(db).([]float32); ok {
		current.AddPlaneBackward(db, any(dy).([]float32), size)
		return
	}
	addPlaneBackward(db, dy, size)
}

func ReLU[T Float](y, x []T) {
	if y, ok := any(y).([]float32); ok {
		current.ReLU(y, any(x).([]float32))
		return
	}
	relu(y, x)
}

func ReLUBackward[T Float](dx, dy, y []T) {
	if dx, ok := any(dx).([]float32); ok {
		current.ReLUBackward(dx, any(dy).([]float32), any(y).([]float32))
		return
	}
	reluBackward(dx, dy, y)
}

func Sigmoid[T Float](y, x []T) {
	if y, ok := any(y).([]float32); ok {
		current.Sigmoid(y, any(x).([]float32))
		return
	}
	sigmoid(y, x)
}

func Tanh[T Float](y, x []T) {
	if y, ok := any(y).([]float32); ok {
		current.Tanh(y, any(x).([]float32))
		return
	}
	tanh(y, x)
}

func Softmax[T Float](y []T, logs []float64, x []T, cols int) {
	if y, ok := any(y).([]float32); ok {
		current.Softmax(y, logs, any(x).([]float32), cols)
		return
	}
	softmax(y, logs, x, cols)
}

func MaxPool[T Float](y []T, from []int32, x []T, p Pool) {
	if y, ok := any(y).([]float32); ok {
		current.MaxPool(y, from, any(x).([]float32), p)
		return
	}
	maxPool(y, from, x, p)
}

func Scatter[T Float](dx, dy []T, from []int32) {
	if dx, ok := any(dx).([]float32); ok {
		current.Scatter(dx, any(dy).([]float32), from)
		return
	}
	scatter(dx, dy, from)
}

func Convolve[T Float](y, x, w []T, c Convolution) bool {
	if y, ok := any(y).([]float32); ok {
		return current.Convolve(y, any(x).([]float32), any(w).([]float32), c)
	}
	return false
}

func ConvolveBackward[T Float](dx, dw, dy, x, w []T, c Convolution) bool {
	if dx, ok := any(dx).([]float32); ok {
		return current.ConvolveBackward(dx, any(dw).([]float32), any(dy).([]float32), any(x).([]float32),
			any(w).([]float32), c)
	}
	return false
}
