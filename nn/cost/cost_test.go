package cost_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
)

type spy struct {
	*testing.T
	said string
}

func (s *spy) Errorf(format string, args ...any) { s.said += fmt.Sprintf(format, args...) }

var kept []byte

func TestBound(t *testing.T) {
	for name, c := range map[string]struct {
		size, takes int
		want        string
	}{
		"little":              {10, 1 << 20, ""},
		"much":                {10, cost.Memory + 1<<20, "10 bytes took"},
		"much of a long file": {1 << 20, cost.Memory + 1<<20, ""},
	} {
		s := &spy{T: t}
		end := cost.Bound(s, c.size)
		kept = make([]byte, c.takes)
		end()
		if (s.said == "") != (c.want == "") || !strings.Contains(s.said, c.want) {
			t.Errorf("%s: the test was told %q, want %q", name, s.said, c.want)
		}
	}
}
