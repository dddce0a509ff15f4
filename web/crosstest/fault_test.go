package crosstest_test

import (
	"fmt"
	"testing"

	"github.com/inkgrad/inkgrad/web/crosstest"
)

// keeps says what of a cookie and of storage the browser keeps from the document.
const keeps = `(() => {
	const denied = (look) => {
		try {
			return !look();
		} catch {
			return true;
		}
	};
	return {
		cookie: denied(() => {
			document.cookie = "kept=1";
			return document.cookie.includes("kept=1");
		}),
		storage: denied(() => localStorage instanceof Storage), // the page may have put something in its place
	};
})()`

// mayNotKeep fails the test where the fault is not there: the document is let have a cookie or, in Firefox, storage.
// WebKitGTK can be told to block cookies, not storage.
func mayNotKeep(t *testing.T, k crosstest.Kind, p *crosstest.Page) {
	t.Helper()
	denied := crosstest.Eval[struct{ Cookie, Storage bool }](p, keeps)
	if !denied.Cookie || k.Name == "Firefox" && !denied.Storage {
		t.Errorf("what the browser denies: %+v", denied)
	}
}

// ofNoOrigin fails the test where the document is of an origin.
func ofNoOrigin(t *testing.T, _ crosstest.Kind, p *crosstest.Page) {
	t.Helper()
	if origin := crosstest.Eval[string](p, "origin"); origin != "null" {
		t.Errorf("it is of the origin %s", origin)
	}
}

// step does one step, and waits for its number.
func step(p *crosstest.Page) {
	before := crosstest.Eval[string](p, stepOf)
	p.Click(".train-buttons button:nth-child(2)") // One step
	p.Wait("a step is done", fmt.Sprintf(`%s !== %q`, stepOf, before))
}

// A page that may keep nothing reads what is drawn, and trains.
func TestCookiesBlocked(t *testing.T) {
	crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
		p := crosstest.Open(t, k, "/", crosstest.NoCookies)
		mayNotKeep(t, k, p)
		ready(p)
		reads(p)
		step(p)
	})
}

// A % that begins no escape, as in a link that a mail program cut off, costs the part that it is in and nothing else,
// at once or when it comes later.
func TestMalformedEscape(t *testing.T) {
	shows := func(part string) string {
		return fmt.Sprintf(`[...document.querySelectorAll(".notice")].some((n) => n.textContent.includes('"%s"'))`, part)
	}
	for _, c := range []struct{ path, part string }{
		{"/#%", "%"},
		{"/#seed=7&%2", "%2"},
		{"/embed/train#learningRate=0.5%", "0.5%"},
	} {
		t.Run(c.path, func(t *testing.T) {
			crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
				p := crosstest.Open(t, k, c.path)
				p.Wait("the page says what it does not understand", shows(c.part))
				ready(p)
				p.Screenshot("notice")
				p.Run(`location.hash = "#learningRate=0.4%"`)
				p.Wait("it does so later, too", shows("0.4%"))
				ready(p)
				step(p)
			})
		})
	}
}
