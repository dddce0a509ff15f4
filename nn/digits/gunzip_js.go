package digits

import (
	"errors"
	"io"
)

// gunzip returns an error: a browser decompresses by itself, faster than Go in WebAssembly, and the engine is smaller
// without it.
func gunzip(io.Reader) (io.Reader, error) {
	return nil, errors.New("it is compressed, and this browser has no DecompressionStream to undo that")
}
