package session_test

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/safetensors"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/version"
)

func TestModelFile(t *testing.T) {
	h := newHost()
	started(t, h, small())
	want := checkpoint(t, h)
	file := session.EncodeModel(want)
	got, err := session.DecodeModel(file)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got.Settings, want.Settings)
	}
	if _, err := session.DecodeModel(file[:len(file)-4]); err == nil {
		t.Error("a short file was taken")
	}
}

// A file names the Inkgrad that wrote it; one that was written before they did is as good.
func TestModelFileNamesItsWriter(t *testing.T) {
	h := newHost()
	started(t, h, small())
	want := checkpoint(t, h)
	f, err := safetensors.Decode(session.EncodeModel(want))
	if err != nil {
		t.Fatal(err)
	}
	if f.Metadata["inkgrad"] != version.Current {
		t.Errorf("the file says %v", f.Metadata)
	}
	delete(f.Metadata, "inkgrad")
	if got, err := session.DecodeModel(safetensors.Encode(f)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("without the writer's version: %v", err)
	}
}

// A file has all settings, and one from when 10,000 images were the default, which it did not name, has those.
func TestModelFileNamesItsImages(t *testing.T) {
	h := newHost()
	started(t, h, small())
	c := checkpoint(t, h)
	for query, want := range map[string]int{
		"hidden=8": 10_000, "hidden=8&dataSize=60000": 60_000, "hidden=8&dataSize=20000": 20_000,
	} {
		c.Settings.DataSize = want
		f, err := safetensors.Decode(session.EncodeModel(c))
		if err != nil {
			t.Fatal(err)
		}
		for _, settings := range []string{f.Metadata["settings"], query} {
			f.Metadata["settings"] = settings
			got, err := session.DecodeModel(safetensors.Encode(f))
			if err != nil || got.Settings.DataSize != want {
				t.Errorf("%s: %d images, want %d; %v", settings, got.Settings.DataSize, want, err)
			}
		}
	}
}
