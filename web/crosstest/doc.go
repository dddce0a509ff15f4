// Package crosstest lets a Go test do in browsers of other engines than Chromium's what a person does: in Firefox, and
// in WebKitGTK, whose engine is Safari's. Its tests are the main path, which must work everywhere, and faults that
// depend on the browser: cookies that it blocks, sandboxes, malformed links.
//
//	func TestDraw(t *testing.T) {
//		crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
//			p := crosstest.Open(t, k, "/")
//			p.Draw("#ink", [][2]float64{{0.25, 0.2}, {0.75, 0.2}, {0.4, 0.85}})
//			p.Wait("a bar wins", `document.querySelector(".bar-best")`)
//		})
//	}
//
// Each runs a test in every kind of browser, side by side. Each Page has a tab and a server of its own, at two
// origins: Origin, and Other, which is another site to a browser.
//
// Package browsertest has the same conventions, and more for a test to look at: what is not about a browser is tested
// there, in Chromium alone, by make test.
//
// INKGRAD_BROWSERS=required, which make test-browsers sets, makes the tests fail where a browser is missing; without it
// they are skipped there, and say so. INKGRAD_BROWSERS=off, which make test sets, skips all of them.
// INKGRAD_SCREENSHOTS names a folder for pictures.
package crosstest
