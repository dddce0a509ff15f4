package browsertest_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestInsertIntoADocumentThatGoesAway goes on when another document comes before a busy one has taken a text.
func TestInsertIntoADocumentThatGoesAway(t *testing.T) {
	next := make(chan bool)
	p := browsertest.Open(t, "/", browsertest.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/next" {
			<-next
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!DOCTYPE html><title>t</title><link rel="icon" href="data:,"><textarea autofocus></textarea>`)
	})))
	p.Run(`location.href = "/next";
		setTimeout(() => { for (const since = performance.now(); performance.now() - since < 1500;); }, 50)`)
	time.Sleep(200 * time.Millisecond) // it is busy now
	close(next)
	time.Sleep(200 * time.Millisecond) // and the other document waits for it to end
	p.Insert("a")
	p.Wait("the other document is there", `location.pathname === "/next"`)
}
