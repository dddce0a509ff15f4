package api

import (
	"context"
	"sync"
	"time"
)

// Window is a Limiter in memory, for a server that is one process: each client may do so much in each span of time.
// Spans begin for all at once, so a client can do twice that around the border of two, and the memory of one span is
// forgotten with it.
type Window struct {
	limit int
	span  time.Duration
	now   func() time.Time

	mu    sync.Mutex
	begun time.Time
	count map[string]int
}

// NewWindow returns a Window of limit for each span.
func NewWindow(limit int, span time.Duration) *Window {
	return &Window{limit: limit, span: span, now: time.Now}
}

// maxClients bounds the memory; when so many came in one span, those who are new wait for the next.
const maxClients = 100_000

// Allow implements Limiter; it never fails.
func (w *Window) Allow(_ context.Context, key string) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now := w.now(); w.count == nil || now.Sub(w.begun) >= w.span {
		w.begun, w.count = now, map[string]int{}
	}
	if _, known := w.count[key]; !known && len(w.count) >= maxClients || w.count[key] >= w.limit {
		return false, nil
	}
	w.count[key]++
	return true, nil
}
