package digits

import (
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/inkgrad/inkgrad/nn/digits/form"
)

// The data travel in files of at most ShardLen images: MNIST's training images, in their order, as TrainFile(0) to
// TrainFile(TrainShards-1), its test images as TestFile. A file is one gzip stream: the images as IDX, then their
// labels as IDX.
const (
	ShardLen    = form.ShardLen
	TrainShards = MaxImages / ShardLen
	TestFile    = "test.gz"
)

// TrainFile returns the name of the training shard that begins with image 10,000·i.
func TrainFile(i int) string { return fmt.Sprintf("train-%d.gz", i) }

// ReadShard reads one shard, all of it, from r; the gzip may have been undone on the way. The name is for the error, a
// *FileError.
func ReadShard(name string, r io.Reader) (*Set, error) {
	s := new(Set)
	d := newDecoder(r)
	s.Pixels = d.images(ShardLen)
	s.Labels = d.labels(len(s.Pixels) / Pixels)
	d.end()
	if d.err != nil {
		return nil, &FileError{name, d.err}
	}
	return s, nil
}

// FileError says what is wrong with a file of data.
type FileError struct {
	Name string
	// Err is the problem, without the file's name.
	Err error
}

// Error returns the whole text: digits: train-3.gz: image 4711 of 10000: the file ends there.
func (e *FileError) Error() string { return "digits: " + e.Name + ": " + e.Err.Error() }

// Unwrap returns Err.
func (e *FileError) Unwrap() error { return e.Err }

// WriteShard writes s as ReadShard reads it. The bytes depend on s alone.
func WriteShard(w io.Writer, s *Set) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	n := uint32(s.Len())
	for _, part := range []any{
		[]uint32{imagesMagic, n, Side, Side}, s.Pixels,
		[]uint32{labelsMagic, n}, s.Labels,
	} {
		if err := binary.Write(z, binary.BigEndian, part); err != nil {
			return err
		}
	}
	return z.Close()
}
