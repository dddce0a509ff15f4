package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// A line is as slow as it says, for all connections together, and loses nothing.
func TestLine(t *testing.T) {
	body := bytes.Repeat([]byte("a line of text\n"), 4000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(body) }))
	defer server.Close()
	const bits, roundTrip, connections = 4e6, 40 * time.Millisecond, 3
	l, err := newLine(server.Listener.Addr().String(), bits, roundTrip)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()

	begun := time.Now()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	var all sync.WaitGroup
	for range connections {
		all.Go(func() {
			response, err := client.Get(fmt.Sprintf("http://%s/", l.Addr()))
			if err != nil {
				t.Error(err)
				return
			}
			defer response.Body.Close()
			if got, err := io.ReadAll(response.Body); err != nil || !bytes.Equal(got, body) {
				t.Errorf("%d bytes came of %d: %v", len(got), len(body), err)
			}
		})
	}
	all.Wait()
	took := time.Since(begun)

	sent := connections * len(body)
	least := 2*roundTrip + time.Duration(float64(sent)*8/bits*float64(time.Second))
	if took < least {
		t.Errorf("%d bytes took %v, less than %v", sent, took, least)
	}
	if got := l.Arrived(); got < sent || got > sent+connections*500 {
		t.Errorf("the line counts %d bytes, %d of them bodies", got, sent)
	}
}
