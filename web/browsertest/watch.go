package browsertest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// messages keeps what a tab complains about: on its console, and by asking other hosts.
type messages struct {
	origin string
	mu     sync.Mutex
	list   []string
	panics []string      // what Go wrote of a panic
	ended  chan struct{} // closed when the mark has been read
}

// mark is the last message of a page. Events come in order, so with it all that the page had to say has been read.
const mark = "browsertest: the end"

// cutOff is what Chromium says of an icon when the page is left before it is there. One that is missing is answered
// 404, which is a complaint, too.
const cutOff = "Error while trying to use the following icon from the Manifest"

// maxTrace is how many lines of a panic are kept: with those of the goroutine that it was in.
const maxTrace = 80

// listen is told of each event of the tab, in order.
func (m *messages) listen(event any) {
	switch e := event.(type) {
	case *inspector.EventTargetCrashed:
		m.add("its process has crashed")
	case *network.EventRequestWillBeSent:
		u := e.Request.URL
		if strings.HasPrefix(u, "http") && u != m.origin && !strings.HasPrefix(u, m.origin+"/") {
			m.add("another host was asked: " + u) // blob: and data: stay in the page
		}
	}
}

// readConsole subscribes to the console of the tab at once, and reads it until the mark.
func (m *messages) readConsole(ctx context.Context) {
	console := chromedp.Console(ctx)
	go func() {
		defer close(m.ended)
		for msg, err := range console {
			if err != nil || msg.Text == mark {
				return
			}
			if strings.Contains(msg.Text, cutOff) {
				continue
			}
			switch msg.Type {
			case chromedp.ConsoleError, chromedp.ConsoleWarning, chromedp.ConsoleException, "assert":
				m.add(fmt.Sprintf("%s (%s:%d)", msg, msg.URL, msg.Line+1))
			default:
				m.trace(msg.Text)
			}
		}
	}()
}

// trace keeps what Go writes when it ends by a panic, up to so many lines.
func (m *messages) trace(line string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	begins := strings.HasPrefix(line, "panic:") || strings.HasPrefix(line, "fatal error:")
	if begins || len(m.panics) > 0 && len(m.panics) < maxTrace {
		m.panics = append(m.panics, line)
	}
}

func (m *messages) add(text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.list = append(m.list, text)
}

// end writes the mark, waits until it has been read, and returns all complaints before it.
func (m *messages) end(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("console.debug("+quote(mark)+")"))
	if err == nil {
		select {
		case <-m.ended:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.list, err
}
