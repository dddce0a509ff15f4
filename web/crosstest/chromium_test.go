package crosstest_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/safetensors"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

// steps300 are the settings of a short training, as a link has them.
const steps300 = "dataSize=10000&iterations=300"

// natively returns the digest of the parameters to which the engine trains natively, which TestBits of package simd
// records.
func natively(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../wasm/simd/testdata/steps300.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

// inChromium trains in Chromium, and returns the digest of the parameters.
func inChromium(t *testing.T) string {
	t.Helper()
	p := browsertest.Open(t, "/#"+steps300, browsertest.Before(`
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
	return digest(t, file)
}

// digest returns the SHA-256 of a file's parameters.
func digest(t *testing.T, file []byte) string {
	t.Helper()
	f, err := safetensors.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.New()
	for _, tensor := range f.Tensors {
		if strings.HasPrefix(tensor.Name, "optimizer.") {
			continue // its memory
		}
		for _, v := range tensor.Data {
			hash.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(v)))
		}
	}
	return hex.EncodeToString(hash.Sum(nil))
}
