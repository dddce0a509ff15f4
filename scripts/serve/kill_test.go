package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/inkgrad/inkgrad/web/site/api"
)

// program is the server as a process of its own.
type program struct {
	*exec.Cmd
	url string
}

func start(t *testing.T, binary, root, snapshots string) program {
	t.Helper()
	p := program{Cmd: exec.Command(binary, "-addr", "127.0.0.1:0", "-root", root, "-snapshots", snapshots)}
	p.Stderr = os.Stderr
	out, err := p.StdoutPipe()
	if err == nil {
		err = p.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server does not start: %v", err)
	}
	p.url = strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(line, "Inkgrad is at ")), "/")
	return p
}

// someone returns a client with an address of its own, for one address may not share as much as the test does. Only
// Linux has more than one for this machine.
func someone(n uint32) *http.Client {
	d := &net.Dialer{}
	if runtime.GOOS == "linux" {
		d.LocalAddr = &net.TCPAddr{IP: net.IPv4(127, 1+byte(n>>16), byte(n>>8), byte(n))}
	}
	return &http.Client{Transport: &http.Transport{DialContext: d.DialContext}}
}

// TestKill kills the server while many share snapshots, starts it anew, and reads back all that it has acknowledged. A
// link that somebody has been given opens for ever.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the server")
	}
	binary := filepath.Join(t.TempDir(), "serve")
	if said, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	root, snapshots := build(t), filepath.Join(t.TempDir(), "snapshots")
	const rounds, posters, enough = 3, 8, 60
	var people atomic.Uint32
	kept := map[string]api.Snapshot{} // by their path in the API
	for round := range rounds {
		p := start(t, binary, root, snapshots)
		var mu sync.Mutex
		var all sync.WaitGroup
		acknowledged := make(chan bool, 1<<16) // never full: a poster does not wait for the test
		for range posters {
			all.Go(func() {
				var client *http.Client
				var who uint32
				for i := 0; ; i++ {
					if i%15 == 0 {
						who = people.Add(1)
						client = someone(who)
						defer client.CloseIdleConnections()
					}
					s := snapshot(t, who, i)
					path, err := share(client, p.url, s)
					if err != nil {
						return // the server is dead
					}
					if path == "" {
						continue
					}
					mu.Lock()
					kept[path] = s
					mu.Unlock()
					acknowledged <- true
				}
			})
		}
		for range enough {
			<-acknowledged
		}
		if err := p.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = p.Wait() // which says that it was killed
		all.Wait()

		p = start(t, binary, root, snapshots)
		for path, want := range kept {
			got, err := read(p.url + path)
			if err != nil || got != want {
				t.Errorf("round %d: %s, which was acknowledged, is another of %d bytes, or none: %v", round, path,
					len(got.State), err)
			}
		}
		_ = p.Process.Kill()
		_ = p.Wait()
	}
	t.Logf("%d snapshots in %d rounds", len(kept), rounds)
	whole(t, snapshots)
}

// snapshot returns one that no other call returns, of some kilobytes.
func snapshot(t *testing.T, person uint32, i int) api.Snapshot {
	s, err := api.Parse(fmt.Appendf(nil, `{"page":"/embed/formula","state":"formula=%s&seed=%d"}`,
		strings.Repeat("x-", 300)+"x", int(person)*1000+i))
	if err != nil {
		t.Error(err)
	}
	return s
}

// share posts a snapshot and returns its path, or "" if the server refuses it.
func share(c *http.Client, url string, s api.Snapshot) (string, error) {
	_, body := s.Encode()
	res, err := c.Post(url+"/api/snapshots", "application/json", strings.NewReader(string(body)))
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusCreated {
		return "", err
	}
	var read struct{ ID string }
	if err := json.Unmarshal(answer, &read); err != nil {
		return "", err
	}
	return "/api/snapshots/" + read.ID, nil
}

func read(url string) (s api.Snapshot, err error) {
	res, err := http.Get(url)
	if err != nil {
		return s, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return s, fmt.Errorf("%s answers %s", url, res.Status)
	}
	return s, json.NewDecoder(res.Body).Decode(&s)
}

// whole checks that each file which bears the name of a snapshot is one, acknowledged or not.
func whole(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !api.ValidID(e.Name()) {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		s, err := api.Parse(body)
		if id, _ := s.Encode(); err != nil || id != e.Name() {
			t.Errorf("%s has %d bytes that are not its snapshot: %v", e.Name(), len(body), err)
		}
	}
}
