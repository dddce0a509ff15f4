package session_test

import (
	"encoding/binary"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// crew is a host with helpers, whose replies come when they are let.
type crew struct {
	*host
	cores   int
	helpers map[int]*session.Helper
	asked   int
	replies []func()
	fault   error // what every reply is, if not nil
	short   bool  // replies are cut off
}

func (c *crew) Cores() int { return c.cores }

func (c *crew) Ask(i int, request []byte, done func([]byte, error)) {
	if c.helpers[i] == nil {
		c.helpers[i] = &session.Helper{}
	}
	c.asked++
	c.replies = append(c.replies, func() {
		reply, err := c.helpers[i].Answer(request)
		if c.fault != nil {
			reply, err = nil, c.fault
		}
		if c.short {
			reply = reply[:len(reply)-1]
		}
		done(reply, err)
	})
}

// let delivers the replies, the last first.
func (c *crew) let() {
	for len(c.replies) > 0 {
		last := len(c.replies) - 1
		reply := c.replies[last]
		c.replies = c.replies[:last]
		reply()
	}
}

// trained returns the parameters after some steps of a network with a convolution, and the crew that computed it.
func trained(t *testing.T, change func(*crew, *setting.Settings),
	work func(*crew, *session.Session)) (*crew, []protocol.Param) {
	t.Helper()
	c := &crew{host: newHost(), cores: 4, helpers: map[int]*session.Helper{}}
	settings := setting.Default()
	settings.Network, settings.Init = "conv2k9s4-relu-affine10", "He"
	settings.BatchSize, settings.DataSize = 20, 10_000
	change(c, &settings)
	s := session.New(c)
	s.Handle(1, protocol.Start{Settings: settings})
	c.deliver()
	s.Need()
	c.deliver()
	run(s)
	s.Handle(2, protocol.Train{Steps: 60})
	work(c, s)
	s.Handle(3, protocol.Params{})
	return c, answer[protocol.ParamsCopied](t, c.host, 3).Params
}

// finish works until training is over.
func finish(c *crew, s *session.Session) {
	for s.Busy() || len(c.replies) > 0 {
		run(s)
		c.let()
	}
}

func alone(c *crew, s *setting.Settings) { s.Workers = "1" }

// Whoever computes the parts, and whatever happens to them: the bits are those of one program.
func TestHelpersChangeNoBit(t *testing.T) {
	_, want := trained(t, alone, finish)
	for name, c := range map[string]struct {
		change func(*crew, *setting.Settings)
		work   func(*crew, *session.Session)
		asked  int // at least
		once   bool
	}{
		"two workers":  {change: func(_ *crew, s *setting.Settings) { s.Workers = "2" }, asked: 60},
		"four workers": {change: func(_ *crew, s *setting.Settings) { s.Workers = "4" }, asked: 180},
		"as it pays":   {change: func(*crew, *setting.Settings) {}, asked: 3},
		"a helper fails": {change: func(c *crew, s *setting.Settings) {
			s.Workers, c.fault = "2", errors.New("it has ended")
		}, asked: 1, once: true},
		"a reply is cut off": {change: func(c *crew, s *setting.Settings) { s.Workers, c.short = "2", true }, asked: 1,
			once: true},
		"a pause while they compute": {change: func(_ *crew, s *setting.Settings) { s.Workers = "2" },
			work: func(c *crew, s *session.Session) {
				run(s) // to the first wait
				s.Handle(5, protocol.Pause{})
				c.let() // too late
				if s.Busy() {
					run(s)
				}
				s.Handle(6, protocol.Train{Steps: 59})
				finish(c, s)
			}, asked: 60},
	} {
		t.Run(name, func(t *testing.T) {
			work := c.work
			if work == nil {
				work = finish
			}
			crew, got := trained(t, c.change, work)
			if !reflect.DeepEqual(got, want) {
				t.Error("the parameters are others")
			}
			if crew.asked < c.asked || c.once && crew.asked > 1 {
				t.Errorf("helpers were asked %d times", crew.asked)
			}
		})
	}
}

func TestHelpersAreNotAskedInVain(t *testing.T) {
	for name, change := range map[string]func(*crew, *setting.Settings){
		"one core":              func(c *crew, _ *setting.Settings) { c.cores = 1 },
		"one worker":            alone,
		"without a convolution": func(_ *crew, s *setting.Settings) { s.Network, s.Workers = "affine10", "2" },
		"with batch statistics": func(_ *crew, s *setting.Settings) {
			s.Network, s.Workers = "conv2k9s4-batchnorm-relu-affine10", "2"
		},
		"a batch of odd numbers": func(_ *crew, s *setting.Settings) { s.BatchSize, s.Workers = 21, "2" },
	} {
		t.Run(name, func(t *testing.T) {
			if c, _ := trained(t, change, finish); c.asked > 0 {
				t.Errorf("helpers were asked %d times", c.asked)
			}
		})
	}
}

func TestBadRequestsToAHelper(t *testing.T) {
	const network = "conv2k9s4-relu-affine10"
	about := func(text string, n, parts uint32, bytes int) []byte {
		b := append(binary.LittleEndian.AppendUint32(nil, uint32(len(text))), text...)
		b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, n), parts)
		return append(b, make([]byte, bytes)...)
	}
	with := func(n, parts uint32, bytes int) []byte { return about(network, n, parts, bytes) }
	const numbers = 4*(2*81+2+2*25*10+10) + 785
	if reply, err := (&session.Helper{}).Answer(with(1, 1, numbers)); err != nil || len(reply) != numbers-785+4 {
		t.Fatalf("a good request is answered by %d bytes, %v", len(reply), err)
	}
	label := with(1, 1, numbers)
	label[len(label)-785] = 10
	for want, request := range map[string][]byte{
		"empty":             {1, 2},
		"ends early":        {255, 0, 0, 0, 1},
		"numbers of images": with(1, 1, 0)[:4+len(network)],
		"0 parts":           with(1, 0, numbers),
		"of 4294967295":     with(1<<32-1, 1<<32-1, numbers),
		"bytes of numbers":  with(1, 1, numbers-1),
		"the label 10":      label,
		"sum":               about("sum", 1, 1, 0),
		"9 outputs":         about("affine9", 1, 1, 0),
	} {
		if _, err := (&session.Helper{}).Answer(request); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error about %q, got %v", want, err)
		}
	}
}
