// Package webkit drives WebKitGTK's MiniBrowser by WebDriver: WebKitWebDriver takes commands in JSON by HTTP. WebKitGTK
// is the engine of Safari, not Safari.
//
//	b, err := webkit.Start(ctx, webkit.Options{Width: 1280, Height: 900})
//	...
//	defer b.Close()
//	err = b.Open(ctx, "http://127.0.0.1:8080/")
//
// A browser has a screen of its own, by Xvfb, and a home folder of its own, which is gone when it is closed.
package webkit

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/inkgrad/inkgrad/web/crosstest/action"
)

// programs are the paths of what is needed.
type programs struct{ driver, browser, screen string }

// Find returns an error that says how to install what is missing, if anything is.
func Find() error {
	_, err := find()
	return err
}

func find() (p programs, err error) {
	var missing []string
	look := func(program, pkg string) string {
		path, err := exec.LookPath(program)
		if err != nil {
			missing = append(missing, pkg)
		}
		return path
	}
	p.driver = look("WebKitWebDriver", "webkit2gtk-driver")
	p.screen = look("Xvfb", "xvfb")
	for _, pattern := range []string{"/usr/lib/*/webkit2gtk-4.*/MiniBrowser", "/usr/lib*/webkit2gtk-4.*/MiniBrowser",
		"/usr/libexec/webkit2gtk-4.*/MiniBrowser"} {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			p.browser = found[len(found)-1] // the newest
			break
		}
	}
	if p.browser == "" {
		missing = append(missing, "libwebkit2gtk-4.1-0")
	}
	if len(missing) > 0 {
		err = errors.New("there is no WebKitGTK to drive: apt-get install " + strings.Join(missing, " "))
	}
	return p, err
}

// Options are what a browser is started with.
type Options struct {
	// Width and Height are those of the window's inside.
	Width, Height int
	// Arguments are more of MiniBrowser's, such as --cookies-policy=never.
	Arguments []string
}

// Browser is a running MiniBrowser, with what drives it.
type Browser struct {
	home           string
	screen, driver *exec.Cmd
	address        string // of the driver
	session        string // its path
}

// Start starts a browser. The context bounds the start alone.
func Start(ctx context.Context, o Options) (*Browser, error) {
	p, err := find()
	if err != nil {
		return nil, err
	}
	home, err := os.MkdirTemp("", "webkit-")
	if err != nil {
		return nil, err
	}
	b := &Browser{home: home}
	if err := b.start(ctx, p, o); err != nil {
		b.Close()
		return nil, fmt.Errorf("start %s: %w", p.browser, err)
	}
	return b, nil
}

func (b *Browser) start(ctx context.Context, p programs, o Options) error {
	display, err := b.startScreen(p.screen, o)
	if err != nil {
		return err
	}
	config := filepath.Join(b.home, ".config")
	dirs := fmt.Appendf(nil, "XDG_DOWNLOAD_DIR=%q\n", b.Downloads())
	if err := errors.Join(os.Mkdir(config, 0o700), os.Mkdir(b.Downloads(), 0o700),
		os.WriteFile(filepath.Join(config, "user-dirs.dirs"), dirs, 0o600)); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	b.address = "http://127.0.0.1:" + port
	b.driver = exec.Command(p.driver, "--host=127.0.0.1", "--port="+port)
	b.driver.Env = append(os.Environ(), "DISPLAY="+display, "HOME="+b.home, "XDG_CONFIG_HOME="+config,
		"XDG_DATA_HOME="+b.home, "XDG_CACHE_HOME="+b.home, "GDK_BACKEND=x11", "NO_AT_BRIDGE=1",
		"GSETTINGS_BACKEND=memory", "LIBGL_ALWAYS_SOFTWARE=1")
	// The browser's processes inherit this pipe, so that Wait waits for all of them: they may outlive the driver for a
	// moment, and write to the home.
	b.driver.Stdout, b.driver.WaitDelay = io.Discard, patience
	if err := b.driver.Start(); err != nil {
		b.driver = nil
		return err
	}
	if err := b.ready(ctx); err != nil {
		return err
	}
	var session struct{ SessionID string }
	err = b.send(ctx, http.MethodPost, "/session", object{"capabilities": object{"alwaysMatch": object{
		"browserName": "MiniBrowser",
		"webkitgtk:browserOptions": object{"binary": p.browser, "args": append([]string{"--automation"},
			o.Arguments...)}}}}, &session)
	if err != nil {
		return err
	}
	b.session = "/session/" + session.SessionID
	return b.resize(ctx, o.Width, o.Height)
}

