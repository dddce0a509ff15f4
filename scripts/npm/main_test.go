package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/version"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

// written is a folder with the package.
func written(t *testing.T) (dir string, read func(name string) string) {
	dir = filepath.Join(t.TempDir(), "package")
	for range 2 { // over what is there, too
		if err := write(filepath.Join("..", ".."), dir); err != nil {
			t.Fatal(err)
		}
	}
	return dir, func(name string) string {
		t.Helper()
		body, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
}

// The package is of this version, and has every file that it names.
func TestPackage(t *testing.T) {
	dir, read := written(t)
	var manifest struct {
		Name, Version, Types string
		Exports              map[string]map[string]string
	}
	if err := json.Unmarshal([]byte(read("package.json")), &manifest); err != nil {
		t.Fatal(err)
	}
	if manifest.Name != "inkgrad" || manifest.Version != version.Current {
		t.Errorf("it is %s %s, want inkgrad %s", manifest.Name, manifest.Version, version.Current)
	}
	named := []string{"README.md", "LICENSE", manifest.Types}
	for _, file := range manifest.Exports["."] {
		named = append(named, file)
	}
	for name := range files {
		if !strings.HasSuffix(name, ".js") {
			continue
		}
		for _, m := range regexp.MustCompile(`(?m)(?: from |^import |import\()"(\.[^"]+)"`).
			FindAllStringSubmatch(read(name), -1) {
			named = append(named, m[1])
		}
	}
	if len(named) < 6 {
		t.Errorf("it names %v alone", named)
	}
	for _, name := range named {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("it names a file that it lacks: %v", err)
		}
	}
}

// A program that has the package in it says where Inkgrad is; one that does not is told so.
func TestPackageInAPage(t *testing.T) {
	dir, _ := written(t)
	inkgrad := browsertest.NewServer(browsertest.Built(t))
	t.Cleanup(inkgrad.Close)
	own := http.FileServer(http.Dir(dir))
	p := browsertest.Open(t, "/page", browsertest.Allow("another host was asked: "+inkgrad.URL+"/", "404 (Not Found)"),
		browsertest.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/page" {
				own.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, `<!DOCTYPE html><title>Bundled</title><link rel="icon" href="data:,"><main></main>
				<ink-grad panel="draw"></ink-grad><ink-grad panel="draw" src="%s"></ink-grad>
				<script type="module">
				import { Inkgrad } from "/embed.js";
				window.Inkgrad = Inkgrad;
				</script>`, inkgrad.URL)
		})))
	p.Wait("the package is there", "window.Inkgrad")
	got := browsertest.Eval[string](p, `Inkgrad.mount("main").catch((error) => error.code + ": " + error.message)`)
	if want := `bad-request: mount(): src is missing: say where Inkgrad is, as in "https://your.host/".`; got != want {
		t.Errorf("without src it says %q, want %q", got, want)
	}
	got = browsertest.Eval[string](p, `Inkgrad.mount("main", { src: "`+inkgrad.URL+`" }).then((pg) => pg.version)`)
	if got != version.Current {
		t.Errorf("with src it has an Inkgrad of version %q", got)
	}
	p.Run(`document.querySelectorAll("ink-grad").forEach((element) => element.start().catch(() => {}))`)
	p.Wait("the element without src says what it lacks", `document.querySelector("ink-grad").shadowRoot.
		querySelector(".failed")?.textContent.includes("src is missing")`)
	p.Wait("the other has its panel", `document.querySelectorAll("ink-grad")[1].shadowRoot.querySelector("iframe")`)
}
