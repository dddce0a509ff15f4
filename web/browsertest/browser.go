package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/inkgrad/inkgrad/web/site"
)

// Main runs the tests of a package, and ends the browser that they used. A package that calls Open needs it as its
// TestMain.
func Main(m *testing.M) {
	code := m.Run()
	Close()
	os.Exit(code)
}

// shared is what all pages of a program have in common; it is made when the first of them opens.
var shared struct {
	sync.Mutex
	ctx    context.Context // of the browser
	cancel context.CancelFunc
	site   *site.Site
	err    error
}

// Close ends the browser, if there is one. Main calls it; a program that has no TestMain does so before it ends.
func Close() {
	shared.Lock()
	defer shared.Unlock()
	if shared.cancel != nil {
		shared.cancel()
	}
	shared.ctx, shared.cancel, shared.site, shared.err = nil, nil, nil, nil
}

// start returns the browser's context and the site, which it makes at the first call.
func start() (context.Context, *site.Site, error) {
	shared.Lock()
	defer shared.Unlock()
	if shared.ctx == nil && shared.err == nil {
		shared.ctx, shared.cancel, shared.site, shared.err = launch()
	}
	return shared.ctx, shared.site, shared.err
}

func launch() (context.Context, context.CancelFunc, *site.Site, error) {
	s, err := built()
	if err != nil {
		return nil, nil, nil, err
	}
	path, err := Find()
	if err != nil {
		return nil, nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		// Nothing of the browser's own may use the network or the processor while a page is measured.
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("no-pings", true),
		// Each window has two pages of its own for what may be proposed in its address bar: they take as much as ours.
		chromedp.Flag("disable-features",
			"Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"),
		// Nor may a page wait for other hosts, whatever the network is like.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	allocated, freed := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocated)
	end := func() { cancel(); freed() }
	if err := chromedp.Do(ctx); err != nil {
		end()
		return nil, nil, nil, fmt.Errorf("%s does not start: %w", path, err)
	}
	return ctx, end, s, nil
}

// built returns the site that make build has built.
func built() (*site.Site, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	return site.New(site.Local(root))
}

// Root returns the folder of the module: the closest one, from the working folder upwards, with a go.mod.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("there is no go.mod in the working folder or above it")
		}
		dir = parent
	}
}
