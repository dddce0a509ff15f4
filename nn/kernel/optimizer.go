package kernel

import "math"

// Tiny is added to the root of a sum of squares, to avoid a division by zero, as in the book.
const Tiny = 1e-7

func Momentum[T Float](w, v, g []T, mu, eta T) {
	if w, ok := any(w).([]float32); ok {
		current.Momentum(w, any(v).([]float32), any(g).([]float32), float32(mu), float32(eta))
		return
	}
	momentum(w, v, g, mu, eta)
}

func AdaGrad[T Float](w, h, g []T, eta T) {
	if w, ok := any(w).([]float32); ok {
		current.AdaGrad(w, any(h).([]float32), any(g).([]float32), float32(eta))
		return
	}
	adaGrad(w, h, g, eta)
}

func RMSProp[T Float](w, h, g []T, rho, eta T) {
	if w, ok := any(w).([]float32); ok {
		current.RMSProp(w, any(h).([]float32), any(g).([]float32), float32(rho), float32(eta))
		return
	}
	rmsProp(w, h, g, rho, eta)
}

func Adam[T Float](w, m, v, g []T, b1, b2, eta T) {
	if w, ok := any(w).([]float32); ok {
		current.Adam(w, any(m).([]float32), any(v).([]float32), any(g).([]float32), float32(b1), float32(b2),
			float32(eta))
		return
	}
	adam(w, m, v, g, b1, b2, eta)
}

func (*Portable) Momentum(w, v, g []float32, mu, eta float32)    { momentum(w, v, g, mu, eta) }
func (*Portable) AdaGrad(w, h, g []float32, eta float32)         { adaGrad(w, h, g, eta) }
func (*Portable) RMSProp(w, h, g []float32, rho, eta float32)    { rmsProp(w, h, g, rho, eta) }
func (*Portable) Adam(w, m, v, g []float32, b1, b2, eta float32) { adam(w, m, v, g, b1, b2, eta) }

// Each product is converted to T before it is added: so it is rounded by itself, even on processors with a fused
// multiply-add.

func momentum[T Float](w, v, g []T, mu, eta T) {
	for i, g := range g {
		v[i] = T(mu*v[i]) - T(eta*g)
		w[i] += v[i]
	}
}

func adaGrad[T Float](w, h, g []T, eta T) {
	for i, g := range g {
		h[i] += T(g * g)
		w[i] -= eta * g / (sqrt(h[i]) + Tiny)
	}
}

func rmsProp[T Float](w, h, g []T, rho, eta T) {
	for i, g := range g {
		h[i] = T(rho*h[i]) + T((1-rho)*g*g)
		w[i] -= eta * g / (sqrt(h[i]) + Tiny)
	}
}

func adam[T Float](w, m, v, g []T, b1, b2, eta T) {
	for i, g := range g {
		m[i] += T(b1 * (g - m[i]))
		v[i] += T(b2 * (T(g*g) - v[i]))
		w[i] -= eta * m[i] / (sqrt(v[i]) + Tiny)
	}
}

func sqrt[T Float](v T) T { return T(math.Sqrt(float64(v))) }
