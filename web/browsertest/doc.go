// Package browsertest lets a Go test do in a real browser what a person does, and see what the person sees after it.
//
//	func TestMain(m *testing.M) { browsertest.Main(m) }
//
//	func TestDrawASeven(t *testing.T) {
//		p := browsertest.Open(t, "/", browsertest.Phone, browsertest.Dark)
//		p.Draw("#ink", [][][2]float64{{{0.25, 0.2}, {0.75, 0.2}, {0.4, 0.85}}})
//		p.Wait("the bar of 7 wins", `document.querySelector(".bar:has(.bar-best) .bar-digit")?.textContent === "7"`)
//		if got := p.Text(".verdict-digit"); got != "7" {
//			t.Errorf("the answer is %q", got)
//		}
//		p.Screenshot("seven")
//	}
//
// Each Page has a tab of its own on a server of its own, with a port and therefore an origin of its own: pages share no
// storage and no cache. The browser is started once for a test binary, by the first Open.
//
// So tests of pages can run side by side, and do: each begins with t.Parallel, and none may depend on how long
// something takes. Go runs as many at once as there are cores.
//
// A test fails at its end when the page wrote an error or a warning to the console, threw an exception, asked another
// host for anything, or was answered by an HTTP error, whether the test looked or not. A test that provokes one names
// it: Allow("404").
//
// The site under test is what make build has built: edit, make build, go test. Without it, or without a browser, the
// tests are skipped and say why; INKGRAD_BROWSER=required, which make test sets, makes them fail instead, and
// INKGRAD_BROWSER=off skips them always. INKGRAD_CHROME names the browser to use, INKGRAD_SCREENSHOTS a folder for
// pictures: those that tests ask for, and one of each page whose test failed.
//
// A press by mouse or finger waits until its element can be used, has stood still for some frames, and is what lies on
// top at that place. If it then comes to another element all the same, because the page moved between a look and the
// press, the test fails with both names: that is a fault of the page, and of a person's day.
//
// A page that was opened with WatchShifts tells by Shifts what moved in it, and when, other than by scrolling.
//
// Conventions: a selector is CSS and means the first match, positions in an element run from 0 to 1, a JavaScript
// expression may be a promise. Nothing waits for a fixed time: Wait looks until its condition holds, and fails the test
// when that takes too long.
package browsertest
