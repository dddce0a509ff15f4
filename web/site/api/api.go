// Package api is what the site answers with code rather than with a file: short links to states, oEmbed, and whether
// the server is well. It knows neither pages nor go-app, so that a small program at the edge can serve it beside static
// files.
//
//	mux := http.NewServeMux()
//	api.Register(mux, api.Config{Store: store, Limiter: api.NewWindow(20, time.Minute)})
//
// An error is JSON, {"error": {"code": "too-large", "message": "..."}}, with a message for a person.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
)

// Store keeps snapshots under their IDs. What was put is never changed: an ID is the hash of its body.
type Store interface {
	// Get returns the body of id, or ErrNotFound.
	Get(ctx context.Context, id string) ([]byte, error)
	// Put keeps body. A second Put of the same id has the same body, and may do nothing.
	Put(ctx context.Context, id string, body []byte) error
}

// ErrNotFound is the error of a Store that does not have what it was asked for.
var ErrNotFound = errors.New("api: there is no such snapshot")

// Limiter says whether the client that key names may store one more snapshot now.
type Limiter interface {
	Allow(ctx context.Context, key string) (bool, error)
}

// Config is what differs between servers. Without a Store there are no snapshots, and /healthz says so.
type Config struct {
	Store Store
	// Limiter limits each session at an address, and Addresses each address, whatever sessions it names: a class has
	// one address, and whoever means harm can name any session. Without them there is no limit.
	Limiter, Addresses Limiter
}

// Register adds the routes of the API to mux:
//
//	GET  /healthz               200, {"ok": true, "snapshots": true}: what this server can do
//	GET  /oembed?url=           how to embed the page at url (https://oembed.com), as JSON
//	POST /api/snapshots         keeps {"page": "/", "state": "seed=7"} and answers {"id": ID, "path": "/s/ID"}
//	GET  /api/snapshots/ID      what was kept
//	GET  /s/ID                  302 to the page, with the state in its hash
func Register(mux *http.ServeMux, c Config) {
	a := &api{Config: c}
	mux.Handle("/healthz", only(a.health, http.MethodGet, http.MethodHead))
	mux.Handle("/oembed", only(a.oembed, http.MethodGet, http.MethodHead))
	mux.Handle("/api/snapshots", only(a.post, http.MethodPost))
	mux.Handle("/api/snapshots/{id}", only(a.get, http.MethodGet, http.MethodHead))
	mux.Handle("/s/{id}", only(a.open, http.MethodGet, http.MethodHead))
	for _, rest := range []string{"/api/", "/s/"} {
		mux.Handle(rest, only(nothing, http.MethodGet, http.MethodHead))
	}
}

type api struct{ Config }

// failure is an error that a client is told about.
type failure struct {
	status        int
	code, message string
}

func (f *failure) Error() string { return "api: " + f.message }

func (f *failure) write(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	write(w, f.status, map[string]any{"error": map[string]string{"code": f.code, "message": f.message}})
}

// write answers with v as JSON. The length is set, which makes the answer of a program at the edge one piece.
func write(w http.ResponseWriter, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		panic("api: an answer has no JSON: " + err.Error())
	}
	send(w, status, append(b, '\n'))
}

func send(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // an error means that the client has gone: there is nobody to tell
}

// only calls f for the methods that are named, and answers with the error that f returns. What goes wrong by itself, a
// panic too, is written to the log, and the client is told nothing about it: at the edge nobody else would recover.
func only(f func(http.ResponseWriter, *http.Request) error, methods ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Secure(w.Header(), r)
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
		ours := func(v any) {
			log.Printf("api: %s %s: %v", r.Method, r.URL.Path, v)
			(&failure{http.StatusInternalServerError, "internal", "The server failed. Try again later."}).write(w)
		}
		defer func() {
			if v := recover(); v != nil {
				ours(v)
			}
		}()
		err := error(&failure{http.StatusMethodNotAllowed, "method",
			"Only " + strings.Join(methods, " and ") + " is possible here."})
		allowed := false
		for _, m := range methods {
			allowed = allowed || m == r.Method
		}
		if allowed {
			err = f(w, r)
		} else {
			w.Header().Set("Allow", strings.Join(methods, ", "))
		}
		var told *failure
		switch {
		case err == nil:
		case errors.As(err, &told):
			told.write(w)
		case errors.Is(err, ErrNotFound):
			(&failure{http.StatusNotFound, "not-found", "There is no snapshot of that name here."}).write(w)
		default:
			ours(err)
		}
	})
}

func nothing(http.ResponseWriter, *http.Request) error {
	return &failure{http.StatusNotFound, "not-found", "There is nothing here."}
}

func (a *api) health(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	write(w, http.StatusOK, map[string]bool{"ok": true, "snapshots": a.Store != nil})
	return nil
}

// SessionHeader names a session of the page, which is some text that it has chosen by chance.
const SessionHeader = "Inkgrad-Session"

// maxSession is the length of a session's name that is taken; what is longer counts as no name.
const maxSession = 64

// allow says whether r may store one more snapshot.
func (a *api) allow(r *http.Request) (bool, error) {
	address, session := client(r), r.Header.Get(SessionHeader)
	if len(session) > maxSession {
		session = ""
	}
	for _, l := range []struct {
		limiter Limiter
		key     string
	}{{a.Addresses, address}, {a.Limiter, address + " " + session}} {
		if l.limiter == nil {
			continue
		}
		if ok, err := l.limiter.Allow(r.Context(), l.key); err != nil || !ok {
			return false, err
		}
	}
	return true, nil
}

// client names who asks: an IPv4 address, or the network of an IPv6 one, of which one household has 2⁶⁴ addresses.
func client(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		return ip.String()
	}
	network, err := ip.Prefix(64)
	if err != nil {
		return host
	}
	return network.String()
}
