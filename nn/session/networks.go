package session

import (
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// networks replaces the network: by a fresh one, the built-in one, a file or a checkpoint.
type networks struct {
	*shared
	data        *data
	evaluations *evaluations
	history     *history
	builtin     *Checkpoint // or nil
	// onChange is called after the network was replaced.
	onChange []func()
}

func (n *networks) register(h handlers) {
	on(h, n.reset)
	on(h, n.useBuiltin)
	on(h, n.restore)
	on(h, n.save)
	on(h, n.load)
	on(h, n.params)
}

func (n *networks) reset(id int, _ protocol.Reset) *refusal {
	m, err := newModel(n.settings)
	if err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	n.stop()
	n.replace(m)
	n.status(id)
	n.changed()
	return nil
}

func (n *networks) useBuiltin(id int, _ protocol.Builtin) *refusal {
	if n.builtin == nil {
		return refuse(protocol.CodeNotReady, "The built-in network has not been loaded.")
	}
	return n.goOnFrom(id, *n.builtin)
}

func (n *networks) save(id int, _ protocol.Save) *refusal {
	n.host.Emit(id, protocol.Saved{File: n.seen().encode()})
	return nil
}

func (n *networks) load(id int, c protocol.Load) *refusal {
	from, err := DecodeModel(c.File)
	if err != nil {
		return refuse(protocol.CodeBadRequest, "The file is not an Inkgrad network: %s.", words(err))
	}
	n.settings = from.Settings.Clone() // training goes on as before
	n.configured++
	if refused := n.goOnFrom(id, from); refused != nil {
		return refused
	}
	return nil
}

func (n *networks) params(id int, _ protocol.Params) *refusal {
	n.host.Emit(id, protocol.ParamsCopied{Params: copied(n.seen().net.Params())})
	return nil
}

// goOnFrom makes a checkpoint the network.
func (n *networks) goOnFrom(id int, c Checkpoint) *refusal {
	m, err := restored(c)
	if err != nil {
		return refuse(protocol.CodeBadRequest, "The checkpoint does not fit: %s.", words(err))
	}
	n.stop()
	n.replace(m)
	n.status(id)
	n.changed()
	if !c.Builtin { // it was trained here, and goes on
		n.data.need()
	}
	n.evaluations.measure()
	return nil
}

// replace makes a model the current one, which has no history. The caller emits a Status, and then calls changed.
func (n *networks) replace(m model) {
	n.become(m)
	n.history.begin()
}

// become makes a model the current one.
func (n *networks) become(m model) {
	n.model = m
	n.network++
	n.keep()
}

// changed tells the other abilities that the network was replaced.
func (n *networks) changed() {
	for _, changed := range n.onChange {
		changed()
	}
}

// readBuiltin reads the file of the built-in network.
func (n *networks) readBuiltin(file []byte) error {
	c, err := DecodeModel(file)
	if err == nil {
		c.Builtin = true
		n.builtin, n.builtinImages = &c, c.Settings.DataSize
	}
	return err
}

// first makes the first model: the built-in network, or fresh weights if they are asked for, if the settings describe
// another network, or if the built-in one is missing. From then on drawings can be classified.
func (n *networks) first(fresh bool) {
	var err error
	if b := n.builtin; b != nil && !fresh && n.settings.EqualFresh(b.Settings) {
		n.model, err = restored(*b) // cannot fail: DecodeModel has tried it
	} else {
		n.model, err = newModel(n.settings) // cannot fail: they are valid
	}
	if err != nil {
		panic("session: " + err.Error())
	}
	n.status(0)
	n.keep()
}

// Resume returns a Session with the network of a Checkpoint and no data: it can classify at once.
func Resume(host Host, c Checkpoint) (*Session, error) {
	m, err := restored(c)
	if err != nil {
		return nil, err
	}
	s := New(host)
	s.settings, s.model = c.Settings.Clone(), m
	s.data.failed = map[string]bool{digits.TestFile: true, digits.TrainFile(0): true}
	return s, nil
}
