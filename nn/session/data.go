package session

import (
	"bytes"
	"errors"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// NetworkFile is the data file of the built-in network. The other data files are reader.File, digits.TestFile and
// digits.TrainFile.
const NetworkFile = "network.safetensors"

// data fetches the images, and files for other abilities.
type data struct {
	*shared
	loading bool            // a file of images or the built-in network is being fetched
	failed  map[string]bool // files not to try again until the next Configure
	// all says that training has begun, which needs all images that the settings ask for. Until then the first file is
	// enough.
	all bool
}

// begin fetches the built-in network, calls built, and fetches the first images of both sets at the same time. Then it
// calls done. Whatever failed is missing then.
func (d *data) begin(read func(network []byte) error, built, done func()) {
	d.loading, d.failed = true, map[string]bool{}
	waiting := 2
	arrived := func() {
		if waiting--; waiting == 0 {
			d.loading = false
			done()
		}
	}
	d.fetch(NetworkFile, read, func() {
		built()
		d.fetch(digits.TestFile, d.readShard(digits.TestFile, &d.testSet), arrived)
		d.fetch(digits.TrainFile(0), d.readShard(digits.TrainFile(0), &d.trainSet), arrived)
	})
}

// readShard returns a function that appends a file's images to the set.
func (d *data) readShard(name string, to *digits.Set) func([]byte) error {
	return func(file []byte) error {
		set, err := digits.ReadShard(name, bytes.NewReader(file))
		if err != nil {
			return err
		}
		if to == &d.trainSet {
			to.Grow(max(d.wanted()-to.Len(), set.Len()))
		}
		to.Append(set)
		to.Index()
		return nil
	}
}

// fetch fetches a file and reads it, reports a failure of either, and then calls done.
func (d *data) fetch(name string, read func([]byte) error, done func()) {
	progress := func(loaded, total int) {
		d.host.Emit(0, protocol.DataProgress{File: name, Loaded: loaded, Total: total})
	}
	d.host.Fetch(name, progress, func(file []byte, err error) {
		if err == nil {
			err = read(file)
		}
		if err != nil {
			if in := (*digits.FileError)(nil); errors.As(err, &in) {
				err = in.Err // the Event has the file's name
			}
			d.failed[name] = true
			d.host.Emit(0, protocol.Failed{Code: protocol.CodeData, File: name, Message: words(err)})
		}
		done()
	})
}

// needAll fetches all images that the settings ask for, now and whenever they ask for more.
func (d *data) needAll() {
	d.all = true
	d.load()
}

// wanted returns how many training images to fetch.
func (d *data) wanted() int {
	if d.all {
		return d.settings.DataSize
	}
	return digits.ShardLen
}

// load fetches, one after the other, the files that are wanted and have not failed.
func (d *data) load() {
	name, to := d.missing()
	if d.loading || to == nil {
		return
	}
	d.loading = true
	d.fetch(name, d.readShard(name, to), func() {
		d.loading = false
		d.load()
		d.status(0)
	})
}

// missing returns a file to fetch and the set that it belongs to, or nil.
func (d *data) missing() (string, *digits.Set) {
	if d.testSet.Len() == 0 && !d.failed[digits.TestFile] {
		return digits.TestFile, &d.testSet
	}
	n := d.trainSet.Len()
	name := digits.TrainFile(n / digits.ShardLen)
	if n >= d.wanted() || d.failed[name] {
		return "", nil
	}
	return name, &d.trainSet
}
