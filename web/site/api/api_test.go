package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/excerpt/excerpttest"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/panel"
	"github.com/inkgrad/inkgrad/web/site/api"
)

// memory is a Store; err is what it fails with.
type memory struct {
	kept map[string][]byte
	err  error
}

func (m *memory) Get(_ context.Context, id string) ([]byte, error) {
	body, ok := m.kept[id]
	if !ok && m.err == nil {
		return nil, api.ErrNotFound
	}
	return body, m.err
}

func (m *memory) Put(_ context.Context, id string, body []byte) error {
	if m.err == nil {
		m.kept[id] = body
	}
	return m.err
}

func server(c api.Config) http.Handler {
	mux := http.NewServeMux()
	api.Register(mux, c)
	return mux
}

// do sends a request, as JSON if it has a body, and checks what every answer has.
func do(t *testing.T, h http.Handler, method, target, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	for name, want := range map[string]string{"Content-Type": "application/json", "X-Content-Type-Options": "nosniff",
		"Cross-Origin-Resource-Policy": "cross-origin", "Referrer-Policy": "strict-origin-when-cross-origin"} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s %s: %s is %q, want %q", method, target, name, got, want)
		}
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") ||
		!strings.Contains(csp, "sandbox") {
		t.Errorf("%s %s: the policy is %q", method, target, csp)
	}
	return w
}

// An address that cannot be embedded is answered by what is wrong with it.
func TestOEmbedSaysWhy(t *testing.T) {
	for target, want := range map[string]string{
		"/wat":                  `That address cannot be embedded: there is no page "/wat" that shows a panel.`,
		"/%23learningRat=1":     `That address cannot be embedded: its state: there is no setting "learningRat".`,
		"/%23learningRate=fast": `That address cannot be embedded: its state: learningRate: "fast" is not a number.`,
	} {
		w := do(t, server(api.Config{}), "GET", "/oembed?url=http://example.com"+target, "")
		var answer struct{ Error struct{ Message string } }
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusNotFound ||
			answer.Error.Message != want {
			t.Errorf("%s: %d %q, want %q", target, w.Code, answer.Error.Message, want)
		}
	}
}

