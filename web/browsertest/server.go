package browsertest

import (
	"net/http"
	"sync"
)

// Request is one that a page made of its server, and what was sent back.
type Request struct {
	Method, URL string
	Status      int
	// Bytes is the size of the body as it was sent, compressed if it was.
	Bytes int
}

// Log keeps what a server was asked for. It is a handler around another.
type Log struct {
	http.Handler
	mu   sync.Mutex
	list []Request
}

func (r *Log) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	counted := &countingWriter{ResponseWriter: w, status: http.StatusOK}
	// Deferred, because a handler may break the connection off by a panic.
	defer func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.list = append(r.list, Request{req.Method, req.URL.String(), counted.status, counted.bytes})
	}()
	r.Handler.ServeHTTP(counted, req)
}

// All returns the requests so far that were answered.
func (r *Log) All() []Request {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Request(nil), r.list...)
}

type countingWriter struct {
	http.ResponseWriter
	status, bytes int
}

func (w *countingWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *countingWriter) Write(b []byte) (int, error) {
	n, err := w.ResponseWriter.Write(b)
	w.bytes += n
	return n, err
}

// Flush makes it an http.Flusher, for handlers that send a body in parts.
func (w *countingWriter) Flush() {
	if f, ok := w.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

// overlay answers with routes where one matches, and with base elsewhere.
func overlay(base http.Handler, routes map[string]http.Handler) http.Handler {
	if len(routes) == 0 {
		return base
	}
	mux := http.NewServeMux()
	for pattern, h := range routes {
		mux.Handle(pattern, h)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h, pattern := mux.Handler(r); pattern != "" {
			h.ServeHTTP(w, r)
			return
		}
		base.ServeHTTP(w, r)
	})
}
