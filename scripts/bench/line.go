package main

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// line is a slow connection to a server: a proxy that limits what all connections through it get together.
//
// What the server sends goes out packet by packet, each when the line is free, and arrives half a round trip after it
// has gone out. So two responses share the line as they share a real one, and a small one does not wait for all of a
// large one. What the browser sends is only late. A connection takes a round trip to open.
type line struct {
	rate      float64 // bytes a second, from the server
	roundTrip time.Duration

	listener net.Listener
	server   string // its address
	arrived  atomic.Int64

	mu   sync.Mutex
	free time.Time // when the line has sent all that it has taken
}

// packet is how many bytes go out at once: what a TCP segment carries over Ethernet.
const packet = 1460

// newLine returns a line to the server at an address. The caller closes it.
func newLine(server string, bitsPerSecond float64, roundTrip time.Duration) (*line, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &line{rate: bitsPerSecond / 8, roundTrip: roundTrip, listener: listener, server: server}
	go l.accept()
	return l, nil
}

// Addr returns the address to connect to.
func (l *line) Addr() string { return l.listener.Addr().String() }

// Arrived returns how many bytes of the server have come out of the line.
func (l *line) Arrived() int { return int(l.arrived.Load()) }

// Close takes no more connections. Those that are there end when one of their ends closes them.
func (l *line) Close() error { return l.listener.Close() }

func (l *line) accept() {
	for {
		browser, err := l.listener.Accept()
		if err != nil {
			return // it is closed
		}
		go l.connect(browser)
	}
}

func (l *line) connect(browser net.Conn) {
	defer browser.Close()
	time.Sleep(l.roundTrip)
	server, err := net.Dial("tcp", l.server)
	if err != nil {
		return
	}
	defer server.Close()
	ended := make(chan struct{}, 2)
	carry := func(to io.Writer, from io.Reader, leave func(n int) time.Time, arrive func(n int)) {
		l.carry(to, from, leave, arrive)
		ended <- struct{}{}
	}
	go carry(server, browser, func(int) time.Time { return time.Now() }, func(int) {})
	go carry(browser, server, l.send, func(n int) { l.arrived.Add(int64(n)) })
	<-ended
}

// send takes the line for n bytes, waits until they have gone out, and returns when that is.
func (l *line) send(n int) time.Time {
	l.mu.Lock()
	if now := time.Now(); l.free.Before(now) {
		l.free = now
	}
	l.free = l.free.Add(time.Duration(float64(n) / l.rate * float64(time.Second)))
	out := l.free
	l.mu.Unlock()
	time.Sleep(time.Until(out))
	return out
}

// carry brings what from says to to, in order, each packet half a round trip after it has left.
func (l *line) carry(to io.Writer, from io.Reader, leave func(n int) time.Time, arrive func(n int)) {
	type flying struct {
		data []byte
		due  time.Time
	}
	// More than a line carries in half a round trip.
	under := make(chan flying, 1024)
	go func() {
		defer close(under)
		for {
			data := make([]byte, packet)
			n, err := from.Read(data)
			if n > 0 {
				under <- flying{data[:n], leave(n).Add(l.roundTrip / 2)}
			}
			if err != nil {
				return
			}
		}
	}()
	var failed error
	for f := range under {
		if failed != nil {
			continue // so that the other goroutine ends
		}
		time.Sleep(time.Until(f.due))
		arrive(len(f.data))
		_, failed = to.Write(f.data)
	}
}
