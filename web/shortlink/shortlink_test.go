package shortlink

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
)

func TestReadShortLink(t *testing.T) {
	for name, c := range map[string]struct {
		status                      int
		answer, path, wantedProblem string
	}{
		"kept":      {201, `{"id":"abc","path":"/s/abc"}`, "/s/abc", ""},
		"no answer": {0, "", "", "Check the connection"},
		"too many": {429, `{"error":{"code":"limit","message":"Try again in a minute."}}`, "",
			"Try again in a minute."},
		"too large":       {413, `{"error":{"code":"too-large","message":"At most 9 bytes."}}`, "", "At most 9 bytes."},
		"of a proxy":      {502, "<h1>Bad gateway</h1>", "", "answered 502"},
		"an error inside": {201, `{"error":{"message":"The disk is full."}}`, "", "The disk is full."},
		"another site":    {201, `{"path":"//evil.example/s/abc"}`, "", "answered 201"},
		"no object":       {200, `[]`, "", "answered 200"},
		"an old server":   {404, `{}`, "", "answered 404"},
	} {
		path, problem := readShortLink(c.status, c.answer)
		if path != c.path || (problem == "") != (c.wantedProblem == "") || !strings.Contains(problem, c.wantedProblem) {
			t.Errorf("%s: %q, %q", name, path, problem)
		}
	}
}

// FuzzReadShortLink lets a server answer anything: there is a path on this site, or a sentence that says why not.
func FuzzReadShortLink(f *testing.F) {
	f.Add(201, `{"id":"abc","path":"/s/abc"}`)
	f.Add(429, `{"error":{"code":"limit","message":"Try again in a minute."}}`)
	f.Add(0, "")
	f.Fuzz(func(t *testing.T, status int, answer string) {
		defer cost.Bound(t, len(answer))()
		path, problem := readShortLink(status, answer)
		if (path == "") == (problem == "") || path != "" && !strings.HasPrefix(path, "/s/") {
			t.Fatalf("%d %q is the path %q and the problem %q", status, answer, path, problem)
		}
	})
}
