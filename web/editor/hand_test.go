package editor

import (
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestDropPlace(t *testing.T) {
	boxes := []span{{0, 40}, {40, 80}, {120, 40}, {160, 40}} // middles at 20, 80, 140 and 180
	for _, c := range []struct {
		from int
		dy   float64
		to   int
	}{
		{0, 0, 0}, {0, 59, 0}, {0, 61, 1}, {0, 121, 2}, {0, 1000, 3},
		{3, -39, 3}, {3, -41, 2}, {3, -1000, 0}, {1, -61, 0}, {1, 61, 2},
	} {
		if got := dropPlace(boxes, c.from, c.dy); got != c.to {
			t.Errorf("row %d moved by %v comes to %d, want %d", c.from, c.dy, got, c.to)
		}
		var room []float64
		for i := range boxes {
			if i != c.from {
				room = append(room, makesRoom(i, c.from, c.to))
			}
		}
		moved := 0
		for _, r := range room {
			if r != 0 {
				moved++
			}
		}
		if want := max(c.from, c.to) - min(c.from, c.to); moved != want || slices.Contains(room, 2) {
			t.Errorf("row %d to %d: the others move by %v", c.from, c.to, room)
		}
	}
}

// The code is that of the last network that fits, whatever is being edited.
func TestCodeOfWhatFits(t *testing.T) {
	d := control.New(hub.New(nil))
	d.Update(func(now *state.State) {
		*now = statetest.SetLayer(statetest.Editing(statetest.Convolutional), 0, "kernel", "29").
			WithFold(state.FoldProgram, true)
	})
	for inGo, want := range map[bool]string{true: "Filters: 8, Kernel: 5", false: "np.random.randn(8, 1, 5, 5)"} {
		d.Update(func(s *state.State) { s.Code = s.Code.In(inGo) })
		c := &networkCode{Desk: d}
		tester := app.NewServerTester(c)
		got := app.HTMLString(c)
		tester.Close()
		if !strings.Contains(got, want) || !strings.Contains(got, "the last network whose layers fit together") {
			t.Errorf("in Go %v: it lacks %q or what that is", inGo, want)
		}
	}
}
