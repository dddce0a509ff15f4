package train

import "testing"

func TestDifference(t *testing.T) {
	for _, c := range []struct {
		a, b float64
		want string
	}{{0.9687, 0.9687, "0"}, {0.96868, 0.9687, "0"}, {0.9688, 0.9687, "+0.0001"}, {0.1, 0.1213, "−0.0213"},
		{0.96874, 0.96876, "−0.0001"}} {
		if got := difference(c.a, c.b); got != c.want {
			t.Errorf("%v and %v differ by %s, want %s", c.a, c.b, got, c.want)
		}
	}
}
