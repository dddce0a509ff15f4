package keep

import (
	"strconv"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// Load goes on with the network of a file that a program gives, and passes the answer to then. Nobody is asked whether
// to put back the network before.
func (r *Room) Load(file []byte, then func(protocol.Event)) {
	if problem := tooLarge(len(file)); problem != "" {
		then(protocol.Failed{Code: protocol.CodeBadRequest, Message: problem})
		return
	}
	r.load(file, nil, func(status protocol.Status) {
		r.Update(func(s *state.State) { s.Keep = s.Keep.WithReplaced(nil) })
		then(status)
	}, func(f protocol.Failed) { then(f) })
}

// tooLarge says why a file of so many bytes is not read, or is "".
func tooLarge(size int) string {
	if size <= state.MaxModel {
		return ""
	}
	return "The file has " + phrase.Grouped(size) + " bytes: too many for an Inkgrad network."
}

// load goes on with the network of a file, and with its curves where they are known. A file that is none changes
// nothing, and refused says why. loaded, which may be nil, is called with the network.
func (r *Room) load(file []byte, curves *state.Run, loaded func(protocol.Status), refused func(protocol.Failed)) {
	r.Send(protocol.Load{File: file}, func(answer protocol.Event) {
		switch answer := answer.(type) {
		case protocol.Status:
			r.Update(func(s *state.State) {
				*s = s.Loaded(answer)
				s.Train = s.Train.WithCurves(curves, s.Engine.Status.Step)
			})
			r.WriteHash()
			if loaded != nil {
				loaded(answer)
			}
		case protocol.Failed:
			refused(answer)
		}
	})
}

// PutBack brings back the network that was replaced.
func (r *Room) PutBack() {
	replaced := r.State().Keep.Replaced
	if replaced == nil {
		return
	}
	r.Update(func(s *state.State) { *s = s.PuttingBack() })
	r.load(replaced.File, replaced.Run, nil, func(f protocol.Failed) {
		r.Update(func(s *state.State) { s.Keep = s.Keep.WithReplaced(replaced).Told(f.Message, "") })
	})
}

// SaveModel saves the network as a file.
func (r *Room) SaveModel() {
	r.Save(func(problem, note string) {
		r.Update(func(s *state.State) { s.Keep = s.Keep.Told(problem, note) })
	})
}

// Save saves the network that is looked at as a file, and tells of a problem or that it did.
func (r *Room) Save(tell func(problem, note string)) {
	name := state.FileName(r.State().Engine.LookedAt())
	r.Send(protocol.Save{}, func(answer protocol.Event) {
		switch answer := answer.(type) {
		case protocol.Saved:
			browser.NewBlob(answer.File, "application/octet-stream").Save(name)
			tell("", "Saved as "+name+".")
		case protocol.Failed:
			tell(answer.Message, "")
		}
	})
}

// loadModel reads a file, and goes on with the network in it.
func (r *Room) loadModel(file browser.File) {
	if problem := tooLarge(file.Size()); problem != "" {
		r.Update(func(s *state.State) { s.Keep = s.Keep.Told(problem, "") })
		return
	}
	file.Bytes(func(data []byte, ok bool) {
		r.Run(func() {
			if !ok {
				r.Update(func(s *state.State) { s.Keep = s.Keep.Told("The file cannot be read.", "") })
				return
			}
			r.load(data, nil, nil, r.tell)
		})
	})
}

// copyLink copies a link to the page as it is.
func (r *Room) copyLink() {
	link := browser.Origin() + browser.Path()
	if hash := r.State().Settings.Wanted.Query(); hash != "" {
		link += "#" + hash
	}
	browser.CopyText(link, func(ok bool) {
		r.Run(func() {
			note := "The link is copied, " + strconv.Itoa(len(link)) + " characters. " + r.State().Unlinked()
			if !ok {
				note = link
			}
			r.Update(func(s *state.State) { s.Keep = s.Keep.Told("", note) })
		})
	})
}
