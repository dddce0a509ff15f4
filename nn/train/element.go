package train

import "math"

// How a GradientCheck judges one element: by a central difference with its step h where no kink lies within ±h, or
// else by a difference to one side, towards the piece that Backward took, or else with a smaller step. Where that
// differs from backpropagation by more than rounding and a little truncation explain, other steps are tried before
// the element is called wrong.

const (
	// roundings is how many roundings a value has seen, about: each is off by half a unit in the last place.
	roundings = 8
	// slightly is the part of the largest gradient of a parameter, and partly that of the gradient itself, that
	// truncation may explain without a closer look. A mistake in a backward pass spoils more.
	slightly, partly = 1e-7, 1e-5
	// largestStep is the largest with which an element is looked at again.
	largestStep = 1e-2
)

// judge judges elements of a parameter.
type judge struct {
	h        float64
	unit     float64 // half a unit in the last place of 1
	loss     float64 // with the parameters as they are
	noise    float64 // how far rounding may move the loss
	slack    float64 // see GradientCheck.Slack
	scale    float64 // the largest gradient of the parameter
	backprop float64 // the gradient of the element
	// at returns the loss with the element moved by d, and whether a kink was crossed.
	at func(d float64) (loss float64, crossed bool)
}

// estimate is a numerical gradient with step h, and how far rounding may have moved it.
type estimate struct{ value, h, rounding float64 }

// judgement is what came out for an element.
type judgement int

const (
	agrees judgement = iota
	differs
	onKink // no step decides
)

// element compares the element. Value is what to tell as its numerical gradient; coarse says that at h the two differ,
// and at another step they do not.
func (j *judge) element() (value float64, verdict judgement, coarse bool) {
	v, central, ok := j.estimate(j.h)
	for h := j.h / 10; !ok && h >= j.least(); h /= 10 {
		v, _, ok = j.estimate(h)
	}
	switch {
	case !ok:
		return v.value, onKink, false
	case j.within(v):
		return v.value, agrees, false
	case j.stands(v):
		return v.value, differs, false
	}
	return v.value, agrees, central
}

// least is the smallest step that is worth trying: a smaller one rounds more than it gains.
func (j *judge) least() float64 { return math.Sqrt(j.unit) }

// stands says whether a difference stands up to a closer look. Truncation goes away with smaller steps, rounding with
// larger ones, and either shows in that the estimates differ from each other as they do from backpropagation.
func (j *judge) stands(v estimate) bool {
	stands, best := true, math.Inf(1)
	before := v
	for h, seen := v.h/10, false; h >= j.least() || !seen; h /= 10 {
		now, _, ok := j.estimate(h)
		if !ok {
			break
		}
		if j.within(now) {
			return false
		}
		spread, off := math.Abs(now.value-before.value), math.Abs(now.value-j.backprop)
		if unsure := spread + now.rounding; unsure < best {
			best = unsure
			stands = !(off <= 4*spread+j.allowed(now)) // a NaN stands
		}
		if off > 100*best {
			return true
		}
		before, seen = now, true
	}
	for h := 10 * v.h; stands && h <= largestStep; h *= 10 {
		if now, _, ok := j.estimate(h); ok && j.within(now) {
			return false
		}
	}
	return stands
}

// within says that an estimate agrees with backpropagation.
func (j *judge) within(v estimate) bool { return math.Abs(v.value-j.backprop) <= j.allowed(v) }

// allowed is how far an estimate may be from a gradient that is right.
func (j *judge) allowed(v estimate) float64 {
	return v.rounding + (slightly+j.slack)*j.scale + partly*max(math.Abs(v.value), math.Abs(j.backprop))
}

// estimate returns the numerical gradient with step h: central, or, where a kink lies on one side, by a formula of the
// second order on the other,
//
//	( −3·f(w) + 4·f(w + h) − f(w + 2h) ) / 2h        or the same with −h
//
// Ok is false where there are kinks on both.
func (j *judge) estimate(h float64) (v estimate, central, ok bool) {
	up, upCrossed := j.at(h)
	down, downCrossed := j.at(-h)
	v = estimate{(up - down) / (2 * h), h, j.noise / h}
	if !upCrossed && !downCrossed {
		return v, true, true
	}
	side := up
	if upCrossed {
		side, h = down, -h
	}
	if upCrossed && downCrossed {
		return v, false, false
	}
	far, crossed := j.at(2 * h)
	v.value = (-3*j.loss + 4*side - far) / (2 * h)
	v.rounding *= 4
	return v, false, !crossed
}
