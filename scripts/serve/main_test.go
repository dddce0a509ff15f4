package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// build makes a folder that looks like a built clone: the files are there, with contents of no meaning.
func build(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range []string{"static/guard.js", "static/ink.js", "static/boot.js", "static/engine.js",
		"static/boot.css", "static/manifest.webmanifest", "build/web/app.wasm",
		"build/web/engine.wasm", "build/web/wasm_exec.js", "build/web/icon.svg", "build/web/icon-192.png",
		"build/web/icon-512.png"} {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestServe(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, w, "127.0.0.1:0", build(t), "", t.TempDir())
		w.Close()
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err, <-ended)
	}
	url := strings.TrimSpace(strings.TrimPrefix(line, "Inkgrad is at "))
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err != nil || !strings.Contains(string(body), "<title>Inkgrad") {
		t.Errorf("%s answers %q, %v", url, body, err)
	}
	// A header that would fill the memory, were there many such requests, is refused.
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Long", strings.Repeat("x", 100<<10))
	if res, err := http.DefaultClient.Do(req); err != nil {
		t.Error(err)
	} else if res.Body.Close(); res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 100 kB: %s", res.Status)
	}
	// Somebody else's server on the same address is told apart from other errors.
	err = serve(t.Context(), io.Discard, strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/"), build(t), "",
		t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "is taken") {
		t.Errorf("a second server: %v", err)
	}
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("it goes on after the interrupt")
	}
	if _, err := http.Get(url); err == nil {
		t.Error("it answers after its end")
	}
}

// Nothing that a client holds up lasts for ever. What a limit does is net/http's.
func TestServerHasLimits(t *testing.T) {
	s := newServer(http.NotFoundHandler())
	for name, limit := range map[string]time.Duration{"ReadHeaderTimeout": s.ReadHeaderTimeout,
		"ReadTimeout": s.ReadTimeout, "WriteTimeout": s.WriteTimeout, "IdleTimeout": s.IdleTimeout} {
		if limit <= 0 || limit > 10*time.Minute {
			t.Errorf("%s is %v", name, limit)
		}
	}
}

func TestNoBuild(t *testing.T) {
	err := serve(t.Context(), io.Discard, "127.0.0.1:0", t.TempDir(), "", "")
	if err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("without a build: %v", err)
	}
}

func TestReachable(t *testing.T) {
	for in, want := range map[string]string{
		"127.0.0.1:80": "127.0.0.1:80", "0.0.0.0:8080": "localhost:8080", "[::]:8080": "localhost:8080",
		"[::1]:1": "[::1]:1",
	} {
		a, err := net.ResolveTCPAddr("tcp", in)
		if err != nil {
			t.Fatal(err)
		}
		if got := reachable(a); got != want {
			t.Errorf("%s is reached at %s, want %s", in, got, want)
		}
	}
}