// startScreen starts an X server without a screen, and returns the name of its display.
func (b *Browser) startScreen(path string, o Options) (string, error) {
	out, in, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer out.Close()
	size := fmt.Sprintf("%dx%dx24", o.Width+100, o.Height+200) // with room for the window's frame
	b.screen = exec.Command(path, "-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp")
	b.screen.ExtraFiles = []*os.File{in}
	err = b.screen.Start()
	in.Close()
	if err != nil {
		b.screen = nil
		return "", err
	}
	number, err := io.ReadAll(out) // Xvfb closes it behind the number
	if err == nil && len(number) == 0 {
		err = errors.New("there is no display by Xvfb")
	}
	return ":" + strings.TrimSpace(string(number)), err
}

// Downloads is the folder for files that a page has the browser save.
func (b *Browser) Downloads() string { return filepath.Join(b.home, "downloads") }

// freePort returns a port on which nothing listens.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

// ready waits until the driver takes connections.
func (b *Browser) ready(ctx context.Context) error {
	for {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", strings.TrimPrefix(b.address, "http://"))
		if err == nil {
			return conn.Close()
		}
		if ctx.Err() != nil {
			return err
		}
		time.Sleep(20 * time.Millisecond) // between two tries
	}
}

// resize gives the inside of the window a size.
func (b *Browser) resize(ctx context.Context, width, height int) error {
	size := object{"x": 0, "y": 0, "width": width, "height": height}
	if err := b.post(ctx, "/window/rect", size, nil); err != nil {
		return err
	}
	frame, err := b.Evaluate(ctx, nil, `JSON.stringify([outerWidth - innerWidth, outerHeight - innerHeight])`)
	if err != nil {
		return err
	}
	var more [2]int
	if err := json.Unmarshal([]byte(frame), &more); err != nil {
		return err
	}
	size["width"], size["height"] = width+more[0], height+more[1]
	return b.post(ctx, "/window/rect", size, nil)
}

// object is one in JSON.
type object = map[string]any

// client opens a connection for each command: the driver closes one that is idle, and does not say so.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

// send sends the driver a command, and stores its value, unless that is nil.
func (b *Browser) send(ctx context.Context, method, path string, body, value any) error {
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, b.address+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if res.StatusCode >= 400 {
		var problem struct{ Error, Message string }
		if err := json.Unmarshal(answer.Value, &problem); err != nil {
			return fmt.Errorf("%s: %s", path, res.Status)
		}
		return fmt.Errorf("%s: %s: %s", path, problem.Error, problem.Message)
	}
	if value == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, value)
}

// post sends a command of the session.
func (b *Browser) post(ctx context.Context, path string, body, value any) error {
	return b.send(ctx, http.MethodPost, b.session+path, body, value)
}

// Complaints returns nothing: WebDriver does not tell what pages write to the console.
func (b *Browser) Complaints() []string { return nil }

// Open opens a URL, and waits until its document is loaded.
func (b *Browser) Open(ctx context.Context, url string) error {
	if err := b.top(ctx); err != nil {
		return err
	}
	return b.post(ctx, "/url", object{"url": url}, nil)
}

// Reload loads the page again.
func (b *Browser) Reload(ctx context.Context) error {
	if err := b.top(ctx); err != nil {
		return err
	}
	return b.post(ctx, "/refresh", object{}, nil)
}

