package main

import "testing"

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		in   []float64
		want float64
	}{{[]float64{7}, 7}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 1, 2, 100}, 3}} {
		if got := median(c.in); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.in, got, c.want)
		}
	}
	in := []float64{3, 1, 2}
	if median(in); in[0] != 3 {
		t.Errorf("the samples became %v", in)
	}
}

func TestNumber(t *testing.T) {
	for in, want := range map[float64]string{1493566: "1493566", 123.4: "123", 46.82: "46.8", 9.876: "9.88"} {
		if got := figureText(in); got != want {
			t.Errorf("%v is written %q, want %q", in, got, want)
		}
	}
}
