package main

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/share"
)

// TestPlatforms pastes frames into the editors of learning platforms as a teacher does, as source code, and uses what
// the platform keeps of them as a student does.
func TestPlatforms(t *testing.T) {
	if os.Getenv("INKGRAD_NOTES") == "" {
		t.Skip("make notes-test builds the notes and uses them in a browser")
	}
	at := inkgrad(t)
	format, err := formatFor("Moodle")
	if err != nil {
		t.Fatal(err)
	}
	formula := share.Embed{Origin: at, Panel: "formula",
		Query: "formula=apple*n_apple*tax&values=apple=100,n_apple=2,tax=1.1"}
	draw := share.Embed{Origin: at, Panel: "draw", Caption: nasty}
	for _, platform := range platforms {
		t.Run(platform.name, func(t *testing.T) {
			if platform.editor() == "" {
				lack(t, platform.npm+" is not installed here: the frame for "+platform.name+" is not tested")
			}
			kept := platform.paste(t, at, format.Write(formula)+"\n"+format.Write(draw))
			course := course{at, kept, platform.forbids}
			t.Run("wide", func(t *testing.T) { course.use(t, browsertest.Viewport(1280, 720)) })
			t.Run("phone, dark", func(t *testing.T) { course.use(t, browsertest.Phone, browsertest.Dark) })
		})
	}
}

// editorPage is where a teacher writes, with the options of the platform.
const editorPage = `<!DOCTYPE html><html lang="en"><title>Edit the page</title><link rel="icon" href="data:,">
<textarea id="page">&lt;p&gt;A page of the course.&lt;/p&gt;</textarea>
<script src="/tinymce/tinymce.min.js"></script>
<script>
tinymce.init({ selector: "#page", plugins: "code", toolbar: "code", license_key: "gpl", promotion: false,
	setup: (editor) => editor.on("init", () => { window.ready = true }), %s });
</script>`

// paste pastes HTML into the source code of a page, saves, and returns what the editor hands to the platform.
func (p *platform) paste(t *testing.T, at, html string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/tinymce/", http.StripPrefix("/tinymce/", http.FileServer(http.Dir(p.editor()))))
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, editorPage, p.options)
	})
	page := browsertest.Open(t, "/", browsertest.Serve(mux),
		browsertest.Allow("another host was asked: "+at+"/", "Blocked script execution in"))
	page.Wait("the editor is there", `window.ready`)
	page.Click(`.tox-toolbar__primary button`)
	page.Wait("its source code is open", `document.querySelector(".tox-dialog textarea")`)
	page.Click(".tox-dialog textarea")
	page.Run(`document.querySelector(".tox-dialog textarea").setSelectionRange(1e6, 1e6)`)
	page.Insert("\n" + html)
	page.Screenshot("source")
	page.Click(".tox-dialog__footer button:last-child")
	page.Wait("the page has it", `!document.querySelector(".tox-dialog") &&
		tinymce.activeEditor.getContent().includes("/embed/draw")`)
	page.Screenshot("edited")
	return browsertest.Eval[string](page, `tinymce.activeEditor.getContent()`)
}

// course is a page of a platform, of which a student sees what the editor has handed in.
type course struct {
	at, kept string
	forbids  bool
}

// use does what a student does: uses the panels, or where these cannot run follows the links below them.
func (c course) use(t *testing.T, options ...browsertest.Option) {
	page := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width">
			<meta name="color-scheme" content="light dark"><title>A page</title><link rel="icon" href="data:,">`+c.kept)
	})
	p := browsertest.Open(t, "/", append(options, browsertest.Serve(page),
		browsertest.Allow("another host was asked: "+c.at+"/", "Blocked script execution in"))...)
	if sandboxed := strings.Contains(c.kept, `sandbox=""`); sandboxed != c.forbids {
		t.Errorf("the editor forbids frames to run programs: %v, want %v, in\n%s", sandboxed, c.forbids, c.kept)
	}
	got := browsertest.Eval[string](p, `document.querySelectorAll("figcaption")[1].innerText`)
	if !strings.HasPrefix(got, nasty) {
		t.Errorf("the caption is %q, want %q", got, nasty)
	}
	for _, panel := range []string{"formula", "draw"} {
		frame := `document.querySelector('iframe[src*="/embed/` + panel + `"]')`
		p.Run(frame + `.scrollIntoView({ block: "start" })`)
		if !c.forbids {
			useOf[panel](p.Frame("/embed/"+panel, frame))
		}
		p.Screenshot(panel)
		link := browsertest.Eval[string](p, `document.querySelector('figcaption a[href*="/embed/`+panel+`"]').href`)
		if want := browsertest.Eval[string](p, frame+`.src`); link != want {
			t.Errorf("the link below leads to %s, not to %s", link, want)
		}
	}
}
