// Package sessiontest holds all that trains to the same bits: the engine run natively, and in browsers.
package sessiontest

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/safetensors"
)

// Steps300 are the settings of a short training, as a link has them.
const Steps300 = "dataSize=10000&iterations=300"

//go:embed steps300.txt
var steps300 string

// Recorded returns the Digest of the network that is trained by Steps300. TestBits of package simd records it.
func Recorded() string { return strings.TrimSpace(steps300) }

// Digest returns the SHA-256 of a saved network's parameters, without the optimizer's memory.
func Digest(t testing.TB, file []byte) string {
	t.Helper()
	f, err := safetensors.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.New()
	for _, tensor := range f.Tensors {
		if strings.HasPrefix(tensor.Name, "optimizer.") {
			continue
		}
		for _, v := range tensor.Data {
			hash.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(v)))
		}
	}
	return hex.EncodeToString(hash.Sum(nil))
}
