package browsertest

import (
	"net/http"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Option changes how a page is opened.
type Option func(*config)

type config struct {
	width, height int64
	phone         bool
	noScript      bool
	mediaType     string // "screen" without
	media         map[string]string
	scripts       []string
	allowed       []string
	handler       http.Handler
	routes        map[string]http.Handler
	through       func(server string) (address string)
	slow          float64
}

// Viewport sets the size of the window's inside, in CSS pixels. It is 1280×900 without.
func Viewport(width, height int) Option {
	return func(c *config) { c.width, c.height = int64(width), int64(height) }
}

// Phone is a small touch screen, 360×740.
func Phone(c *config) { c.width, c.height, c.phone = 360, 740, true }

// Dark asks for the dark theme, as the system's setting does. Without it the light one is asked for.
func Dark(c *config) { c.media["prefers-color-scheme"] = "dark" }

// Print shows the page as it is laid out on paper, A4 with margins of 10 mm.
func Print(c *config) { c.width, c.height, c.mediaType = 718, 1047, "print" }

// ReducedMotion asks for less motion, as the system's setting does.
func ReducedMotion(c *config) { c.media["prefers-reduced-motion"] = "reduce" }

// NoScript switches JavaScript off.
func NoScript(c *config) { c.noScript = true }

// Before runs a script in each document before any of its own: Before("delete window.WebAssembly").
func Before(script string) Option {
	return func(c *config) { c.scripts = append(c.scripts, script) }
}

// Allow names errors that the test provokes: a message that contains one of the texts does not fail it.
func Allow(texts ...string) Option {
	return func(c *config) { c.allowed = append(c.allowed, texts...) }
}

// Serve lets a handler answer instead of the site.
func Serve(h http.Handler) Option {
	return func(c *config) { c.handler = h }
}

// Route lets a handler answer for one pattern of http.ServeMux, beside the site: a page that embeds another, a missing
// file.
func Route(pattern string, h http.Handler) Option {
	return func(c *config) { c.routes[pattern] = h }
}

// Missing lets the server answer 404 for paths of the site.
func Missing(paths ...string) Option {
	return func(c *config) {
		for _, path := range paths {
			c.routes[path] = http.NotFoundHandler()
		}
	}
}

// Through lets the browser reach the page's server by another address, which the function returns for the server's own:
// that of a proxy.
func Through(proxy func(server string) (address string)) Option {
	return func(c *config) { c.through = proxy }
}

// Slow makes the page's own thread so many times slower, but not its Workers: a page on a busy machine beside an engine
// that is not.
func Slow(times float64) Option {
	return func(c *config) { c.slow = times }
}

// emulate returns the actions that bring a new tab into the wanted state.
func (c *config) emulate() []chromedp.Action[chromedp.Void] {
	viewport := []chromedp.EmulateViewportOption{}
	if c.phone {
		viewport = append(viewport, chromedp.EmulateMobile, chromedp.EmulateTouch,
			chromedp.EmulatePortrait, chromedp.EmulateScale(2))
	}
	features := []*emulation.MediaFeature{}
	for name, value := range c.media {
		features = append(features, &emulation.MediaFeature{Name: name, Value: value})
	}
	actions := []chromedp.Action[chromedp.Void]{
		chromedp.EmulateViewport(c.width, c.height, viewport...),
		call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: c.mediaType, Features: features}),
		// A tab behind another one would get no animation frames and no focus.
		call(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
		call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: c.noScript}),
		// What is dragged by the mouse, as a link or a selected text, is not handed to the system.
		call(input.SetInterceptDrags, input.SetInterceptDragsParams{Enabled: true}),
	}
	if c.slow > 0 {
		actions = append(actions, call(emulation.SetCPUThrottlingRate,
			emulation.SetCPUThrottlingRateParams{Rate: c.slow}))
	}
	for _, script := range c.scripts {
		actions = append(actions, call(page.AddScriptToEvaluateOnNewDocument,
			page.AddScriptToEvaluateOnNewDocumentParams{Source: script}))
	}
	return actions
}
