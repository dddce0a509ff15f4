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
	secret := []string{sign.Wrong, sign.Explanation, "puzzle-explanation"}
	with := func(more ...string) []string { return append(more, secret...) }
	for _, c := range []struct {
		answers    []string
		has, lacks []string
	}{
		{nil, []string{"W2 differs."}, with("It is in Affine2", "✓ Right")},
		{[]string{"ReLU1"}, []string{"✗ No. It is not in ReLU1.", "Show the answer"}, with("It is in Affine2")},
		{[]string{"ReLU1", "Affine1"}, []string{"✗ No. It is not in Affine1."}, with("It is in Affine2")},
		{[]string{"ReLU1", statetest.Shown}, []string{"It is in Affine2."}, with("✓ Right", "✗ No.")},
		{[]string{"ReLU1", "Affine2"}, []string{"✓ Right. It is in Affine2."}, with("✗ No.", "Show the answer")},
		{[]string{"Affine2"}, []string{"✓ Right. It is in Affine2."}, with("Show the answer")},
		{[]string{"Affine2", "stale"}, []string{"✗ No. It is another one."}, secret},
		{[]string{"Affine2", "stale", statetest.Shown},
			[]string{"It is explained below.", sign.Wrong, sign.Right, sign.Explanation, "A sign, in Affine2."},
			[]string{"✗ No."}},
		{[]string{"Affine2", "sign"}, []string{"✓ Right. It is explained below.", sign.Wrong, sign.Explanation},
			[]string{"✗ No."}},
	} {
		got := html(t, statetest.Solved(c.answers...))
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("after %q the page does not say %q", c.answers, want)
			}
		}
		for _, unwanted := range c.lacks {
			if strings.Contains(got, unwanted) {
				t.Errorf("after %q the page says %q", c.answers, unwanted)
			}
		}
	}
	// Neither does the document depend on what is planted: another mistake with the same numbers gives the same page.
	other := statetest.Solved()
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
