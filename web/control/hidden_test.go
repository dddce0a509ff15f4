package control

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestHiddenAndLockedControls(t *testing.T) {
	d := New(hub.New(nil))
	d.Update(func(s *state.State) {
		s.Settings = s.Settings.With("hide", "seed, batchSize").With("lock", "learningRate")
	})
	if q := d.State().Settings.Wanted.Query(); q != "hide=seed,batchSize&lock=learningRate" {
		t.Errorf("the link is %q", q)
	}
	for name, want := range map[string]struct{ has, lacks string }{
		"seed":         {"hidden", "input"},
		"learningRate": {"disabled", "hidden "},
		"hidden":       {"input", "disabled"},
	} {
		html := app.HTMLString((&Setting{Desk: d, Row: name}).Render())
		if !strings.Contains(html, want.has) || strings.Contains(html, want.lacks) {
			t.Errorf("%s: %s", name, html)
		}
	}
	s := statetest.Set(d.State(), "lock", "learningRate,everything")
	if got := s.Settings.Errors["lock"]; !strings.Contains(got, "everything") || len(s.Settings.Wanted.Lock) != 1 {
		t.Errorf("a name that is none: %q, %v", got, s.Settings.Wanted.Lock)
	}
}
