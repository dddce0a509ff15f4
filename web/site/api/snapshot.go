package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/panel"
)

// MaxSnapshot is the largest body that is read, in bytes.
const MaxSnapshot = 256 << 10

// Snapshot is a page in a state. It is kept in its canonical form, as Encode writes it.
type Snapshot struct {
	// Page is the path of the page, "/" or "/embed/graph".
	Page string `json:"page"`
	// State is what stands behind the # of its URL, as setting.Settings.Query writes it.
	State string `json:"state"`
}

// panelOf returns the panel that stands for the page at path in a frame; other pages cannot be in a snapshot.
func panelOf(path string) (panel.Panel, bool) {
	switch path {
	case "/":
		return panel.Find("all")
	case "/chapter", "/formula", "/layer", "/check":
		return panel.Find(path[1:])
	}
	if name, ok := strings.CutPrefix(path, "/embed/"); ok {
		return panel.Find(name)
	}
	return panel.Panel{}, false
}

// PresetPage is the path of the page that opens with a preset. It is the front page with the preset as its state, until
// its URL has another (static/boot.js), so that a snapshot is never of it.
func PresetPage(p setting.Preset) string { return "/preset/" + p.Slug() }

// at returns what the page at path shows in a state, and the name of the preset if it is that of one.
func at(path, state string) (s Snapshot, preset string, err error) {
	for _, p := range setting.Presets() {
		if path != PresetPage(p) {
			continue
		}
		path = "/"
		if state == "" {
			state, preset = p.Query(), p.Name
		}
	}
	s, err = Snapshot{path, state}.canonical()
	return s, preset, err
}

// Parse reads a snapshot and makes its state canonical. Everything in it must be known and valid: what was kept opens
// for ever.
func Parse(body []byte) (Snapshot, error) {
	var s Snapshot
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return Snapshot{}, errors.New(`the body is not a snapshot, as {"page": "/", "state": "seed=7"} is`)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Snapshot{}, errors.New("the body is not a snapshot: there is more behind it")
	}
	return s.canonical()
}

func (s Snapshot) canonical() (Snapshot, error) {
	if _, ok := panelOf(s.Page); !ok {
		return Snapshot{}, fmt.Errorf("there is no page %s that shows a panel", excerpt.Quote(s.Page))
	}
	settings, errs := setting.ParseQuery(s.State)
	if len(errs) > 0 {
		return Snapshot{}, errors.New("its state: " + strings.TrimPrefix(errs[0].Error(), "setting: "))
	}
	s.State = settings.Query()
	return s, nil
}

// Encode returns the canonical form of s, and its ID: the first 128 bits of its SHA-256, in letters and digits that no
// file system confuses.
func (s Snapshot) Encode() (id string, body []byte) {
	body, err := json.Marshal(s)
	if err != nil {
		panic("api: two strings have no JSON: " + err.Error())
	}
	sum := sha256.Sum256(body)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16])), body
}

// URL returns the path and hash that open s.
func (s Snapshot) URL() string {
	if s.State == "" {
		return s.Page
	}
	return s.Page + "#" + s.State
}

// ValidID says whether id can be one that Encode gives: a Store is asked for no other.
func ValidID(id string) bool {
	return len(id) == 26 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

func (a *api) post(w http.ResponseWriter, r *http.Request) error {
	if a.Store == nil {
		return &failure{http.StatusNotFound, "not-found", "This server keeps no snapshots."}
	}
	// A page of another site cannot send this type without asking first, and is not answered then.
	if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != "application/json" {
		return &failure{http.StatusUnsupportedMediaType, "type", "A snapshot is application/json."}
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, MaxSnapshot+1))
	if err != nil {
		return &failure{http.StatusBadRequest, "body", "The body did not arrive."}
	}
	if len(body) > MaxSnapshot {
		return &failure{http.StatusRequestEntityTooLarge, "too-large",
			fmt.Sprintf("A snapshot has at most %d bytes.", MaxSnapshot)}
	}
	s, err := Parse(body)
	if err != nil {
		return &failure{http.StatusBadRequest, "invalid", err.Error()}
	}
	id, canonical := s.Encode()
	if err := a.keep(w, r, id, canonical); err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", "/api/snapshots/"+id)
	write(w, http.StatusCreated, map[string]string{"id": id, "path": "/s/" + id})
	return nil
}

// keep puts what is not there yet, if the client may do so now. To share what is there costs nothing, and a class that
// follows a lesson shares the same few states.
func (a *api) keep(w http.ResponseWriter, r *http.Request, id string, body []byte) error {
	there, err := a.Store.Get(r.Context(), id)
	if err == nil && bytes.Equal(there, body) {
		return nil
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	ok, err := a.allow(r)
	if err != nil {
		return err
	}
	if !ok {
		w.Header().Set("Retry-After", "60")
		return &failure{http.StatusTooManyRequests, "limit", "Too many snapshots. Try again in a minute."}
	}
	return a.Store.Put(r.Context(), id, body)
}

// load returns what the store has under id, and checks that it is that: what a store lost or changed must not become a
// link.
func (a *api) load(r *http.Request, id string) (Snapshot, error) {
	if a.Store == nil || !ValidID(id) {
		return Snapshot{}, ErrNotFound
	}
	body, err := a.Store.Get(r.Context(), id)
	if err != nil {
		return Snapshot{}, err
	}
	var s Snapshot
	if err := json.Unmarshal(body, &s); err != nil {
		return Snapshot{}, fmt.Errorf("api: snapshot %s: %w", id, err)
	}
	_, known := panelOf(s.Page)
	if got, _ := s.Encode(); got != id || !known {
		return Snapshot{}, fmt.Errorf("api: snapshot %s is not what was kept", id)
	}
	return s, nil
}

func (a *api) get(w http.ResponseWriter, r *http.Request) error {
	s, err := a.load(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	_, body := s.Encode()
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	send(w, http.StatusOK, append(body, '\n'))
	return nil
}

func (a *api) open(w http.ResponseWriter, r *http.Request) error {
	s, err := a.load(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	w.Header().Set("Location", s.URL())
	w.Header().Set("Cache-Control", "public, max-age=3600")
	write(w, http.StatusFound, s)
	return nil
}
