package firefox

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
)

// socket is the client's end of a WebSocket, as RFC 6455 has it, for messages of text. One goroutine may read while
// others write.
type socket struct {
	conn net.Conn
	in   *bufio.Reader
	mu   sync.Mutex // of writing
}

// The opcodes of frames.
const (
	opContinue = 0
	opText     = 1
	opClose    = 8
	opPing     = 9
	opPong     = 10
)

// maxMessage bounds what is read as one message: a picture of a window is a few megabytes.
const maxMessage = 256 << 20

// dial opens a socket to an address ws://host:port/path of this computer.
func dial(ctx context.Context, address string) (*socket, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", u.Host)
	if err != nil {
		return nil, err
	}
	s := &socket{conn: conn, in: bufio.NewReader(conn)}
	if err := s.upgrade(u); err != nil {
		conn.Close()
		return nil, fmt.Errorf("open a WebSocket at %s: %w", address, err)
	}
	return s, nil
}

// upgrade asks the server to speak WebSocket. The key is any; it proves to a server that it is not asked by mistake.
func (s *socket) upgrade(u *url.URL) error {
	_, err := fmt.Fprintf(s.conn, "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n\r\n", u.RequestURI(), u.Host)
	if err != nil {
		return err
	}
	answer, err := http.ReadResponse(s.in, nil)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusSwitchingProtocols {
		return errors.New(answer.Status)
	}
	return nil
}

// Close ends the connection.
func (s *socket) Close() error { return s.conn.Close() }

// write sends a message.
func (s *socket) write(text []byte) error { return s.frame(opText, text) }

// frame sends one frame. What a client sends is masked by four bytes; Firefox takes zeros for no mask.
func (s *socket) frame(op byte, payload []byte) error {
	b := []byte{0x80 | op}
	switch n := len(payload); {
	case n < 126:
		b = append(b, 0x80|byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 0x80|126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 0x80|127), uint64(n))
	}
	mask := [4]byte{42, 81, 147, 198}
	b = append(b, mask[:]...)
	for i, c := range payload {
		b = append(b, c^mask[i%len(mask)])
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.conn.Write(b)
	return err
}

// read returns the next message, and answers pings before it.
func (s *socket) read() ([]byte, error) {
	var message []byte
	for {
		final, op, payload, err := s.readFrame(maxMessage - len(message))
		if err != nil {
			return nil, err
		}
		switch op {
		case opText, opContinue:
			if message = append(message, payload...); final {
				return message, nil
			}
		case opPing:
			if err := s.frame(opPong, payload); err != nil {
				return nil, err
			}
		case opPong:
		case opClose:
			return nil, io.EOF
		default:
			return nil, fmt.Errorf("a WebSocket frame of kind %d", op)
		}
	}
}

func (s *socket) readFrame(limit int) (final bool, op byte, payload []byte, err error) {
	var head [2]byte
	if _, err = io.ReadFull(s.in, head[:]); err != nil {
		return
	}
	n := uint64(head[1] & 0x7f)
	if size := map[uint64]int{126: 2, 127: 8}[n]; size > 0 {
		var long [8]byte
		if _, err = io.ReadFull(s.in, long[8-size:]); err != nil {
			return
		}
		n = binary.BigEndian.Uint64(long[:])
	}
	if n > uint64(limit) {
		return false, 0, nil, fmt.Errorf("a WebSocket frame of %d bytes", n)
	}
	payload = make([]byte, n)
	_, err = io.ReadFull(s.in, payload)
	return head[0]&0x80 != 0, head[0] & 0x0f, payload, err
}
