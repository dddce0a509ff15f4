//go:build !js

package simd

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/sessiontest"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

var update = flag.Bool("update", false, "write the record of sessiontest anew")

// bits is the file that sessiontest.Recorded reads. web/crosstest compares browsers with it.
const bits = "../../nn/session/sessiontest/steps300.txt"

// The engine with the kernels, run natively, trains to the very bits to which browsers train.
func TestBits(t *testing.T) {
	m := newMachine(t)
	use(t, &BLAS{kernels: m}, &Kernels{kernels: m})
	settings, errs := setting.ParseQuery(sessiontest.Steps300)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	h := &host{images: firstImages(t)}
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: settings})
	h.deliver()
	s.Handle(2, protocol.Train{})
	h.deliver()
	for s.Busy() {
		s.Work(time.Second)
	}
	s.Handle(3, protocol.Save{})
	got := sessiontest.Digest(t, h.saved)
	if *update {
		if err := os.WriteFile(bits, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := sessiontest.Recorded(); got != want {
		t.Errorf("the digest of the parameters after 300 steps is %s, want %s", got, want)
	}
}

// host is a page that has MNIST's first images, and has a file saved. Fetches wait until deliver is called.
type host struct {
	wanted []func()
	images []byte
	saved  []byte
}

func (h *host) Emit(_ int, e protocol.Event) {
	if e, ok := e.(protocol.Saved); ok {
		h.saved = e.File
	}
}

func (h *host) Fetch(name string, _ func(loaded, total int), done func([]byte, error)) {
	h.wanted = append(h.wanted, func() {
		if name == digits.TrainFile(0) {
			done(h.images, nil)
			return
		}
		done(nil, errors.New("it is not needed"))
	})
}

// deliver answers what is fetched, and what is fetched meanwhile.
func (h *host) deliver() {
	for len(h.wanted) > 0 {
		next := h.wanted[0]
		h.wanted = h.wanted[1:]
		next()
	}
}

// firstImages is the file of the first images to train on.
func firstImages(t *testing.T) []byte {
	t.Helper()
	train, _, err := mnist.Load()
	if err != nil {
		t.Fatal(err)
	}
	var shard bytes.Buffer
	if err := digits.WriteShard(&shard, train.Slice(0, digits.ShardLen)); err != nil {
		t.Fatal(err)
	}
	return shard.Bytes()
}
