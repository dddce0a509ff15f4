package check

import (
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// Whoever looks into the document finds no more than whoever looks at the page.
func TestThePageKeepsTheAnswer(t *testing.T) {
	sign := protocol.Bugs()[0]
	for _, c := range []struct {
		layer, bug string
		has, lacks []string
	}{
		{"", "", []string{"W2 differs."}, []string{sign.Wrong, sign.Explanation, "It is in Affine2", "✓ Right",
			"puzzle-explanation"}},
		{"ReLU1", "", []string{"✗ No. It is in Affine2."},
			[]string{sign.Wrong, sign.Explanation, "puzzle-explanation"}},
		{"Affine2", "", []string{"✓ Right. It is in Affine2."},
			[]string{sign.Wrong, sign.Explanation, "puzzle-explanation"}},
		{"Affine2", "stale", []string{"✗ No. It is another one", sign.Wrong, sign.Right, sign.Explanation,
			"A sign, in Affine2."}, nil},
		{"Affine2", "sign", []string{"✓ Right.<", sign.Wrong, sign.Explanation}, []string{"✗ No."}},
	} {
		got := html(t, statetest.Solved(c.layer, c.bug))
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("after %q, %q the page does not say %q", c.layer, c.bug, want)
			}
		}
		for _, unwanted := range c.lacks {
			if strings.Contains(got, unwanted) {
				t.Errorf("after %q, %q the page says %q", c.layer, c.bug, unwanted)
			}
		}
	}
	// Neither does the document depend on what is planted: another mistake with the same numbers gives the same page.
	other := statetest.Solved("", "")
	r := *other.Check.Planted
	r.Planted = &protocol.Planted{Bug: protocol.Bugs()[3], Scope: "ReLU1"}
	changed := other
	changed.Check = other.Check.With(func(k *state.Check) { k.Planted = &r })
	if sortedLines(html(t, other)) != sortedLines(html(t, changed)) {
		t.Error("the page differs with the mistake that is planted")
	}
}

// sortedLines makes two renderings comparable: go-app writes attributes in any order.
func sortedLines(html string) string {
	words := strings.Fields(strings.NewReplacer("<", " <", ">", " ").Replace(html))
	slices.Sort(words)
	return strings.Join(words, " ")
}
