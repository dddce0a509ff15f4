package session_test

import (
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// host is a page without a browser: files come when deliver is called, Events are kept.
type host struct {
	files  map[string][]byte
	wanted []func() // fetches under way
	asked  []string
	events []event
	onEmit func(event)
}

type event struct {
	id int
	e  protocol.Event
}

func (h *host) Emit(id int, e protocol.Event) {
	h.events = append(h.events, event{id, e})
	if h.onEmit != nil {
		h.onEmit(event{id, e})
	}
}

func (h *host) Fetch(name string, progress func(loaded, total int), done func([]byte, error)) {
	h.asked = append(h.asked, name)
	h.wanted = append(h.wanted, func() {
		file, ok := h.files[name]
		if !ok {
			done(nil, errors.New("the server answers 404 Not Found"))
			return
		}
		progress(len(file), len(file))
		done(file, nil)
	})
}

// deliver finishes fetches, those begun meanwhile too.
func (h *host) deliver() {
	for len(h.wanted) > 0 {
		next := h.wanted[0]
		h.wanted = h.wanted[1:]
		next()
	}
}

// answer returns the Event that answers a Command.
func answer[E protocol.Event](t *testing.T, h *host, id int) E {
	t.Helper()
	for _, e := range h.events {
		if e.id != id {
			continue
		}
		if got, ok := e.e.(E); ok {
			return got
		}
		t.Fatalf("command %d is answered by %T: %+v", id, e.e, e.e)
	}
	t.Fatalf("command %d is not answered", id)
	panic("unreachable")
}

// all returns the Events of one kind.
func all[E protocol.Event](h *host) []E {
	var es []E
	for _, e := range h.events {
		if got, ok := e.e.(E); ok {
			es = append(es, got)
		}
	}
	return es
}

func last[E protocol.Event](t *testing.T, h *host) E {
	t.Helper()
	es := all[E](h)
	if len(es) == 0 {
		t.Fatalf("no %T", *new(E))
	}
	return es[len(es)-1]
}

// checkpoint is the latest one that the page got.
func checkpoint(t *testing.T, h *host) session.Checkpoint {
	t.Helper()
	kept := last[protocol.Checkpoint](t, h)
	c, err := session.DecodeModel(kept.File)
	if err != nil {
		t.Fatal(err)
	}
	c.Builtin = kept.Builtin
	return c
}

// restoring returns the Command that goes on from there.
func restoring(c session.Checkpoint) protocol.Restore {
	file := session.EncodeModel(c)
	return protocol.Restore{Checkpoint: protocol.Checkpoint{Step: c.Step, Builtin: c.Builtin, File: file}}
}

// shard is a file of n images of which every digit has its own inked row.
func shard(n int, seed uint64) []byte {
	rng := rand.New(rand.NewPCG(seed, 0))
	set := &digits.Set{Pixels: make([]byte, n*digits.Pixels), Labels: make([]byte, n)}
	for i := range n {
		label := rng.IntN(digits.Classes)
		set.Labels[i] = byte(label)
		image := set.Image(i)
		for j := range image {
			if j/digits.Side == 2*label {
				image[j] = 255
			}
		}
		for range 30 {
			image[rng.IntN(len(image))] = 255
		}
	}
	// As WriteShard does, but without the gzip, which takes longer than all tests.
	file := binary.BigEndian.AppendUint32(nil, 0x803)
	for _, n := range []int{n, digits.Side, digits.Side} {
		file = binary.BigEndian.AppendUint32(file, uint32(n))
	}
	file = append(file, set.Pixels...)
	file = binary.BigEndian.AppendUint32(file, 0x801)
	file = binary.BigEndian.AppendUint32(file, uint32(n))
	return append(file, set.Labels...)
}

// small are settings for quick tests.
func small() setting.Settings {
	s := setting.Default()
	s.Hidden, s.BatchSize, s.DataSize, s.Iterations = []int{8}, 20, 10_000, 200
	return s
}

// files are made once.
var files = sync.OnceValue(func() map[string][]byte {
	f := map[string][]byte{digits.TestFile: shard(300, 1), reader.File: always(9)}
	for i := range digits.TrainShards {
		f[digits.TrainFile(i)] = shard(digits.ShardLen, uint64(2+i))
	}
	return f
})

// always is a reader that says the same of every drawing, with a probability of 0.9.
func always(digit int) []byte {
	s := layer.MLP(digits.Pixels, nil, spec.KindReLU, digits.Classes)
	s.Init = spec.InitZeros
	net, err := layer.New[float32](s, rand.New(rand.NewPCG(0, 0)))
	if err != nil {
		panic(err)
	}
	net.Params()[1].Value.Data[digit] = float32(math.Log(9 * 9)) // eᵇ/(eᵇ + 9) = 0.9
	return reader.Encode(net, reader.Sure, nil)
}

func newHost() *host { return &host{files: maps.Clone(files())} }

// started returns a Session whose first data are there, images among them. Its Start was Command 1.
func started(t *testing.T, h *host, settings setting.Settings) *session.Session {
	t.Helper()
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: settings})
	h.deliver()
	s.Need()
	h.deliver()
	return s
}

// run works until nothing is left to do.
func run(s *session.Session) {
	for s.Busy() {
		s.Work(5 * time.Millisecond)
	}
}
