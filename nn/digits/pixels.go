package digits

import "fmt"

// CheckPixels returns an error unless p is an image for a network: 784 numbers, each from 0 (paper) to 1 (ink).
func CheckPixels(p []float64) error {
	if len(p) != Pixels {
		return fmt.Errorf("digits: %d pixels, want %d", len(p), Pixels)
	}
	for i, v := range p {
		if !(v >= 0 && v <= 1) { // refuses NaN too
			return fmt.Errorf("digits: pixel %d is %v, outside 0 to 1", i, v)
		}
	}
	return nil
}