// code returns that of the error in an answer.
func code(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var answer struct {
		Error struct{ Code, Message string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer.Error.Message == "" {
		t.Fatalf("%q is no error with a message: %v", w.Body, err)
	}
	excerpttest.Check(t, answer.Error.Message, "")
	return answer.Error.Code
}

func TestSnapshot(t *testing.T) {
	h := server(api.Config{Store: &memory{kept: map[string][]byte{}}})
	// The same state, written in two ways, is the same snapshot.
	var paths []string
	for _, body := range []string{`{"page":"/embed/graph","state":"#seed=7&hidden=30,20"}`,
		` {"state": "hidden=30%2C20&seed=7&batchSize=100", "page": "/embed/graph"} `} {
		w := do(t, h, "POST", "/api/snapshots", body)
		var answer struct{ ID, Path string }
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusCreated ||
			!api.ValidID(answer.ID) {
			t.Fatalf("POST %s: %d %s, %v", body, w.Code, w.Body, err)
		}
		if got := w.Header().Get("Location"); got != "/api/snapshots/"+answer.ID {
			t.Errorf("Location is %q", got)
		}
		paths = append(paths, answer.Path)
	}
	if paths[0] != paths[1] {
		t.Errorf("one state has two links, %s and %s", paths[0], paths[1])
	}
	w := do(t, h, "GET", "/api/snapshots/"+strings.TrimPrefix(paths[0], "/s/"), "")
	if want := `{"page":"/embed/graph","state":"hidden=30,20\u0026seed=7"}` + "\n"; w.Code != 200 ||
		w.Body.String() != want {
		t.Errorf("GET gives %d %s, want %s", w.Code, w.Body, want)
	}
	if got := w.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("Cache-Control is %q", got)
	}
	w = do(t, h, "GET", paths[0], "")
	if want := "/embed/graph#hidden=30,20&seed=7"; w.Code != http.StatusFound || w.Header().Get("Location") != want {
		t.Errorf("GET %s: %d to %q, want %q", paths[0], w.Code, w.Header().Get("Location"), want)
	}
}

func TestFailures(t *testing.T) {
	const good = `{"page":"/","state":"seed=7"}`
	unknown := strings.Repeat("a", 26)
	for name, c := range map[string]struct {
		method, target, body string
		header               []string
		status               int
		code                 string
	}{
		"too large": {"POST", "/api/snapshots",
			`{"page":"/","state":"` + strings.Repeat("a", api.MaxSnapshot) + `"}`, nil, 413, "too-large"},
		"a form":               {"POST", "/api/snapshots", good, []string{"Content-Type", "text/plain"}, 415, "type"},
		"no type":              {"POST", "/api/snapshots", "", nil, 415, "type"},
		"no JSON":              {"POST", "/api/snapshots", "seed=7", nil, 400, "invalid"},
		"two values":           {"POST", "/api/snapshots", good + good, nil, 400, "invalid"},
		"another field":        {"POST", "/api/snapshots", `{"page":"/","html":"<b>"}`, nil, 400, "invalid"},
		"no such page":         {"POST", "/api/snapshots", `{"page":"//evil.example","state":""}`, nil, 400, "invalid"},
		"no such setting":      {"POST", "/api/snapshots", `{"page":"/","state":"script=1"}`, nil, 400, "invalid"},
		"out of range":         {"POST", "/api/snapshots", `{"page":"/","state":"batchSize=0"}`, nil, 400, "invalid"},
		"list":                 {"GET", "/api/snapshots", "", nil, 405, "method"},
		"delete":               {"DELETE", "/api/snapshots/" + unknown, "", nil, 405, "method"},
		"post to oEmbed":       {"POST", "/oembed", good, nil, 405, "method"},
		"unknown":              {"GET", "/api/snapshots/" + unknown, "", nil, 404, "not-found"},
		"a path":               {"GET", "/api/snapshots/..%2fgo.mod", "", nil, 404, "not-found"},
		"unknown link":         {"GET", "/s/" + unknown, "", nil, 404, "not-found"},
		"no link":              {"GET", "/s/", "", nil, 404, "not-found"},
		"nothing":              {"GET", "/api/wat", "", nil, 404, "not-found"},
		"oEmbed of nothing":    {"GET", "/oembed", "", nil, 400, "url"},
		"oEmbed as XML":        {"GET", "/oembed?format=xml&url=http://example.com/", "", nil, 501, "format"},
		"oEmbed of a script":   {"GET", "/oembed?url=javascript:alert(1)", "", nil, 400, "url"},
		"oEmbed of others":     {"GET", "/oembed?url=http://other.example/", "", nil, 404, "not-found"},
		"oEmbed of no page":    {"GET", "/oembed?url=http://example.com/wat", "", nil, 404, "not-found"},
		"oEmbed of no preset":  {"GET", "/oembed?url=http://example.com/preset/wat", "", nil, 404, "not-found"},
		"a preset's page":      {"POST", "/api/snapshots", `{"page":"/preset/lenet","state":""}`, nil, 400, "invalid"},
		"oEmbed of a bad hash": {"GET", "/oembed?url=http://example.com/%23wat=1", "", nil, 404, "not-found"},
		"oEmbed of no link":    {"GET", "/oembed?url=http://example.com/s/" + unknown, "", nil, 404, "not-found"},
		"oEmbed too narrow":    {"GET", "/oembed?maxwidth=10&url=http://example.com/", "", nil, 400, "size"},
	} {
		t.Run(name, func(t *testing.T) {
			store := &memory{kept: map[string][]byte{}}
			w := do(t, server(api.Config{Store: store}), c.method, c.target, c.body, c.header...)
			if got := code(t, w); w.Code != c.status || got != c.code {
				t.Errorf("%s %s: %d %s, want %d %s", c.method, c.target, w.Code, got, c.status, c.code)
			}
			if c.status == 405 && w.Header().Get("Allow") == "" {
				t.Error("it does not say what is allowed")
			}
			if len(store.kept) > 0 {
				t.Errorf("it kept %v", store.kept)
			}
		})
	}
}

// What the server does wrong is told to nobody outside; the text of the error could be a path or a name of the host's.
// What is no snapshot is refused in plain words, however long it is.
func TestWhatIsWrongWithASnapshotIsSaidInPlainWords(t *testing.T) {
	for _, body := range []string{"", "x", "7", "null", "[]", `"x"`, "{", "{} x", `{"page": 7}`, `{"page": "/", "state": 7}`,
		`{"page": "/", "wat": 1}`, `{"page": "/` + excerpttest.Long[:200_000] + `", "state": ""}`,
		`{"` + excerpttest.Long[:200_000] + `": 1}`, `{"page": "/", "state": "` + excerpttest.Long[:200_000] + `"}`,
		`{"page": "/", "state": "%2"}`, `{"page": "/", "state": "seed=x&network=` + excerpttest.Long[:200_000] + `"}`,
		`{"page": "/", "state": "` + strings.Repeat("a&b&", 9000) + `"}`, `{"page": "/check", "state": "seed=\u0000"}`} {
		if _, err := api.Parse([]byte(body)); err == nil {
			t.Errorf("%.60q is a snapshot", body)
		} else {
			excerpttest.Check(t, err.Error(), body)
		}
	}
}

func TestOwnFailures(t *testing.T) {
	t.Run("a store that fails", func(t *testing.T) {
		h := server(api.Config{Store: &memory{err: errors.New("disk 7 is full")}})
		w := do(t, h, "POST", "/api/snapshots", `{"page":"/","state":""}`)
		if w.Code != 500 || code(t, w) != "internal" || strings.Contains(w.Body.String(), "disk 7") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
	t.Run("a panic", func(t *testing.T) {
		// the map is nil
		w := do(t, server(api.Config{Store: &memory{}}), "POST", "/api/snapshots", `{"page":"/","state":""}`)
		if w.Code != 500 || code(t, w) != "internal" {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
	t.Run("a changed snapshot", func(t *testing.T) {
		id, _ := api.Snapshot{Page: "/"}.Encode()
		_, other := api.Snapshot{Page: "/check"}.Encode()
		h := server(api.Config{Store: &memory{kept: map[string][]byte{id: other}}})
		for _, target := range []string{"/s/" + id, "/api/snapshots/" + id} {
			if w := do(t, h, "GET", target, ""); w.Code != 500 || w.Header().Get("Location") != "" {
				t.Errorf("%s: %d %s", target, w.Code, w.Body)
			}
		}
	})
	t.Run("no store", func(t *testing.T) {
		h := server(api.Config{})
		if w := do(t, h, "GET", "/healthz", ""); strings.TrimSpace(w.Body.String()) != `{"ok":true,"snapshots":false}` {
			t.Errorf("/healthz answers %s", w.Body)
		}
		if w := do(t, h, "POST", "/api/snapshots", `{"page":"/","state":""}`); w.Code != 404 {
			t.Errorf("a snapshot was answered with %d", w.Code)
		}
	})
}

func TestLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := server(api.Config{Store: &memory{kept: map[string][]byte{}}, Limiter: api.NewWindow(2, time.Minute)})
		seed := 0 // each snapshot is a new one
		post := func(from string) int {
			seed++
			r := httptest.NewRequest("POST", "/api/snapshots",
				strings.NewReader(fmt.Sprintf(`{"page":"/","state":"seed=%d"}`, seed)))
			r.Header.Set("Content-Type", "application/json")
			r.RemoteAddr = from
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code == 429 && (code(t, w) != "limit" || w.Header().Get("Retry-After") != "60") {
				t.Errorf("%v %s", w.Header(), w.Body)
			}
			return w.Code
		}
		for i, c := range []struct {
			from string
			want int
			// another port is the same client
		}{{"192.0.2.1:1", 201}, {"192.0.2.1:2", 201}, {"192.0.2.1:3", 429}, {"192.0.2.2:1", 201},
			// as is another of its network
			{"[2001:db8::1]:1", 201}, {"[2001:db8::2]:1", 201}, {"[2001:db8::3]:1", 429}, {"2001:db8:0:1::1", 201}} {
			if got := post(c.from); got != c.want {
				t.Errorf("request %d, from %s: %d, want %d", i, c.from, got, c.want)
			}
		}
		time.Sleep(time.Minute)
		if got := post("192.0.2.1:4"); got != 201 {
			t.Errorf("a minute later: %d", got)
		}
	})
}

// A class behind one address shares as much as its sessions may together. What is there already costs nothing, and
// names of sessions that somebody makes up do not lift the limit of the address.
func TestLimitOfAClass(t *testing.T) {
	store := &memory{kept: map[string][]byte{}}
	h := server(api.Config{Store: store, Limiter: api.NewWindow(2, time.Hour), Addresses: api.NewWindow(7, time.Hour)})
	for i, c := range []struct {
		session string
		seed    int
		want    int
	}{
		{"a", 1, 201}, {"a", 2, 201}, {"a", 3, 429}, // the session has had its two
		{"b", 3, 201}, {"b", 4, 201}, {"b", 5, 429},
		{"a", 4, 201}, {"a", 1, 201}, // they are there
		{"", 5, 201}, {strings.Repeat("x", 10_000), 6, 429}, // the address has had its seven, refused ones too
		{"c", 6, 429}, {"c", 5, 201},
	} {
		body := fmt.Sprintf(`{"page":"/","state":"seed=%d"}`, c.seed)
		if w := do(t, h, "POST", "/api/snapshots", body, api.SessionHeader, c.session); w.Code != c.want {
			t.Errorf("request %d, %.9q shares %d: %d %s, want %d", i, c.session, c.seed, w.Code, w.Body, c.want)
		}
	}
	if len(store.kept) != 5 {
		t.Errorf("%d snapshots are kept", len(store.kept))
	}
}

func TestOEmbed(t *testing.T) {
	h := server(api.Config{Store: &memory{kept: map[string][]byte{}}})
	do(t, h, "POST", "/api/snapshots", `{"page":"/check","state":"seed=3"}`)
	id, _ := api.Snapshot{Page: "/check", State: "seed=3"}.Encode()
	presets := setting.Presets()
	lenet := presets[len(presets)-1].Query()
	for target, want := range map[string]struct{ src, panel string }{
		"http://example.com": {"http://example.com/embed/all", "all"},
		"http://example.com/embed/graph#seed=7&hidden=9": {"http://example.com/embed/graph#hidden=9&amp;seed=7",
			"graph"},
		"https://example.com/formula#formula=x*y":   {"https://example.com/embed/formula#formula=x*y", "formula"},
		"http://example.com/preset/deep-mlp#seed=3": {"http://example.com/embed/all#seed=3", "all"},
		"http://example.com/preset/lenet": {"http://example.com/embed/all#" + html.EscapeString(lenet),
			"all"},
		"http://example.com/s/" + id: {"http://example.com/embed/check#seed=3", "check"},
	} {
		w := do(t, h, "GET", "/oembed?format=json&url="+url.QueryEscape(target), "")
		var got api.Embedding
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
			t.Fatalf("%s: %d %s, %v", target, w.Code, w.Body, err)
		}
		if cache := w.Header().Get("Cache-Control"); cache != "no-store" {
			t.Errorf("%s: Cache-Control is %q, and the answer is that of one host", target, cache)
		}
		p, _ := panel.Find(want.panel)
		if !strings.Contains(got.HTML, `src="`+want.src+`"`) || got.Type != "rich" || got.Version != "1.0" ||
			got.Width != 720 || got.Height != p.Heights.Column {
			t.Errorf("%s: %+v, want %+v", target, got, want)
		}
	}
	w := do(t, h, "GET", "/oembed?maxwidth=300&maxheight=200&url=http://example.com/", "")
	if got := w.Body.String(); !strings.Contains(got, `"width":300,"height":200`) ||
		!strings.Contains(got, `width=\"300\" height=\"200\"`) {
		t.Errorf("in bounds: %s", got)
	}
	draw, _ := panel.Find("draw")
	w = do(t, h, "GET", "/oembed?maxwidth=400&url=http://example.com/embed/draw", "")
	if got := w.Body.String(); !strings.Contains(got, fmt.Sprintf(`"width":400,"height":%d`, draw.Heights.Phone)) {
		t.Errorf("on a phone: %s", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"page":"/","state":"seed=7"}`))
	f.Add([]byte(`{"page":"/embed/formula","state":"#formula=x*y&values=x=1,y=2"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		defer cost.Bound(t, len(body))()
		s, err := api.Parse(body)
		if err != nil {
			return
		}
		id, canonical := s.Encode()
		again, err := api.Parse(canonical)
		if err != nil || again != s {
			t.Fatalf("%q became %q, and that %+v, %v", body, canonical, again, err)
		}
		if !api.ValidID(id) || strings.ContainsAny(s.URL(), "\r\n<>\"") {
			t.Fatalf("%q has the ID %q and opens %q", body, id, s.URL())
		}
	})
}

// FuzzServe sends any request to the server's API. It is answered by JSON, with the headers of every answer, and a
// fault of the request is none of the server's.
func FuzzServe(f *testing.F) {
	id, canonical := api.Snapshot{Page: "/embed/graph", State: "seed=7"}.Encode()
	f.Add("POST", "/api/snapshots", canonical, "application/json")
	f.Add("GET", "/api/snapshots/"+id, []byte{}, "")
	f.Add("GET", "/s/"+id, []byte{}, "")
	f.Add("GET", "/oembed?url=http%3A%2F%2Fexample.com%2Fembed%2Ftrain%23seed%3D7&maxwidth=500", []byte{}, "")
	f.Add("GET", "/oembed?url=http%3A%2F%2Fexample.com%2Fs%2F"+id, []byte{}, "")
	f.Add("OPTIONS", "/api/snapshots", []byte{}, "text/plain")
	f.Fuzz(func(t *testing.T, method, target string, body []byte, kind string) {
		defer cost.Bound(t, len(target)+len(body))()
		r, err := http.NewRequest(method, "http://example.com"+target, bytes.NewReader(body))
		if err != nil {
			return
		}
		r.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		server(api.Config{Store: &memory{kept: map[string][]byte{id: canonical}}}).ServeHTTP(w, r)
		if w.Code >= 500 && w.Code != http.StatusNotImplemented {
			t.Fatalf("%s %s is answered %d: %s", method, target, w.Code, w.Body)
		}
		if w.Header().Get("Content-Type") == "application/json" && !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%s %s: %q is no JSON", method, target, w.Body)
		}
	})
}
