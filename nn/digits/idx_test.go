package digits_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/digits"
)

// shard returns s as WriteShard writes it, plain what is inside the gzip.
func shard(t testing.TB, s *digits.Set) (zipped, plain []byte) {
	var b bytes.Buffer
	if err := digits.WriteShard(&b, s); err != nil {
		t.Fatal(err)
	}
	zipped = b.Bytes()
	z, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	return zipped, plain
}

// Where the parts of a shard of 3 images begin.
const (
	pixelsAt = 16
	labelsAt = pixelsAt + 3*digits.Pixels
	digitsAt = labelsAt + 8
)

func TestShardFormat(t *testing.T) {
	s := noise(3, 1)
	_, plain := shard(t, s)
	want := slices.Concat(
		[]byte{0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28}, s.Pixels,
		[]byte{0, 0, 8, 1, 0, 0, 0, 3}, s.Labels)
	if !bytes.Equal(plain, want) {
		t.Error("not images as IDX, then labels as IDX")
	}
}

func TestReadShard(t *testing.T) {
	s := noise(3, 1)
	zipped, plain := shard(t, s)
	for name, data := range map[string][]byte{"gzipped": zipped, "unzipped on the way": plain} {
		got, err := digits.ReadShard("a", bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !equal(got, s) {
			t.Errorf("%s: another set came back", name)
		}
	}
	if again, _ := shard(t, s); !bytes.Equal(zipped, again) {
		t.Error("the same set gives other bytes")
	}
}

// edit returns data with the bytes at i replaced.
func edit(data []byte, i int, by ...byte) []byte {
	data = slices.Clone(data)
	copy(data[i:], by)
	return data
}

func TestReadShardErrors(t *testing.T) {
	zipped, plain := shard(t, noise(3, 1))
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "0 of the header's 16 bytes: the file ends there"},
		{"a short header", plain[:15], "15 of the header's 16 bytes: the file ends there"},
		{"a web page", []byte("<!doctype html><title>404</title>"), "begins with 3c21646f where IDX has 00000803"},
		{"labels for images", plain[labelsAt:], "11 of the header's 16 bytes: the file ends there"},
		{"signed bytes", edit(plain, 2, 9), "begins with 00000903 where IDX has 00000803"},
		{"other images", edit(plain, 11, 32), "images of 32×28 pixels, want 28×28"},
		{"images on their side", edit(plain, 15, 29), "images of 28×29 pixels, want 28×28"},
		{"no images", edit(plain, 4, 0, 0, 0, 0), "0 images, want 1 to 10000"},
		{"one too many images", edit(plain, 4, 0, 0, 0x27, 0x11), "10001 images, want 1 to 10000"},
		{"absurdly many images", edit(plain, 4, 0xff, 0xff, 0xff, 0xff), "4294967295 images, want 1 to 10000"},
		{"ends before the first pixel", plain[:pixelsAt], "image 1 of 3: the file ends there"},
		{"ends in an image", plain[:pixelsAt+2*digits.Pixels-1], "image 2 of 3: the file ends there"},
		{"ends between images", plain[:pixelsAt+2*digits.Pixels], "image 3 of 3: the file ends there"},
		{"no labels", plain[:labelsAt], "0 of the header's 8 bytes: the file ends there"},
		{"images for labels", edit(plain, labelsAt+3, 3), "begins with 00000803 where IDX has 00000801"},
		{"a label missing", edit(plain, labelsAt+7, 2), "2 labels for 3 images"},
		{"ends in the labels", plain[:digitsAt+1], "label 2 of 3: the file ends there"},
		{"a label that is no digit", edit(plain, digitsAt+2, 10), "label 3 of 3 is 10, not a digit"},
		{"something after it", append(slices.Clip(plain), 0), "more bytes follow where it should end"},
		{"something after it, gzipped", append(slices.Clip(zipped), zipped...),
			"more bytes follow where it should end"},
		{"a short gzip header", zipped[:5], "unexpected EOF"},
		{"gzip without its checksum", zipped[:len(zipped)-8], "at its end: unexpected EOF"},
		{"gzip with another checksum", edit(zipped, len(zipped)-8, ^zipped[len(zipped)-8]),
			"at its end: gzip: invalid checksum"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := digits.ReadShard("train-3.gz", bytes.NewReader(c.data))
			checkError(t, err, "digits: train-3.gz: "+c.want)
			if s != nil {
				t.Error("a set beside the error")
			}
		})
	}
}

