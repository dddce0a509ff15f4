package crosstest

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/crosstest/action"
	"github.com/inkgrad/inkgrad/web/crosstest/firefox"
	"github.com/inkgrad/inkgrad/web/crosstest/webkit"
)

// Browser is one that runs, with one tab. Expressions are JavaScript, and may be promises.
type Browser interface {
	// Open opens a URL, and Reload loads it again; both wait until the document is loaded.
	Open(ctx context.Context, url string) error
	Reload(ctx context.Context) error
	// Evaluate returns the value of an expression that is a string. The frames are expressions for the elements of
	// frames within each other; without any, it is evaluated in the page.
	Evaluate(ctx context.Context, frames []string, expression string) (string, error)
	// Perform carries out what is done with a device, at positions in the window of the page or frame.
	Perform(ctx context.Context, frames []string, device action.Device) error
	// Choose chooses files in the input for which an expression stands.
	Choose(ctx context.Context, input string, files ...string) error
	// Picture returns a picture of the window, as PNG.
	Picture(ctx context.Context) ([]byte, error)
	// Complaints are the errors on the console, as far as the browser tells them.
	Complaints() []string
	// Downloads is the folder for files that a page has the browser save.
	Downloads() string
	Close() error
}

// Kind is a kind of browser.
type Kind struct {
	Name  string
	find  func() error
	start func(ctx context.Context, c *config) (Browser, error)
}

// Kinds are all kinds of browsers.
var Kinds = []Kind{
	{"Firefox", func() error { _, err := firefox.Find(); return err },
		startFirefox},
	{"WebKit", webkit.Find,
		func(ctx context.Context, c *config) (Browser, error) {
			return webkit.Start(ctx, webkit.Options{Width: c.width, Height: c.height,
				Arguments: map[cookies][]string{
					noThirdParty: {"--cookies-policy=no-third-party"},
					noCookies:    {"--cookies-policy=never"},
				}[c.cookies]})
		}},
}

// running is the Firefox that runs, if one does, and the cookies that it takes.
var running struct {
	*firefox.Browser
	cookies
}

// startFirefox returns the one that runs, with a new tab, or starts it, where it takes other cookies, too. It runs one
// test at a time, and each test has an origin of its own.
func startFirefox(ctx context.Context, c *config) (Browser, error) {
	if running.Browser != nil {
		if running.cookies == c.cookies {
			return lent{running.Browser}, running.Renew(ctx)
		}
		if err := running.Close(); err != nil {
			return nil, err
		}
		running.Browser = nil
	}
	b, err := firefox.Start(ctx, firefox.Options{Width: c.width, Height: c.height, Preferences: map[string]any{
		"network.cookie.cookieBehavior": map[cookies]int{usualCookies: 5, noThirdParty: 1, noCookies: 2}[c.cookies],
	}})
	if err != nil {
		return nil, err
	}
	running.Browser, running.cookies = b, c.cookies
	return lent{b}, nil
}

// lent is a Firefox that runs on when a test ends.
type lent struct{ *firefox.Browser }

func (lent) Close() error { return nil }

// Main runs the tests of a package, after saying which browsers must be there and are not.
func Main(m *testing.M) {
	missing := false
	for _, k := range Kinds {
		if err := k.find(); err != nil && required() {
			fmt.Fprintln(os.Stderr, err)
			missing = true
		}
	}
	if missing {
		os.Exit(1)
	}
	code := m.Run()
	if running.Browser != nil {
		running.Close()
	}
	browsertest.Close()
	os.Exit(code)
}

func required() bool { return os.Getenv("INKGRAD_BROWSERS") == "required" }

// Each runs a test in a browser of each kind that is installed, side by side.
func Each(t *testing.T, f func(t *testing.T, k Kind)) {
	t.Helper()
	for _, k := range Kinds {
		t.Run(k.Name, func(t *testing.T) {
			k.need(t)
			t.Parallel()
			f(t, k)
		})
	}
}

// need skips a test where there is no browser of the kind, or fails it where there must be one.
func (k Kind) need(t *testing.T) {
	t.Helper()
	if os.Getenv("INKGRAD_BROWSERS") == "off" || os.Getenv("INKGRAD_BROWSER") == "off" {
		t.Skipf("other browsers than Chromium are left out: make test-browsers runs the test in them")
	}
	if err := k.find(); err != nil {
		if required() {
			t.Fatal(err)
		}
		t.Skipf("this test is left out: %v", err)
	}
}
