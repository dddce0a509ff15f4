package hub

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/engine"
)

// openWorker starts the engine in a Web Worker.
func (h *Hub) openWorker(in engine.Inbox) (engine.Port, string) {
	url := h.disp.Context().ResolveStaticResource("/web/engine.js")
	if version := app.Getenv("GOAPP_VERSION"); version != "" {
		url += "?v=" + version
	}
	w, err := browser.OpenWorker(url, browser.Inbox{
		Message: func(m []byte) { h.Run(func() { in.Message(m) }) },
		Loading: func(loaded, total int) { h.Run(func() { in.Loading(loaded, total) }) },
		Alive:   func() { h.Run(in.Alive) },
		Died:    func(reason string) { h.Run(func() { in.Died(reason) }) },
	})
	if err != nil {
		return nil, engine.NoWorker
	}
	return workerPort{w}, ""
}

// workerPort is a port to an engine in a Web Worker.
type workerPort struct{ worker *browser.Worker }

func (w workerPort) Post(m protocol.Message) { w.worker.Post(m) }
func (w workerPort) Ping()                   { w.worker.Ping() }
func (w workerPort) Close()                  { w.worker.Close() }
