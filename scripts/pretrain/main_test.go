package main

import (
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// built is where make puts the built-in network.
const built = "../../build/web/data/" + session.NetworkFile

// network returns the built-in network: the one that make has built, or where there is none, one trained now.
func network(t *testing.T) session.Checkpoint {
	t.Helper()
	file, err := os.ReadFile(built)
	if errors.Is(err, fs.ErrNotExist) {
		t.Log("make has not built the network: training it now")
		c, _, err := pretrain()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := session.DecodeModel(file)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// answers keeps what a Session says.
type answers struct{ classified protocol.Classified }

func (a *answers) Emit(_ int, e protocol.Event) {
	if c, ok := e.(protocol.Classified); ok {
		a.classified = c
	}
}

func (a *answers) Fetch(string, func(int, int), func([]byte, error)) {}

// TestStrokes draws the digits of people who had no part in MNIST, and lets the built-in network classify them as the
// page does.
func TestStrokes(t *testing.T) {
	drawings, err := strokefile.Load("../../nn/digits/testdata/strokes.json")
	if err != nil {
		t.Fatal(err)
	}
	var a answers
	s, err := session.Resume(&a, network(t))
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, d := range drawings {
		s.Handle(1, protocol.Classify{Strokes: d.Strokes})
		if a.classified.Network.Digit == d.Label {
			right++
		}
	}
	accuracy := float64(right) / float64(len(drawings))
	t.Logf("strokes accuracy %.4f", accuracy)
	if accuracy < 0.83 {
		t.Errorf("accuracy %.4f on %d drawings, want at least 0.83", accuracy, len(drawings))
	}
}
