// Package firefox drives Firefox by WebDriver BiDi, which it speaks itself: one WebSocket, and JSON.
//
//	b, err := firefox.Start(ctx, firefox.Options{Preferences: map[string]any{"network.cookie.cookieBehavior": 1}})
//	...
//	defer b.Close()
//	err = b.Open(ctx, "http://127.0.0.1:8080/")
//
// A browser has a profile of its own, which is gone when it is closed, and one tab. To start it takes seconds; Renew is
// quick, and leaves what the browser keeps of an origin.
package firefox

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/inkgrad/inkgrad/web/crosstest/action"
)

// Find returns the path of Firefox, or an error that says how to install it.
func Find() (string, error) {
	for _, name := range []string{"firefox-esr", "firefox"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("there is no Firefox: apt-get install firefox-esr")
}

// Options are what a browser is started with.
type Options struct {
	// Preferences are those of about:config, beside the browser's own.
	Preferences map[string]any
	// Width and Height are those of the window's inside.
	Width, Height int
}

// preferences that every browser gets: it saves without asking, nothing of its own uses the network, and it has few
// processes. Firefox itself sets more of this kind when it is driven.
var preferences = map[string]any{
	"browser.download.folderList":          2, // the folder that is named
	"browser.download.useDownloadDir":      true,
	"browser.download.alwaysOpenPanel":     false,
	"browser.newtabpage.enabled":           false,
	"browser.startup.homepage":             "about:blank",
	"browser.startup.page":                 0,
	"dom.ipc.processCount":                 1,
	"dom.ipc.processPrelaunch.enabled":     false,
	"network.connectivity-service.enabled": false,
	"ui.prefersReducedMotion":              0,
	"ui.systemUsesDarkTheme":               0,
}

// Browser is a running Firefox.
type Browser struct {
	process *exec.Cmd
	profile string
	options Options
	bidi    *bidi
	context string // the tab

	mu         sync.Mutex
	complaints []string
}

// Start starts a browser, without a window on the screen. The context bounds the start alone.
func Start(ctx context.Context, o Options) (*Browser, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "firefox-")
	if err != nil {
		return nil, err
	}
	b := &Browser{profile: profile, options: o}
	if err := b.start(ctx, path); err != nil {
		b.Close()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return b, nil
}

func (b *Browser) start(ctx context.Context, path string) error {
	all := maps.Clone(preferences)
	all["browser.download.dir"] = b.Downloads()
	maps.Copy(all, b.options.Preferences)
	if err := errors.Join(os.Mkdir(b.Downloads(), 0o700),
		writePreferences(filepath.Join(b.profile, "user.js"), all)); err != nil {
		return err
	}
	b.process = exec.Command(path, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", b.profile)
	// What a user has set for desktop programs must not change what is tested.
	b.process.Env = append(os.Environ(), "HOME="+b.profile, "MOZ_HEADLESS=1")
	output, err := b.process.StderrPipe()
	if err != nil {
		return err
	}
	if err := b.process.Start(); err != nil {
		b.process = nil
		return err
	}
	address, err := listening(ctx, output)
	if err != nil {
		return err
	}
	s, err := dial(ctx, address+"/session")
	if err != nil {
		return err
	}
	b.bidi = converse(s, b.note)
	if err := b.bidi.call(ctx, "session.new", object{"capabilities": object{}}, nil); err != nil {
		return err
	}
	if err := b.bidi.call(ctx, "session.subscribe", object{"events": []string{"log.entryAdded"}}, nil); err != nil {
		return err
	}
	return b.Renew(ctx)
}

// Renew opens a new tab in the place of those that there are, and forgets what was complained about.
func (b *Browser) Renew(ctx context.Context) error {
	var tree struct{ Contexts []struct{ Context string } }
	if err := b.bidi.call(ctx, "browsingContext.getTree", object{"maxDepth": 0}, &tree); err != nil {
		return err
	}
	var tab struct{ Context string }
	if err := b.bidi.call(ctx, "browsingContext.create", object{"type": "tab"}, &tab); err != nil {
		return err
	}
	for _, old := range tree.Contexts {
		if err := b.bidi.call(ctx, "browsingContext.close", object{"context": old.Context}, nil); err != nil {
			return err
		}
	}
	b.context = tab.Context
	b.mu.Lock()
	b.complaints = nil
	b.mu.Unlock()
	return b.bidi.call(ctx, "browsingContext.setViewport", object{"context": b.context,
		"viewport": object{"width": b.options.Width, "height": b.options.Height}}, nil)
}

// Downloads is the folder for files that a page has the browser save.
func (b *Browser) Downloads() string { return filepath.Join(b.profile, "downloads") }

func writePreferences(file string, all map[string]any) error {
	var text []byte
	for _, name := range slices.Sorted(maps.Keys(all)) {
		value, err := json.Marshal(all[name])
		if err != nil {
			return err
		}
		text = fmt.Appendf(text, "user_pref(%q, %s);\n", name, value)
	}
	return os.WriteFile(file, text, 0o600)
}

var listens = regexp.MustCompile(`BiDi listening on (ws:\S+)`)

// listening reads what a starting Firefox writes until it says where it listens. The rest is read, and dropped.
func listening(ctx context.Context, output io.Reader) (string, error) {
	found := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(output); lines.Scan(); {
			if m := listens.FindStringSubmatch(lines.Text()); m != nil {
				found <- m[1]
				break
			}
		}
		close(found)
		io.Copy(io.Discard, output)
	}()
	select {
	case address, ok := <-found:
		if !ok {
			return "", errors.New("it ended without saying where it listens")
		}
		return address, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// object is one in JSON.
type object = map[string]any

// note keeps the errors that pages write to the console, or end in.
func (b *Browser) note(method string, params json.RawMessage) {
	var entry struct {
		Level, Text string
		StackTrace  struct {
			CallFrames []struct {
				URL        string
				LineNumber int
			}
		}
	}
	if method != "log.entryAdded" || json.Unmarshal(params, &entry) != nil || entry.Level != "error" {
		return
	}
	text := entry.Text
	if frames := entry.StackTrace.CallFrames; len(frames) > 0 {
		text += fmt.Sprintf(" (%s:%d)", frames[0].URL, frames[0].LineNumber+1)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, text)
}

// Complaints returns the errors that pages wrote to the console, or ended in.
func (b *Browser) Complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.complaints)
}

// Open opens a URL, and waits until its document is loaded.
func (b *Browser) Open(ctx context.Context, url string) error {
	return b.bidi.call(ctx, "browsingContext.navigate",
		object{"context": b.context, "url": url, "wait": "complete"}, nil)
}

// Reload loads the page again.
func (b *Browser) Reload(ctx context.Context) error {
	return b.bidi.call(ctx, "browsingContext.reload", object{"context": b.context, "wait": "complete"}, nil)
}

// remote is a value in a page as BiDi describes it.
type remote struct {
	Type     string
	SharedID string
	Value    json.RawMessage
}

// evaluate evaluates an expression in a tab or frame, or what its promise comes to.
func (b *Browser) evaluate(ctx context.Context, context, expression string) (remote, error) {
	var answer struct {
		Type             string
		Result           remote
		ExceptionDetails struct{ Text string }
	}
	err := b.bidi.call(ctx, "script.evaluate", object{"expression": expression, "awaitPromise": true,
		"target": object{"context": context}}, &answer)
	if err == nil && answer.Type == "exception" {
		err = errors.New(answer.ExceptionDetails.Text)
	}
	return answer.Result, err
}

// within returns the context of a frame, found by JavaScript expressions for the elements of frames within each other.
func (b *Browser) within(ctx context.Context, frames []string) (string, error) {
	context := b.context
	for _, element := range frames {
		window, err := b.evaluate(ctx, context, "("+element+").contentWindow")
		if err != nil {
			return "", err
		}
		var value struct{ Context string }
		if err := json.Unmarshal(window.Value, &value); err != nil || value.Context == "" {
			return "", fmt.Errorf("%s is not a frame", element)
		}
		context = value.Context
	}
	return context, nil
}

// Evaluate returns the value of a JavaScript expression whose value, or that of its promise, is a string. The frames
// are expressions for the elements of frames within each other; without any it is evaluated in the page.
func (b *Browser) Evaluate(ctx context.Context, frames []string, expression string) (string, error) {
	context, err := b.within(ctx, frames)
	if err != nil {
		return "", err
	}
	result, err := b.evaluate(ctx, context, expression)
	if err != nil {
		return "", err
	}
	var text string
	if err := json.Unmarshal(result.Value, &text); err != nil {
		return "", fmt.Errorf("%s is of type %s", expression, result.Type)
	}
	return text, nil
}

// Perform has the browser carry out what is done with a device, in the page or in a frame as Evaluate has them.
func (b *Browser) Perform(ctx context.Context, frames []string, device action.Device) error {
	context, err := b.within(ctx, frames)
	if err != nil {
		return err
	}
	return b.bidi.call(ctx, "input.performActions",
		object{"context": context, "actions": []action.Device{device}}, nil)
}

// Choose chooses files in an input, for which a JavaScript expression stands.
func (b *Browser) Choose(ctx context.Context, input string, files ...string) error {
	element, err := b.evaluate(ctx, b.context, input)
	if err != nil {
		return err
	}
	return b.bidi.call(ctx, "input.setFiles", object{"context": b.context,
		"element": object{"sharedId": element.SharedID}, "files": files}, nil)
}

// Picture returns a picture of the window, as PNG.
func (b *Browser) Picture(ctx context.Context) ([]byte, error) {
	var picture struct{ Data string }
	err := b.bidi.call(ctx, "browsingContext.captureScreenshot", object{"context": b.context}, &picture)
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(picture.Data)
}

// Close ends the browser, if need be by force.
func (b *Browser) Close() error {
	const patience = 10 * time.Second
	if b.bidi != nil {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		b.bidi.call(ctx, "browser.close", object{}, nil) // what does not close is killed
		cancel()
		b.bidi.socket.Close()
	}
	if b.process != nil {
		timer := time.AfterFunc(patience, func() { b.process.Process.Kill() })
		if b.bidi == nil {
			b.process.Process.Kill()
		}
		b.process.Wait() // it reports how the process ended, which may be by the signal
		timer.Stop()
	}
	return os.RemoveAll(b.profile)
}
