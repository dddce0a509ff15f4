package api

import (
	"encoding/json"
	"errors"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// network is the file of one.
type network struct{ File file }

// file has the bytes of a Uint8Array, which do not come as JSON.
type file []byte

// UnmarshalJSON refuses anything else.
func (*file) UnmarshalJSON([]byte) error {
	return &json.UnmarshalTypeError{Value: "other than a Uint8Array", Field: "File"}
}

func (a *API) sentFile() network { return network{a.file} }

func (a *API) loadFile(in network, answer done) error {
	if len(in.File) == 0 {
		return errors.New("params.file has no bytes; it must be a network that was saved")
	}
	a.load(in.File, func(e protocol.Event) { answer.event(e) })
	return nil
}
