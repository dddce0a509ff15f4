package engine_test

import (
	"strings"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/engine/enginetest"
)

// clock lets an Engine watch, a tick after the other.
type clock struct {
	*world
	now time.Time
}

// newClock is the clock of an engine that trains.
func newClock() *clock {
	c := &clock{newWorld(), time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)}
	c.Start(setting.Default(), nil)
	c.port().Answer(enginetest.Ready())
	c.Send(protocol.Train{Steps: 10}, func(protocol.Event) {})
	return c
}

// pass lets time pass, in ticks of that length.
func (c *clock) pass(all, tick time.Duration) {
	for end := c.now.Add(all); c.now.Before(end); {
		c.now = c.now.Add(tick)
		c.Watch(c.now)
	}
}

func TestAnEngineThatHangs(t *testing.T) {
	c := newClock()
	c.pass(time.Minute, engine.Tick)
	if l := c.Link(); !l.Silent || l.Phase != engine.Ready || !strings.Contains(l.Reason, "not answered for 10 s") {
		t.Fatalf("link %+v", l)
	}
	if c.port().Pings != 1 {
		t.Errorf("it was asked for a sign of life %d times", c.port().Pings)
	}
	c.port().Alive()
	if l := c.Link(); l.Silent || l.Reason != "" {
		t.Errorf("after a sign of life: link %+v", l)
	}
	c.pass(time.Minute, engine.Tick)
	hangs := c.port()
	c.GoOn(setting.Default(), &protocol.Checkpoint{Step: 42})
	if l := c.Link(); l.Silent || !hangs.Closed {
		t.Errorf("after it was started again: link %+v, the old one is ended: %t", l, hangs.Closed)
	}
	c.port().Answer(enginetest.Ready())
	if r, ok := c.port().Last().(protocol.Restore); !ok || r.Checkpoint.Step != 42 {
		t.Errorf("the last Command is %+v, want Restore", c.port().Last())
	}
}

// None of these is a hang.
func TestAnEngineThatIsAlive(t *testing.T) {
	for name, live := range map[string]func(c *clock){
		"it answers at once": func(c *clock) {
			for range 60 {
				c.pass(engine.Tick, engine.Tick)
				c.port().Alive()
			}
		},
		"its slices take long": func(c *clock) {
			for range 10 {
				c.pass(engine.Patience-engine.Tick, engine.Tick)
				c.port().Alive()
			}
		},
		"its Events are signs of life": func(c *clock) {
			for step := range 10 {
				c.pass(engine.Patience-engine.Tick, engine.Tick)
				c.port().Say(0, protocol.Progress{Step: step})
			}
		},
		"nothing is due": func(c *clock) {
			c.port().Answer(protocol.Trained{})
			c.pass(time.Hour, engine.Tick)
		},
		"the page is behind another tab": func(c *clock) { c.pass(time.Hour, time.Minute) },
		"the laptop was shut for an hour": func(c *clock) {
			c.pass(5*time.Second, engine.Tick)
			c.pass(time.Hour, time.Hour)
		},
		"its program is being loaded": func(c *clock) {
			c.Start(setting.Default(), nil)
			c.pass(time.Hour, engine.Tick)
		},
	} {
		c := newClock()
		live(c)
		if l := c.Link(); l.Silent {
			t.Errorf("%s: link %+v", name, l)
		}
	}
}
