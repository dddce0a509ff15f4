package firefox

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// serve takes one connection, agrees to a WebSocket on it, and hands it to a function. It returns the address.
func serve(t *testing.T, f func(conn net.Conn, in *bufio.Reader)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		in := bufio.NewReader(conn)
		req, err := http.ReadRequest(in)
		if err != nil || req.Header.Get("Upgrade") != "websocket" || req.URL.Path != "/session" {
			fmt.Fprint(conn, "HTTP/1.1 400 Bad Request\r\n\r\n")
			return
		}
		fmt.Fprint(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
		f(conn, in)
	}()
	return "ws://" + l.Addr().String()
}

// Messages of all lengths come back as they went: a frame says its length in three ways.
func TestSocketEchoes(t *testing.T) {
	address := serve(t, func(conn net.Conn, in *bufio.Reader) {
		for {
			head := make([]byte, 2)
			if _, err := io.ReadFull(in, head); err != nil {
				return
			}
			frame := []byte{head[0], head[1] & 0x7f} // a server's frames are not masked
			n := int(head[1] & 0x7f)
			if more := map[int]int{126: 2, 127: 8}[n]; more > 0 {
				long := make([]byte, more)
				io.ReadFull(in, long)
				frame = append(frame, long...)
				n = 0
				for _, b := range long {
					n = n<<8 | int(b)
				}
			}
			masked := make([]byte, 4+n)
			io.ReadFull(in, masked)
			for i := range n {
				frame = append(frame, masked[4+i]^masked[i%4])
			}
			conn.Write(frame)
		}
	})
	s, err := dial(context.Background(), address+"/session")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, n := range []int{0, 1, 125, 126, 65_535, 65_536} {
		want := []byte(strings.Repeat("ink", n/3+1)[:n])
		if err := s.write(want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.read(); err != nil || !bytes.Equal(got, want) {
			t.Errorf("of %d bytes, %d came back: %v", n, len(got), err)
		}
	}
}

// A message may come in parts, with a ping between them, which is answered.
func TestSocketReadsParts(t *testing.T) {
	ponged := make(chan []byte, 1)
	address := serve(t, func(conn net.Conn, in *bufio.Reader) {
		conn.Write([]byte("\x01\x02in" + "\x89\x01?" + "\x80\x01k" + "\x88\x00"))
		pong := make([]byte, 2+4+1)
		io.ReadFull(in, pong)
		ponged <- pong
	})
	s, err := dial(context.Background(), address+"/session")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got, err := s.read(); err != nil || string(got) != "ink" {
		t.Errorf("the parts are %q: %v", got, err)
	}
	if pong := <-ponged; pong[0] != 0x80|opPong || pong[1] != 0x80|1 || pong[6]^pong[2] != '?' {
		t.Errorf("the ping is answered by %x", pong)
	}
	if _, err := s.read(); err != io.EOF {
		t.Errorf("after the end: %v", err)
	}
}

func TestSocketRefused(t *testing.T) {
	_, err := dial(context.Background(), serve(t, nil)+"/elsewhere")
	if err == nil || !strings.Contains(err.Error(), "400 Bad Request") {
		t.Errorf("a server that is none: %v", err)
	}
}
