package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// page runs a test binary, and has its output and its exit code when it is done.
const page = `<!DOCTYPE html><html lang="en"><title>Kernels are tested</title><link rel="icon" href="data:,">
<script src="/web/wasm_exec.js"></script><script src="/web/kernels.js"></script>
<script>
  const done = (async () => {
    const go = new Go();
    go.argv = ["simd.test", "-test.v", "-test.run=^Test"]; // a fuzz test wants to read files
    let output = "", code = -1;
    const text = new TextDecoder();
    globalThis.fs.writeSync = (_, bytes) => {
      output += text.decode(bytes);
      return bytes.length;
    };
    go.exit = (c) => {
      code = c;
      for (const timer of go._scheduledTimeouts.values()) clearTimeout(timer); // the program's clock would call a program that has ended
    };
    const module = await WebAssembly.compileStreaming(fetch("/simd.test"));
    await go.run(await instantiateWithKernels(module, go.importObject));
    return { output, code };
  })();
</script>`

// The tests of wasm/simd, which run natively in wazero, run in a browser, too.
func TestInBrowser(t *testing.T) {
	program := filepath.Join(t.TempDir(), "simd.test")
	cmd := exec.Command("go", "test", "-c", "-o", program, "../../wasm/simd")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, out)
	}
	b, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	serve := func(path, mediaType string, body []byte) browsertest.Option {
		return browsertest.Route(path, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", mediaType)
			w.Write(body)
		}))
	}
	p := browsertest.Open(t, "/kernels.html", serve("/kernels.html", "text/html; charset=utf-8", []byte(page)),
		serve("/simd.test", "application/wasm", b))
	result := browsertest.Eval[struct {
		Output string
		Code   int
	}](p, `done`)
	if result.Code != 0 {
		t.Errorf("the tests end with code %d:\n%s", result.Code, result.Output)
	}
	t.Logf("%s", result.Output)
}
