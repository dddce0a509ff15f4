package scripts_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	module = "github.com/inkgrad/inkgrad"
	goapp  = "github.com/maxence-charriere/go-app/v9/pkg/app"
	gonum  = "gonum.org/v1/gonum"
)

// room is a folder, with all below it that is not a room of its own, and what may be imported there beside the standard
// library and the room itself: other rooms, by their very names, and modules of others.
type room struct {
	path string
	may  []string
	// why is what somebody who meets the wall wants to know.
	why string
}

// rooms is the plan of the house: an import that it does not name fails the test. A new room gets its line here.
var rooms = []room{
	{"nn", nil, "it is documentation, and the source of the operations as text, for a site to serve"},
	{"nn/tensor", []string{"nn/kernel", gonum},
		"it stands at the bottom, and is the one place that calls BLAS, so that faster kernels can be put under it"},
	{"nn/kernel", nil,
		"loops know slices and sizes, nothing else; what is faster is put into their place from outside"},
	{"nn/graph", []string{"nn/graph/snapshot", "nn/tensor"}, "a graph knows values and the Op interface, no operation"},
	{"nn/graph/snapshot", nil, "it is plain data for pages, which link no mathematics"},
	{"nn/op", []string{"nn/graph", "nn/kernel", "nn/tensor"},
		"an operation knows the graph, not the layers that use it"},
	{"nn/layer", []string{"nn/excerpt", "nn/layer/spec", "nn/op", "nn/graph", "nn/tensor"},
		"a layer only builds nodes; what trains them is another room's"},
	{"nn/layer/spec", []string{"nn/digits/form", "nn/excerpt", "nn/smalljson"},
		"it is plain data for pages, which link no mathematics"},
	{"nn/train", []string{"nn/train/method", "nn/layer", "nn/layer/spec", "nn/op", "nn/graph", "nn/kernel", "nn/tensor",
		"nn/digits", "nn/excerpt"},
		"training works without a session or a page"},
	{"nn/train/method", nil, "it is plain data for pages, which link no mathematics"},
	{"nn/digits", []string{"nn/digits/form", "nn/kernel", "nn/tensor"}, "data knows no network"},
	{"nn/digits/form", nil, "it is plain data for pages, which link no mathematics"},
	{"nn/reader", []string{"nn/train", "nn/layer", "nn/layer/spec", "nn/op", "nn/graph", "nn/tensor", "nn/digits",
		"nn/safetensors"},
		"a reader is a network and its file, and its looks are operations of a graph; who asks it is another room's"},
	{"nn/expr", []string{"nn/op", "nn/graph", "nn/tensor"}, "a formula is a graph like any other"},
	{"nn/lesson", []string{"nn/op", "nn/graph", "nn/graph/snapshot", "nn/tensor"},
		"a lesson changes a graph from outside, and knows neither training nor a page"},
	{"nn/cost", nil, "it is for the tests of whatever reads what others wrote"},
	{"nn/version", nil, "it is one name, for whatever shows it or writes it"},
	{"nn/safetensors", []string{"nn/excerpt", "nn/smalljson"}, "a file format knows bytes and shapes only"},
	{"nn/smalljson", []string{"nn/excerpt"}, "it is text and nothing else"},
	{"nn/excerpt", nil, "whatever answers somebody's text quotes it so, in any room"},
	{"nn/session", []string{"nn/train", "nn/train/method", "nn/layer", "nn/layer/spec", "nn/op", "nn/graph",
		"nn/graph/snapshot", "nn/tensor", "nn/digits",
		"nn/excerpt", "nn/expr", "nn/lesson", "nn/reader", "nn/safetensors", "nn/session/protocol",
		"nn/session/setting", "nn/session/timeline", "nn/version"},
		"a session is everything that the engine can do, without a browser"},
	{"nn/session/protocol", []string{"nn/digits/form", "nn/graph/snapshot", "nn/layer/spec", "nn/session/setting"},
		"it is plain data for pages, which link no mathematics"},
	{"nn/session/timeline", nil, "which moments to keep is a matter of steps and bytes; it knows no network"},
	{"nn/session/setting", []string{"nn/excerpt", "nn/layer/spec", "nn/smalljson", "nn/train/method"},
		"it is plain data for pages, which link no mathematics"},
	{"web", []string{"nn/digits/form", "nn/expr", "nn/graph/snapshot", "nn/session/protocol", "nn/session/setting",
		"nn/version", "web/bench", "web/chapter", "web/check",
		"web/classroom", "web/api", "web/formula", "web/author", "web/browser",
		"web/control",
		"web/draw",
		"web/engine", "web/figure", "web/fool", "web/graph", "web/graphview", "web/hub", "web/keep", "web/mistakes",
		"web/own", "web/panel", "web/phrase", "web/plot", "web/share", "web/shortlink", "web/state", "web/stepper",
		"web/train", "web/widget", goapp},
		"the page sends Commands and shows Events; what computes lives in the engine, which is another program"},
	{"web/palette", nil, "whatever draws takes its colours from here, icons and printed figures, too"},
	{"web/state", []string{"nn/digits/form", "nn/excerpt", "nn/session/protocol", "nn/session/setting", "nn/layer/spec",
		"nn/graph/snapshot", "nn/expr", "nn/train/method", "nn/version", "web/code", "web/engine", "web/moments",
		"web/palette", "web/phrase", "web/plot", "web/graphview", "web/guess", "web/lesson", "web/section",
		"web/unit"},
		"what the page knows is plain data, and what becomes of it is decided without a browser"},
	{"web/moments", []string{"nn/session/protocol", "web/phrase"},
		"which moment is looked at is decided without a browser, and without what is shown of it"},
	{"web/own", []string{"nn/digits/form", "nn/session/protocol", "web/browser", "web/control", "web/hub", "web/phrase",
		"web/state", "web/widget", goapp},
		"a room shows its part of the State, and asks at the desk; it knows no other room"},
	{"web/draw", []string{"nn/digits/form", "nn/session/protocol", "web/browser", "web/control", "web/engine",
		"web/hub", "web/own", "web/phrase", "web/state", "web/widget", goapp},
		"a drawing can get a label, so the room has that of the learner's drawings within it, and knows no other"},
	{"web/train", []string{"nn/digits/form", "nn/graph/snapshot", "nn/layer/spec", "nn/session/protocol",
		"nn/session/setting", "web/browser", "web/control", "web/editor", "web/engine", "web/graphview", "web/hub",
		"web/keep", "web/moments", "web/palette", "web/phrase", "web/plot", "web/state", "web/widget", goapp},
		"a network is built and kept where it is trained, so those two rooms are within this one; it knows no other"},
	{"web/editor", []string{"nn/digits/form", "nn/layer/spec", "web/browser", "web/code", "web/control", "web/hub",
		"web/phrase", "web/state", "web/widget", goapp},
		"a room shows its part of the State, and asks at the desk; it knows no other room"},
	{"web/mistakes", []string{"nn/digits/form", "nn/session/protocol", "web/browser", "web/control", "web/hub",
		"web/phrase", "web/state", "web/widget", goapp},
		"what is opened comes to the sheet by the State: it knows neither the drawing area nor the graph"},
	{"web/fool", []string{"nn/digits/form", "nn/session/protocol", "web/browser", "web/control", "web/engine",
		"web/graphview", "web/hub", "web/phrase", "web/plot", "web/state", "web/widget", goapp},
		"it begins with the drawing in the State, and is given a drawing area where there is none: it knows no panel"},
	{"web/keep", []string{"nn/session/protocol", "web/browser", "web/control", "web/hub", "web/phrase", "web/shortlink",
		"web/state", "web/widget", goapp},
		"what is kept comes from the State and goes there: it knows no room that shows it"},
	{"web/shortlink", []string{"web/browser", "web/hub", "web/widget", goapp},
		"it is given a page and its settings as text"},
	{"web/graph", []string{"nn/digits/form", "nn/graph/snapshot", "nn/session/protocol", "web/browser", "web/class",
		"web/control",
		"web/engine", "web/figure", "web/graphview", "web/hub", "web/phrase", "web/state", "web/stepper", "web/story",
		"web/tensor", "web/unit", "web/widget", goapp},
		"the graph that is shown is the snapshot in the State: it knows neither the training nor the drawing area"},
	{"web/stepper", []string{"web/graphview", "web/hub", "web/phrase", "web/state", goapp},
		"it goes through any graph, and is told by whom it is shown where it stands"},
	{"web/control", []string{"nn/session/protocol", "nn/session/setting", "web/browser", "web/hub", "web/phrase",
		"web/state", "web/tensor", "web/widget", goapp},
		"every room asks here to set or to train something: it knows none of them"},
	{"web/hub", []string{"nn/session/protocol", "web/browser", "web/engine", "web/state", goapp},
		"it lies below the rooms, which register with it: it knows none of them"},
	{"web/engine", []string{"nn/session/protocol", "nn/session/setting", "web/phrase"},
		"a conversation is Commands and Events; who shows them, and how a program is started, is another room's"},
	{"web/phrase", nil, "it writes numbers and sentences, of whatever they are"},
	{"web/plot", []string{"web/phrase", "web/graphview"}, "a chart knows numbers, and not what was measured"},
	{"web/widget", []string{"web/browser", "web/phrase", "web/plot", "web/graphview", goapp},
		"a widget shows the values that it is given, so that every panel can use it"},
	{"web/figure", []string{"web/browser", "web/graphview", "web/widget", goapp},
		"it shows the picture that it is given; what a click on it means is another room's"},
	{"web/class", []string{"web/code", "web/hub", "web/state", "web/widget", goapp},
		"it is given the kinds whose code it shows; what they are in is another room's"},
	{"web/story", []string{"nn/session/protocol", "web/graphview", goapp},
		"it tells the story that it is given; which graph it is of is another room's"},
	{"web/tensor", []string{"nn/digits/form", "nn/graph/snapshot", "web/browser", "web/graphview", "web/phrase",
		"web/state", "web/widget", goapp},
		"it shows the numbers that it is given; which node they are of is another room's"},
	{"web/check", []string{"nn/session/protocol", "nn/train/method", "web/browser", "web/control", "web/engine",
		"web/graphview", "web/hub", "web/phrase", "web/plot", "web/state", "web/widget", goapp},
		"a panel knows no other panel: what they share is in the State"},
	{"web/api", []string{"nn/digits/form", "nn/excerpt", "nn/expr", "nn/graph/snapshot", "nn/session/protocol",
		"nn/session/setting", "nn/version", "web/browser",
		"web/control", "web/engine", "web/phrase", "web/state", goapp},
		"a request goes the way of a person's wish, through the desk; it knows no panel"},
	{"web/formula", []string{"nn/expr", "nn/session/protocol", "nn/session/setting", "web/browser", "web/class",
		"web/control", "web/engine", "web/figure", "web/graphview",
		"web/hub", "web/state", "web/stepper", "web/widget", goapp},
		"a panel knows no other panel: what they share is in the State"},
	{"web/bench", []string{"nn/graph/snapshot", "nn/layer/spec", "nn/session/protocol", "nn/session/setting",
		"web/class", "web/control", "web/engine", "web/graphview", "web/hub", "web/phrase", "web/state", "web/stepper",
		"web/story", "web/widget", goapp},
		"a panel knows no other panel: what they share is in the State"},
	{"web/guess", nil, "it reads a number and judges it, whatever was asked"},
	{"web/section", []string{"nn/excerpt", "nn/layer/spec", "web/guess", "web/phrase"},
		"it is words and settings, and knows no page"},
	{"web/lesson", []string{"nn/excerpt", "nn/expr", "nn/session/setting", "web/panel", "web/phrase", "web/section"},
		"a lesson and a result are text; what is shown of them, and what they rest on, is another room's"},
	{"web/chapter", []string{"nn/excerpt", "web/browser", "web/class", "web/control", "web/hub", "web/lesson",
		"web/phrase", "web/section", "web/state", "web/widget", goapp},
		"a panel knows no other panel: it is given those that are its figures"},
	{"web/classroom", []string{"nn/session/protocol", "nn/session/setting", "web/browser", "web/control", "web/engine",
		"web/guess", "web/hub", "web/lesson", "web/phrase", "web/section", "web/shortlink", "web/state",
		"web/widget", goapp},
		"it has an engine of its own to mark with, and knows no other panel"},
	{"web/author", []string{"nn/session/setting", "web/browser", "web/control", "web/graphview", "web/hub", "web/panel",
		"web/phrase", "web/share",
		"web/shortlink", "web/state", "web/widget", goapp},
		"a panel knows no other panel: what they share is in the State"},
	{"web/browser", []string{goapp},
		"a leaf only translates between Go and JavaScript: it knows neither what the page shows nor what the engine " +
			"is told"},
	{"web/graphview", []string{"nn/graph/snapshot", "web/palette"},
		"a picture of a graph is made of the snapshot and nothing else, so that it shows what was computed"},
	{"web/unit", []string{"nn/digits/form", "nn/graph/snapshot", "nn/layer/spec", "nn/session/protocol",
		"web/graphview", "web/phrase"},
		"what a unit is can be read from the snapshot and the engine's answers, without a page"},
	{"web/code", []string{"nn/digits/form", "nn/session/setting", "nn/train/method", "nn/layer/spec"},
		"a program is written from the settings alone"},
	{"web/panel", nil, "it is plain data for the page and for a program at the edge"},
	{"web/share", []string{"nn/session/setting", "nn/expr", "web/panel"},
		"what an author copies is written from the settings alone"},
	{"web/site", []string{"nn", "nn/session/setting", "web", "web/palette", "web/panel", "web/site/api", "web/state",
		goapp},
		"it serves the page; what builds and compresses files is in scripts"},
	{"web/site/api", []string{"nn/excerpt", "nn/session/setting", "web/panel"},
		"it must stay small: a program at the edge starts it for each request"},
	{"web/browsertest", []string{"web/site", "github.com/chromedp"}, "it opens any page, and knows none"},
	{"web/crosstest", []string{"web/browsertest"}, "it opens any page in any browser, and knows none"},
	{"wasm/app", []string{"web", goapp}, "it is the main function of the page and no more"},
	{"wasm/engine", []string{"nn/session", "nn/session/protocol", "wasm/simd", gonum},
		"it is a session over messages and no more"},
	{"wasm/simd", []string{"nn/kernel", gonum}, "kernels know slices and sizes, not networks"},
	{"wasm/edge", []string{"web/site/api", "github.com/syumai/workers"},
		"it is the API for a host that starts a program for each request"},
}

