package kernel

import (
	"math"
	"slices"
)

// Portable are the Kernels in plain Go.
type Portable struct{}

func (*Portable) Gather(x []float32, images []byte, index []int, size int) {
	gather(x, images, index, size)
}
func (*Portable) AddRow(y, x, b []float32)                    { addRow(y, x, b) }
func (*Portable) AddRowBackward(db, dy []float32)             { addRowBackward(db, dy) }
func (*Portable) AddPlane(y, x, b []float32, size int)        { addPlane(y, x, b, size) }
func (*Portable) AddPlaneBackward(db, dy []float32, size int) { addPlaneBackward(db, dy, size) }
func (*Portable) ReLU(y, x []float32)                         { relu(y, x) }
func (*Portable) ReLUBackward(dx, dy, y []float32)            { reluBackward(dx, dy, y) }
func (*Portable) Sigmoid(y, x []float32)                      { sigmoid(y, x) }
func (*Portable) Tanh(y, x []float32)                         { tanh(y, x) }
func (*Portable) Softmax(y []float32, logs []float64, x []float32, cols int) {
	softmax(y, logs, x, cols)
}
func (*Portable) MaxPool(y []float32, from []int32, x []float32, p Pool)       { maxPool(y, from, x, p) }
func (*Portable) Scatter(dx, dy []float32, from []int32)                       { scatter(dx, dy, from) }
func (*Portable) Convolve(_, _, _ []float32, _ Convolution) bool               { return false }
func (*Portable) ConvolveBackward(_, _, _, _, _ []float32, _ Convolution) bool { return false }

func gather[T Float](x []T, images []byte, index []int, size int) {
	var level [256]T // as exact as a division for each pixel, and natively in 0.4 of the time
	for i := range level {
		level[i] = T(i) / 255
	}
	for row, i := range index {
		dst, src := x[row*size:(row+1)*size], images[i*size:(i+1)*size]
		for j := range dst {
			dst[j] = level[src[j]]
		}
	}
}

// FastCSR is false: gonum's products skip zeros, too, and natively they are vectorized.
func (*Portable) FastCSR() bool { return false }

func (*Portable) Unpack(to *CSR, images *Images, index []int) {
	n := int32(0)
	for r, i := range index {
		to.Start[r] = n
		for e := images.Start[i]; e < images.Start[i+1]; e++ {
			to.Entries[n] = Entry{int32(images.Place[e]), float32(images.Level[e]) / 255}
			n++
		}
	}
	to.Start[len(index)] = n
}

func (*Portable) MulCSR(c []float32, a *CSR, b []float32, n int) {
	clear(c)
	for r := range a.Rows() {
		for _, e := range a.Row(r) {
			addRows(c[r*n:(r+1)*n], e.Value, b[int(e.Column)*n:])
		}
	}
}

func (*Portable) MulCSRTransposed(c []float32, a *CSR, b []float32, n int) {
	for r := range a.Rows() {
		for _, e := range a.Row(r) {
			addRows(c[int(e.Column)*n:int(e.Column+1)*n], e.Value, b[r*n:])
		}
	}
}

// addRows adds alpha·x to y.
func addRows(y []float32, alpha float32, x []float32) {
	for i := range y {
		y[i] += alpha * x[i]
	}
}

func addRow[T Float](y, x, b []T) {
	for row := 0; row < len(y); row += len(b) {
		for i, v := range b {
			y[row+i] = x[row+i] + v
		}
	}
}

func addRowBackward[T Float](db, dy []T) {
	for row := 0; row < len(dy); row += len(db) {
		for i := range db {
			db[i] += dy[row+i]
		}
	}
}

func addPlane[T Float](y, x, b []T, size int) {
	for plane := 0; plane < len(y); plane += size {
		v := b[plane/size%len(b)]
		for i := plane; i < plane+size; i++ {
			y[i] = x[i] + v
		}
	}
}

func addPlaneBackward[T Float](db, dy []T, size int) {
	for plane := 0; plane < len(dy); plane += size {
		var sum T
		for _, d := range dy[plane : plane+size] {
			sum += d
		}
		db[plane/size%len(db)] += sum
	}
}

func relu[T Float](y, x []T) {
	for i, v := range x {
		y[i] = max(v, 0)
	}
}

func reluBackward[T Float](dx, dy, y []T) {
	for i, v := range y {
		if v > 0 {
			dx[i] += dy[i]
		}
	}
}

func sigmoid[T Float](y, x []T) {
	for i, v := range x {
		// exp overflows to +Inf for a very negative x, and 1/Inf is the right 0.
		y[i] = T(1 / (1 + math.Exp(-float64(v))))
	}
}

func tanh[T Float](y, x []T) {
	for i, v := range x {
		y[i] = T(math.Tanh(float64(v)))
	}
}

// softmax subtracts each row's largest element, so that nothing overflows.
func softmax[T Float](y []T, logs []float64, x []T, cols int) {
	for r := range logs {
		row, out := x[r*cols:(r+1)*cols], y[r*cols:(r+1)*cols]
		top := float64(slices.Max(row))
		sum := 0.0
		for i, v := range row {
			e := math.Exp(float64(v) - top)
			out[i] = T(e)
			sum += e
		}
		for i := range out {
			out[i] = T(float64(out[i]) / sum)
		}
		logs[r] = top + math.Log(sum)
	}
}

// maxPool takes the first of equal elements, row by row. A NaN is the largest of all.
func maxPool[T Float](y []T, from []int32, x []T, p Pool) {
	at := 0
	for plane := 0; at < len(y); plane += p.H * p.W {
		for place := range p.OH * p.OW {
			corner := plane + (place/p.OW*p.W+place%p.OW)*p.Stride
			best, index := x[corner], corner
			for i := range p.Size {
				row := corner + i*p.W
				for j, v := range x[row : row+p.Size] {
					if v > best || v != v {
						best, index = v, row+j
					}
				}
			}
			y[at], from[at] = best, int32(index)
			at++
		}
	}
}

func scatter[T Float](dx, dy []T, from []int32) {
	for i, at := range from {
		dx[at] += dy[i]
	}
}
