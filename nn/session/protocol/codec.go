package protocol

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// codec visits the fields of a message, one after another, to write them or to read and check them. One method of a
// message, fields, describes both directions. Only the values are written, since both ends are from the same build.
//
// An int is a varint of package binary, a bool a byte, a float64 eight bytes in little-endian order. The elements of a
// list and the bytes of a text follow their number plus one; 0 means nil. A list never has more elements than there are
// bytes left, so that a short message cannot ask for much memory.
type codec struct {
	writing bool
	data    []byte // what has been written, or what is still to be read
	err     error  // the first problem of reading; all later values are zero
}

// fail records what is wrong with the message.
func (c *codec) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
	c.data = nil
}

// take returns the next n bytes to read, or nil if there are fewer.
func (c *codec) take(n int) []byte {
	if n > len(c.data) {
		c.fail("it ends early")
		return nil
	}
	taken := c.data[:n]
	c.data = c.data[n:]
	return taken
}

func (c *codec) int(ps ...*int) {
	for _, p := range ps {
		if c.writing {
			c.data = binary.AppendVarint(c.data, int64(*p))
			continue
		}
		v, n := binary.Varint(c.data)
		if n <= 0 || int64(int(v)) != v {
			c.fail("there is no whole number where one should be")
			return
		}
		*p, c.data = int(v), c.data[n:]
	}
}

func (c *codec) bool(ps ...*bool) {
	for _, p := range ps {
		n := 0
		if *p {
			n = 1
		}
		c.int(&n)
		if n != 0 && n != 1 {
			c.fail("%d is neither true nor false", n)
		}
		*p = n == 1
	}
}

func (c *codec) float(ps ...*float64) {
	for _, p := range ps {
		if c.writing {
			c.data = binary.LittleEndian.AppendUint64(c.data, math.Float64bits(*p))
		} else if b := c.take(8); b != nil {
			*p = math.Float64frombits(binary.LittleEndian.Uint64(b))
		}
	}
}

func (c *codec) text(ps ...*string) {
	for _, p := range ps {
		n := c.length(len(*p), false, 1)
		if c.writing {
			c.data = append(c.data, *p...)
		} else {
			*p = string(c.take(max(n, 0)))
		}
	}
}

func (c *codec) bytes(p *[]byte) {
	n := c.length(len(*p), *p == nil, 1)
	switch {
	case c.writing:
		c.data = append(c.data, *p...)
	case n >= 0:
		*p = append([]byte{}, c.take(n)...)
	}
}

// floats visits lists of many numbers.
func (c *codec) floats(ps ...*[]float64) {
	for _, p := range ps {
		n := c.length(len(*p), *p == nil, 8)
		if c.writing {
			c.data = slices.Grow(c.data, 8*len(*p))
			for _, v := range *p {
				c.data = binary.LittleEndian.AppendUint64(c.data, math.Float64bits(v))
			}
			continue
		}
		if n < 0 {
			continue
		}
		b := c.take(8 * n)
		*p = make([]float64, n)
		for i := range *p {
			(*p)[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
		}
	}
}

func (c *codec) ints(ps ...*[]int) {
	for _, p := range ps {
		list(c, p, func(v *int, c *codec) { c.int(v) })
	}
}

func (c *codec) texts(p *[]string) { list(c, p, func(v *string, c *codec) { c.text(v) }) }

// length visits the number of elements, each of at least this many bytes. It is -1 for nil.
func (c *codec) length(n int, isNil bool, size int) int {
	if isNil {
		n = -1
	}
	n++
	c.int(&n)
	n--
	if !c.writing && (c.err != nil || n < -1 || n > len(c.data)/size) {
		c.fail("it ends early")
		return -1
	}
	return n
}

// list visits each element of a list.
func list[T any](c *codec, p *[]T, fields func(*T, *codec)) {
	if n := c.length(len(*p), *p == nil, 1); !c.writing && n >= 0 {
		*p = make([]T, n)
	}
	for i := range *p {
		fields(&(*p)[i], c)
	}
}

// optional visits a pointer that may be nil.
func optional[T any](c *codec, p **T, fields func(*T, *codec)) {
	there := *p != nil
	if c.bool(&there); !there {
		return
	}
	if !c.writing {
		*p = new(T)
	}
	fields(*p, c)
}

// named visits numbers by name, in the order of the names.
func (c *codec) named(p *map[string]float64) {
	n := c.length(len(*p), *p == nil, 2)
	if c.writing {
		for _, name := range slices.Sorted(maps.Keys(*p)) {
			v := (*p)[name]
			c.text(&name)
			c.float(&v)
		}
		return
	}
	if n >= 0 {
		*p = make(map[string]float64)
	}
	for i := 0; i < n && c.err == nil; i++ {
		var name string
		var v float64
		c.text(&name)
		c.float(&v)
		if _, twice := (*p)[name]; twice {
			c.fail("%q is there twice", name)
		}
		(*p)[name] = v
	}
}

// settings visits all the fields of the settings. The session checks the values.
func (c *codec) settings(s *setting.Settings) {
	for _, field := range s.Fields() {
		switch p := field.(type) {
		case *int:
			c.int(p)
		case *float64:
			c.float(p)
		case *string:
			c.text(p)
		case *[]int:
			c.ints(p)
		case *[]string:
			c.texts(p)
		case *map[string]float64:
			c.named(p)
		default:
			panic(fmt.Sprintf("protocol: a setting of type %T", field))
		}
	}
}

// fits fails unless the tensor called name has as many elements as its shape says.
func (c *codec) fits(name string, shape []int, elements int) {
	if c.writing || c.err != nil {
		return
	}
	want := 1
	for _, d := range shape {
		if d < 0 || d > 0 && want > math.MaxInt32/d {
			c.fail("%s: impossible shape %v", name, shape)
			return
		}
		want *= d
	}
	if elements != want {
		c.fail("%s: %d elements in shape %v", name, elements, shape)
	}
}

// images visits the pixels of this many images, one after another.
func (c *codec) images(p *[]float64, n int) {
	c.floats(p)
	c.fits("Pixels", []int{n, spec.Side, spec.Side}, len(*p))
}
