package site

import (
	"encoding/json"

	"github.com/inkgrad/inkgrad/nn"
)

// sources returns the source of each operation, by its kind, for state.Code. It is a file of its own, because few look
// at it: the page fetches it when somebody does.
func sources() []byte {
	text, err := json.Marshal(nn.Sources()) // in the order of the kinds
	if err != nil {
		panic("site: " + err.Error()) // texts by name
	}
	return text
}