// top makes the page the one that is spoken to.
func (b *Browser) top(ctx context.Context) error {
	return b.post(ctx, "/frame", object{"id": nil}, nil)
}

// execute runs an expression as an asynchronous script; what a promise comes to, or why it does not, is told.
func (b *Browser) execute(ctx context.Context, expression string, value any) error {
	script := `const done = arguments[0];
		(async () => (` + expression + `))().then((value) => done({ value }), (e) => done({ error: String(e) }))`
	var answer struct {
		Value json.RawMessage
		Error string
	}
	if err := b.post(ctx, "/execute/async", object{"script": script, "args": []any{}}, &answer); err != nil {
		return err
	}
	if answer.Error != "" {
		return errors.New(answer.Error)
	}
	return json.Unmarshal(answer.Value, value)
}

// element is a reference to an element as WebDriver writes it.
type element map[string]string

// id returns the driver's own name for the element.
func (e element) id() string { return e["element-6066-11e4-a52e-4f735466cecf"] }

// Evaluate returns the value of a JavaScript expression whose value, or that of its promise, is a string. The frames
// are expressions for the elements of frames within each other; without any it is evaluated in the page.
func (b *Browser) Evaluate(ctx context.Context, frames []string, expression string) (text string, err error) {
	if err := b.top(ctx); err != nil {
		return "", err
	}
	for _, frame := range frames {
		var e element
		if err := b.execute(ctx, frame, &e); err != nil {
			return "", err
		}
		if err := b.post(ctx, "/frame", object{"id": e}, nil); err != nil {
			return "", err
		}
	}
	return text, b.execute(ctx, expression, &text)
}

// Perform has the browser carry out what is done with a device, in the page or in a frame as Evaluate has them.
func (b *Browser) Perform(ctx context.Context, frames []string, device action.Device) error {
	for i := len(frames); i > 0; i-- {
		// The driver counts positions from the corner of the window, whichever frame is spoken to.
		edge, err := b.Evaluate(ctx, frames[:i-1], `((e) => {
			const r = e.getBoundingClientRect();
			return JSON.stringify([r.x + e.clientLeft, r.y + e.clientTop]);
		})(`+frames[i-1]+`)`)
		if err != nil {
			return err
		}
		var at [2]float64
		if err := json.Unmarshal([]byte(edge), &at); err != nil {
			return err
		}
		device = device.Shifted(at[0], at[1])
	}
	if err := b.top(ctx); err != nil {
		return err
	}
	return b.post(ctx, "/actions", object{"actions": []action.Device{device}}, nil)
}

// Choose chooses files in an input, for which a JavaScript expression stands.
func (b *Browser) Choose(ctx context.Context, input string, files ...string) error {
	if err := b.top(ctx); err != nil {
		return err
	}
	var e element
	if err := b.execute(ctx, input, &e); err != nil {
		return err
	}
	return b.post(ctx, "/element/"+e.id()+"/value", object{"text": strings.Join(files, "\n")}, nil)
}

// Picture returns a picture of the window, as PNG.
func (b *Browser) Picture(ctx context.Context) ([]byte, error) {
	if err := b.top(ctx); err != nil {
		return nil, err
	}
	var picture string
	if err := b.send(ctx, http.MethodGet, b.session+"/screenshot", nil, &picture); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(picture)
}

// patience is how long Close waits for each that is to end.
const patience = 10 * time.Second

// Close ends the browser. One that hangs ends with its screen.
func (b *Browser) Close() error {
	if b.session != "" {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		b.send(ctx, http.MethodDelete, b.session, nil, nil)
		cancel()
	}
	for _, process := range []*exec.Cmd{b.driver, b.screen} {
		if process != nil {
			kill := time.AfterFunc(patience, func() { process.Process.Kill() })
			process.Process.Signal(os.Interrupt)
			process.Wait() // it reports the signal
			kill.Stop()
		}
	}
	return os.RemoveAll(b.home)
}
