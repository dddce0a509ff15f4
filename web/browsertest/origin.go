package browsertest

import (
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
)

// NewServer is httptest.NewServer at an origin that no server of this program has had. The tabs share one browser,
// which stores databases by origin and caches files by URL: at a port that the system gives a second time, a page would
// find what a page of another test has left.
func NewServer(h http.Handler) *httptest.Server {
	server := httptest.NewUnstartedServer(h)
	for !fresh(server.Listener.Addr()) {
		// What is closed may be given again at once, so the next one comes first.
		next := httptest.NewUnstartedServer(h)
		server.Close()
		server = next
	}
	server.Start()
	return server
}

var origins struct {
	sync.Mutex
	seen map[string]bool
}

// fresh reports whether an address is seen for the first time.
func fresh(a net.Addr) bool {
	origins.Lock()
	defer origins.Unlock()
	if origins.seen == nil {
		origins.seen = map[string]bool{}
	}
	seen := origins.seen[a.String()]
	origins.seen[a.String()] = true
	return !seen
}
