//go:build !js

package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

// saver is a host that keeps the last network that was saved.
type saver struct {
	host
	file []byte
}

func (h *saver) Emit(id int, e protocol.Event) {
	if s, ok := e.(protocol.Saved); ok {
		h.file = s.File
	}
	h.host.Emit(id, e)
}

// elsewhere is another host, which lets other pages read its files.
func elsewhere(t *testing.T, files map[string]string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Access-Control-Allow-Origin", "*")
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return server
}

// A link may name a network, and a file with more settings, on any host. Another file than the one that was meant is
// refused.
func TestWeightsAndStateOfALink(t *testing.T) {
	t.Parallel()
	w := setting.Default()
	if err := w.Set("hidden", "12"); err != nil {
		t.Fatal(err)
	}
	h := &saver{}
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: w, Fresh: true})
	s.Handle(2, protocol.Train{Steps: 20})
	for s.Busy() {
		s.Work(time.Second)
	}
	s.Handle(3, protocol.Save{})
	if h.file == nil {
		t.Fatal("no network is saved")
	}
	sum := sha256.Sum256(h.file)
	digest := hex.EncodeToString(sum[:])
	server := elsewhere(t, map[string]string{"/net.safetensors": string(h.file), "/bad.safetensors": "no network"})
	address := server.URL + "/net.safetensors"

	files := elsewhere(t, map[string]string{"/state.txt": "#weights=" + address + "&digest=" + digest +
		"\nlearningRate=0.7\n"})
	p := open(t, "/#weights="+address+"&digest="+digest, browsertest.Allow("another host was asked: "+server.URL,
		"another host was asked: "+files.URL, "404", "/none."))
	p.Wait("the network of the file is there", `document.querySelector(".train-main")?.textContent.includes("784–12–10")`)
	p.Wait("it is as trained", `document.querySelector(".train-main").textContent.includes("20")`)
	p.Wait("the address still names it", `location.hash.includes("weights=") && location.hash.includes("digest=")`)
	p.Draw(ink, seven())
	p.Wait("it answers", `document.querySelector(".bar-best")`)
	p.Wait("the address that has the drawing names it, too",
		`["strokes=", "weights=", "digest="].every((name) => location.hash.includes(name))`)
	if said := browsertest.Eval[string](p, `document.querySelector(".notices").textContent`); said != "" {
		t.Errorf("the page says %q", said)
	}
	p.Click(".train-buttons .button:nth-child(2)")
	p.Wait("a network that is trained on is no longer that of the file", `!location.hash.includes("weights=")`)

	for query, want := range map[string]string{
		"weights=" + address + "&digest=" + digest[:63] + "x": "another than the one",
		"weights=" + server.URL + "/none.safetensors":         "it is not there",
		"weights=" + server.URL + "/bad.safetensors":          "is not loaded:",
		"state=" + server.URL + "/none.txt":                   "could not be loaded",
	} {
		p.Go("/embed/all#" + query)
		p.Wait(query+" is refused", `document.querySelector(".notices").textContent.includes("`+want+`")`)
		p.Wait("the built-in network is there", `document.querySelector(".train-main")?.textContent.includes("784–50–10")`)
		if want != "it is not there" {
			continue
		}
		p.Draw(ink, seven())
		p.Wait("the address names what may come the next time",
			`["strokes=", "weights="].every((name) => location.hash.includes(name))`)
		p.Click(".train-buttons .button:nth-child(2)")
		p.Wait("not beside a network that is trained here", `!location.hash.includes("weights=")`)
	}

	p.Go("/embed/all#learningRate=0.3&state=" + files.URL + "/state.txt")
	p.Wait("the network of the file that a file names is there",
		`document.querySelector(".train-main")?.textContent.includes("784–12–10")`)
	p.Screenshot("weights")
}

// A link says whether a page begins from scratch; a panel of the training alone does so by itself.
func TestBeginsFrom(t *testing.T) {
	t.Parallel()
	p := open(t, "/#from=scratch")
	const fresh, builtin = `document.querySelector(".train-main").textContent.includes("Your network")`,
		`document.querySelector(".train-main").textContent.includes("Built-in network, 784")`
	p.Wait("a playground from scratch", fresh)
	for i, c := range [][2]string{{"train?%d", fresh}, {"train?%d#from=builtin", builtin},
		{"train?%d#from=scratch", fresh}, {"all?%d", builtin}, {"all?%d#from=scratch", fresh}} {
		path := fmt.Sprintf("/embed/"+c[0], i) // another document each time
		p.Go(path)
		p.Wait(path, c[1])
	}
}
