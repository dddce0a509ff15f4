package session

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"unsafe"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
)

// Helpers are other programs that compute parts of a step at the same time, each with a Helper: in a browser, other Web
// Workers.
type Helpers interface {
	// Cores returns how many programs can run at the same time, including this one.
	Cores() int
	// Ask sends a request to helper i, counted from 0, and starts the helper if it does not run yet. It returns at
	// once; done is called later, on the Session's goroutine.
	Ask(i int, request []byte, done func(reply []byte, err error))
}

// Helper computes parts of the steps of a Session in another program. It keeps nothing from one request to the next but
// its buffers.
//
// A request is: the length of the network's text as uint32, in little endian, and the text (see spec.Network.Format),
// the number n of images in a part and the number of parts as uint32, the parameters one after another as float32, a
// byte a label, and digits.Pixels bytes an image. The reply is, for each part, the loss and the gradients as float32. A
// float32 has the byte order of memory: both ends are the same program in the same browser.
type Helper struct {
	text  string
	n     int
	net   *layer.Network[float32]
	part  *train.Part[float32]
	grads []float32
}

// Answer computes what a request asks for. The error says what is wrong with it.
func (h *Helper) Answer(request []byte) (reply []byte, err error) {
	text, rest, err := cut(request)
	if err != nil {
		return nil, err
	}
	if len(rest) < 8 {
		return nil, errors.New("session: a request without numbers of images")
	}
	n, parts := binary.LittleEndian.Uint32(rest), binary.LittleEndian.Uint32(rest[4:])
	rest = rest[8:]
	if n < 1 || parts < 1 || uint64(n)*uint64(parts) > setting.MaxBatch {
		return nil, fmt.Errorf("session: a request of %d parts of %d images", parts, n)
	}
	if err := h.prepare(text, int(n)); err != nil {
		return nil, err
	}
	images := int(n * parts)
	if want := 4*len(h.grads) + images*(1+digits.Pixels); len(rest) != want {
		return nil, fmt.Errorf("session: a request with %d bytes of numbers, needs %d", len(rest), want)
	}
	for _, p := range h.net.Params() {
		rest = readFloats(p.Value.Data, rest)
	}
	set := &digits.Set{Labels: rest[:images], Pixels: rest[images:]}
	for _, label := range set.Labels {
		if label >= digits.Classes {
			return nil, fmt.Errorf("session: a request with the label %d", label)
		}
	}
	reply = make([]byte, 0, 4*int(parts)*(1+len(h.grads)))
	idx := make([]int, n)
	for i := range parts {
		for j := range idx {
			idx[j] = int(i*n) + j
		}
		reply = appendFloats(reply, h.part.Compute(h.grads, set, idx))
		reply = appendFloats(reply, h.grads...)
	}
	return reply, nil
}

// prepare makes the network of the request, unless the last request had the same one.
func (h *Helper) prepare(text string, n int) error {
	if h.part != nil && text == h.text && n == h.n {
		return nil
	}
	s, err := spec.Parse(text)
	if err == nil {
		err = s.ForDigits()
	}
	if err != nil {
		return err
	}
	net, err := layer.New[float32](s, rand.New(rand.NewPCG(0, 0)))
	if err != nil {
		return err
	}
	part, err := train.NewPart(net, n)
	if err != nil {
		return err
	}
	*h = Helper{text, n, net, part, make([]float32, net.Size())}
	return nil
}

// cut splits the text off the beginning of a request.
func cut(request []byte) (text string, rest []byte, err error) {
	if len(request) < 4 {
		return "", nil, errors.New("session: an empty request")
	}
	n, rest := binary.LittleEndian.Uint32(request), request[4:]
	if uint64(n) > uint64(len(rest)) {
		return "", nil, errors.New("session: a request that ends early")
	}
	return string(rest[:n]), rest[n:], nil
}

// appendRequest appends the request for parts from to until of p.
func appendRequest(b []byte, net *layer.Network[float32], p *train.Parts[float32], from, until int) []byte {
	text, images := net.Spec().Format(), len(p.Images(from))
	b = slices.Grow(b, 12+len(text)+4*net.Size()+(until-from)*images*(1+digits.Pixels))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(text)))
	b = append(b, text...)
	b = binary.LittleEndian.AppendUint32(b, uint32(images))
	b = binary.LittleEndian.AppendUint32(b, uint32(until-from))
	for _, q := range net.Params() {
		b = appendFloats(b, q.Value.Data...)
	}
	set := p.Set()
	for i := from; i < until; i++ {
		for _, j := range p.Images(i) {
			b = append(b, set.Labels[j])
		}
	}
	for i := from; i < until; i++ {
		for _, j := range p.Images(i) {
			b = append(b, set.Image(j)...)
		}
	}
	return b
}

// putReply puts the parts from to until of a reply into p.
func putReply(reply []byte, p *train.Parts[float32], from, until int, size int) error {
	if want := 4 * (until - from) * (1 + size); len(reply) != want {
		return fmt.Errorf("session: a helper's reply has %d bytes, needs %d", len(reply), want)
	}
	loss, grads := make([]float32, 1), make([]float32, size)
	for i := from; i < until; i++ {
		reply = readFloats(grads, readFloats(loss, reply))
		p.Put(i, loss[0], grads)
	}
	return nil
}

func appendFloats(b []byte, vs ...float32) []byte { return append(b, raw(vs)...) }

// readFloats fills dst from the beginning of b, and returns the rest of b.
func readFloats(dst []float32, b []byte) []byte { return b[copy(raw(dst), b):] }

// raw returns the bytes of numbers as they lie in memory, without a copy.
func raw(vs []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(vs))), 4*len(vs))
}
