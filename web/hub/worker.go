package hub

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/engine"
)

// openWorker starts the engine in a Web Worker.
func (h *Hub) openWorker(in engine.Inbox) (engine.Port, string) {
	w, err := browser.OpenWorker(h.file("engine.js"), browser.Inbox{
		Messages: func(said [][]byte) {
			h.Run(func() {
				for _, m := range said {
					in.Message(m)
				}
			})
		},
		Loading: func(loaded, total int) { h.Run(func() { in.Loading(loaded, total) }) },
		Alive:   func() { h.Run(in.Alive) },
		Died:    func(reason string) { h.Run(func() { in.Died(reason) }) },
	})
	if err != nil {
		return nil, engine.NoWorker
	}
	return workerPort{w, h}, ""
}

// workerPort is a port to an engine in a Web Worker.
type workerPort struct {
	worker *browser.Worker
	hub    *Hub
}

func (w workerPort) Post(m protocol.Message) { w.worker.Post(m) }
func (w workerPort) Ping()                   { w.worker.Ping() }

func (w workerPort) Close() { w.worker.Close() }

// Shown waits until the components are rendered, but not where nobody sees them: a hidden page renders once a second,
// or once a minute.
func (w workerPort) Shown() {
	if browser.Hidden() {
		w.worker.Shown()
	} else {
		w.hub.AfterRender(nil, w.worker.Shown)
	}
}

// file returns the URL of a file of the site, of the version of the page.
func (h *Hub) file(name string) string {
	url := h.disp.Context().ResolveStaticResource("/web/" + name)
	if version := app.Getenv("GOAPP_VERSION"); version != "" {
		url += "?v=" + version
	}
	return url
}

// GetText fetches a file of the site, and calls then on the UI goroutine with its text; ok says whether it came.
func (h *Hub) GetText(name string, then func(text string, ok bool)) {
	browser.GetText(h.file(name), func(text string, ok bool) { h.Run(func() { then(text, ok) }) })
}
