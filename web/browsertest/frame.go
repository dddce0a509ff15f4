package browsertest

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// frame is one in a page, into which the page's own scripts cannot look where it is of another origin.
type frame struct {
	page *Page
	// url is a part of its URL, and element a JavaScript expression of the page for its <iframe>.
	url, element string
}

// Frame returns the first frame whose URL contains a text as a Page: what Eval, Wait, Click, Draw and the like say of
// elements is meant there. The element is a JavaScript expression of the page for its <iframe>, which may be within a
// shadow root. The frame sees no scripts' variables, only the document.
func (p *Page) Frame(url, element string) *Page {
	f := *p
	f.frame = &frame{p, url, element}
	return &f
}

// world returns an execution context in the frame. It asks for it each time, for a frame may load again; the browser
// makes it once.
func (f *frame) world(ctx context.Context) (runtime.ExecutionContextID, error) {
	return chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) (runtime.ExecutionContextID, error) {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return 0, err
		}
		found := find(tree.FrameTree, f.url)
		if found == nil {
			return 0, fmt.Errorf("the page has no frame of %s", f.url)
		}
		world, err := cdp.Call(ctx, t, page.CreateIsolatedWorld,
			page.CreateIsolatedWorldParams{FrameID: found.ID, WorldName: "browsertest"})
		return world.ExecutionContextID, err
	})
}

// find returns the first frame below a tree's own whose URL contains a text, or nil.
func find(tree *page.FrameTree, url string) *cdp.Frame {
	for _, child := range tree.ChildFrames {
		if strings.Contains(child.Frame.URL+child.Frame.URLFragment, url) {
			return child.Frame
		}
		if found := find(child, url); found != nil {
			return found
		}
	}
	return nil
}
