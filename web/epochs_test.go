//go:build !js

package web_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// The accuracies by epoch grow with the training, and are copied as they stand.
func TestAccuracyByEpoch(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12&dataSize=10000&iterations=250",
		browsertest.Before(`navigator.clipboard.writeText = async (text) => { window.copied = text; };`))
	p.Click(".epochs > summary")
	p.Wait("it says what comes", `document.querySelector(".epochs").textContent.includes("each epoch adds a row")`)
	p.Click(trainBtn)
	const rows = `[...document.querySelectorAll(".epochs tbody tr")].map((r) => [...r.children].map((c) => c.textContent))`
	p.Wait("three rows are there, and it has stopped", rows+`.length === 3 && !(`+running+`)`)
	got := browsertest.Eval[[][]string](p, rows)
	want := "epoch,step,train,test\n"
	for i, r := range got {
		if len(r) != 4 || r[0] != []string{"0", "1", "2"}[i] || r[1] != []string{"0", "100", "200"}[i] ||
			!strings.HasPrefix(r[2], "0.") || len(r[3]) != len("0.9000") || i > 0 && r[3] <= got[i-1][3] {
			t.Errorf("row %d is %q", i, r)
		}
		want += strings.Join(r, ",") + "\n"
	}
	p.Screenshot("rows")
	p.Click(".epochs .row button")
	p.Wait("they are copied", `document.querySelector(".epochs [role=status]").textContent === "Copied, 3 rows."`)
	if text := browsertest.Eval[string](p, "copied"); text != want {
		t.Errorf("copied %q, want %q", text, want)
	}
}