// A reader's own failure, such as a connection lost, must be recognisable behind the message.
func TestReadShardKeepsTheCause(t *testing.T) {
	_, plain := shard(t, noise(3, 1))
	lost := errors.New("connection lost")
	_, err := digits.ReadShard("a", io.MultiReader(bytes.NewReader(plain[:digitsAt]), failing{lost}))
	if !errors.Is(err, lost) {
		t.Errorf("%v is not %v", err, lost)
	}
	_, err = digits.ReadShard("a", bytes.NewReader(plain[:digitsAt]))
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v is not %v", err, io.ErrUnexpectedEOF)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestReadIDX(t *testing.T) {
	s := noise(3, 1)
	_, plain := shard(t, s)
	images, labels := plain[:labelsAt], plain[labelsAt:]
	for _, c := range []struct {
		name           string
		images, labels []byte
		want           string
	}{
		{"good", images, labels, ""},
		{"images gzipped", zip(t, images), labels, ""},
		{"labels gzipped", images, zip(t, labels), ""},
		{"short images", images[:len(images)-1], labels, "digits: images: image 3 of 3: the file ends there"},
		{"long images", plain, labels, "digits: images: more bytes follow where it should end"},
		{"short labels", images, labels[:10], "digits: labels: label 3 of 3: the file ends there"},
		{"long labels", images, append(slices.Clip(labels), 1),
			"digits: labels: more bytes follow where it should end"},
		{"other labels", images, edit(labels, 7, 4), "digits: labels: 4 labels for 3 images"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := digits.ReadIDX(bytes.NewReader(c.images), bytes.NewReader(c.labels))
			checkError(t, err, c.want)
			if err == nil && !equal(got, s) {
				t.Error("another set came back")
			}
		})
	}
}

func zip(t testing.TB, data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data) // a Buffer takes everything
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzReadShard wants a valid set, which written and read again is the same, or an error: no panic, and no memory
// beyond a shard's.
func FuzzReadShard(f *testing.F) {
	zipped, plain := shard(f, noise(3, 1))
	f.Add(zipped)
	f.Add(plain)
	f.Add(edit(plain, 4, 0xff, 0xff, 0xff, 0xff))
	f.Add(edit(plain, digitsAt, 77))
	f.Fuzz(func(t *testing.T, data []byte) {
		defer cost.Bound(t, len(data))()
		s, err := digits.ReadShard("a", bytes.NewReader(data))
		if err != nil {
			return
		}
		if s.Len() < 1 || s.Len() > digits.ShardLen || len(s.Pixels) != s.Len()*digits.Pixels ||
			slices.Max(s.Labels) > 9 {
			t.Fatalf("%d labels up to %d, %d pixels", s.Len(), slices.Max(s.Labels), len(s.Pixels))
		}
		again, _ := shard(t, s)
		if back, err := digits.ReadShard("b", bytes.NewReader(again)); err != nil || !equal(s, back) {
			t.Fatalf("written and read again: %v", err)
		}
	})
}

// FuzzReadIDX does the same for a pair of files.
func FuzzReadIDX(f *testing.F) {
	_, plain := shard(f, noise(3, 1))
	images, labels := plain[:labelsAt], plain[labelsAt:]
	f.Add(images, labels)
	f.Add(zip(f, images), labels)
	f.Add(labels, images)
	f.Fuzz(func(t *testing.T, images, labels []byte) {
		defer cost.Bound(t, len(images)+len(labels))()
		s, err := digits.ReadIDX(bytes.NewReader(images), bytes.NewReader(labels))
		if err == nil && (s.Len() < 1 || len(s.Pixels) != s.Len()*digits.Pixels || slices.Max(s.Labels) > 9) {
			t.Fatalf("%d labels up to %d, %d pixels", s.Len(), slices.Max(s.Labels), len(s.Pixels))
		}
	})
}

func BenchmarkReadShard(b *testing.B) {
	zipped, plain := shard(b, noise(1000, 1))
	b.SetBytes(int64(len(plain)))
	for b.Loop() {
		if _, err := digits.ReadShard("a", bytes.NewReader(zipped)); err != nil {
			b.Fatal(err)
		}
	}
}
