package crosstest_test

import (
	"encoding/base64"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/sessiontest"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

// inChromium trains in Chromium, and returns the digest of the parameters.
func inChromium(t *testing.T) string {
	t.Helper()
	p := browsertest.Open(t, "/#"+sessiontest.Steps300, browsertest.Before(`
		HTMLAnchorElement.prototype.click = () => {};
		URL.createObjectURL = (blob) => { window.saved = blob; return "about:blank"; };`))
	p.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
	p.Click(button)
	p.Wait("it is trained", stepOf+` === "300" && !(`+running+`)`)
	p.Run(`document.querySelector(".keep").open = true`)
	p.Click(".keep-buttons button")
	p.Wait("it is saved", `window.saved`)
	file, err := base64.StdEncoding.DecodeString(browsertest.Eval[string](p,
		`saved.arrayBuffer().then((file) => btoa(Array.from(new Uint8Array(file), (b) => String.fromCharCode(b)).join("")))`))
	if err != nil {
		t.Fatal(err)
	}
	return sessiontest.Digest(t, file)
}
