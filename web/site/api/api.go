// Package api is what the site answers with code rather than with a file. It knows neither pages nor go-app, so that a small
// program at the edge can serve it beside static files.
//
//	mux := http.NewServeMux()
//	api.Register(mux)
package api

import (
	"io"
	"net/http"
)

// Register adds the routes of the API to mux:
//
//	GET /healthz   200 and "ok", for whoever watches the server
func Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", healthz)
}

func healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	io.WriteString(w, "ok\n")
}
