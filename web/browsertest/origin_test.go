package browsertest

import (
	"net/http"
	"testing"
)

// So many servers, one after the other, would have a hundred ports twice.
func TestNewServerHasAnOriginOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for range 3000 {
		s := NewServer(http.NotFoundHandler())
		if seen[s.URL] {
			t.Fatalf("%s is given a second time", s.URL)
		}
		seen[s.URL] = true
		s.Close()
	}
}