// js are the rooms that may talk to JavaScript by themselves; the others run natively, where they are tested.
var js = []string{"web/browser", "wasm/app", "wasm/engine", "wasm/simd", "wasm/edge"}

// unlinked are packages that must not be in a program at all, however they come in.
var unlinked = []struct {
	program string
	never   []string
	why     string
}{
	{"wasm/app", []string{gonum, "nn/tensor", "web/site", "github.com/chromedp", "github.com/andybalholm/brotli"},
		"the page is loaded before anything is seen: mathematics and servers make it several times as large"},
	{"wasm/engine", []string{goapp, "web", "net/http"},
		"the engine has no page and asks JavaScript for files; Go's HTTP alone is larger than it"},
}

// pkg is what go list says of a package.
type pkg struct {
	ImportPath string
	Imports    []string
}

// list runs go list for one build.
func list(t *testing.T, environment []string, args ...string) []pkg {
	t.Helper()
	lookAtSources(t)
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports"}, args...)...)
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), environment...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd, err)
	}
	var list []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// lookAtSources makes go test run this test again when a source has changed: it repeats a result as long as the files
// that the test itself looked at are the same, and does not know what go list reads.
func lookAtSources(t *testing.T) {
	t.Helper()
	for _, top := range []string{"nn", "web", "wasm"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(path string, d fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(path) == ".go" {
				_, err = os.Stat(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// builds are the two kinds of program; files may differ between them by suffix and build tag.
var builds = map[string][]string{"native": nil, "js": {"GOOS=js", "GOARCH=wasm"}}

// short returns an import path as the tables write it.
func short(importPath string) string { return strings.TrimPrefix(importPath, module+"/") }

// within says whether a package is a folder or lies below it.
func within(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// find returns the smallest room that a package lies in.
func find(pkg string) (room, bool) {
	var found room
	ok := false
	for _, r := range rooms {
		if within(pkg, r.path) && len(r.path) > len(found.path) {
			found, ok = r, true
		}
	}
	return found, ok
}

func TestRooms(t *testing.T) {
	for build, environment := range builds {
		t.Run(build, func(t *testing.T) {
			for _, p := range list(t, environment, "-e", "./...") {
				name := short(p.ImportPath)
				if within(name, "scripts") {
					continue // programs that build may use everything
				}
				r, ok := find(name)
				if !ok || r.path != name && (r.path == "nn" || r.path == "web") {
					t.Errorf("%s has no line in the table of rooms: give it one, with what it may import and why", name)
					continue
				}
				for _, imported := range p.Imports {
					if reason := forbidden(r, short(imported)); reason != "" {
						t.Errorf("%s imports %s: %s", name, short(imported), reason)
					}
				}
			}
		})
	}
}

// forbidden returns why a room may not import a package, or "".
func forbidden(r room, imported string) string {
	target, ours := find(imported)
	switch {
	case imported == "syscall/js" && !slices.Contains(js, r.path):
		return "only web/browser and the programs in wasm talk to JavaScript, so that everything else can be tested " +
			"natively"
	case within(imported, "net/http") && r.path == "web":
		return "the page makes no requests, the engine does; and Go's server is linked as soon as it is named"
	case within(imported, "wasm") && !within(r.path, "wasm"):
		return "nothing imports what lies in wasm from outside it: those are programs, built for the browser"
	case ours && target.path == r.path, !ours && isStandard(imported):
		return ""
	}
	for _, allowed := range r.may {
		if ours && target.path == allowed || !ours && within(imported, allowed) {
			return ""
		}
	}
	return "beside the standard library it may import [" + strings.Join(r.may, " ") + "]: " + r.why
}

// isStandard says whether an import path that is not ours is of the standard library: no host is named in it.
func isStandard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".") && first != "scripts"
}

func TestUnlinked(t *testing.T) {
	for _, u := range unlinked {
		t.Run(u.program, func(t *testing.T) {
			linked := list(t, builds["js"], "-deps", "./"+u.program)
			for _, never := range u.never {
				i := slices.IndexFunc(linked, func(p pkg) bool { return within(short(p.ImportPath), never) })
				if i >= 0 {
					t.Errorf("%s links %s: %s", u.program, short(linked[i].ImportPath), u.why)
				}
			}
		})
	}
}
