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
//
// The images are most of what is fetched, and the first answer to a drawing needs none of them. So they come when it
// has been given, or when something asks for them. What asks waits for them: see handlers.
type data struct {
	*shared
	loading bool            // a file of images or the built-in network is being fetched
	failed  map[string]bool // files not to try again until the next Configure
	// asked says that something has asked for images, or that the first answer has been given.
	asked bool
	// trainFirst says that training images come before test images.
	trainFirst bool
	// onArrival is called when a file of images has been read, or has failed.
	onArrival func()
	// all says that training has begun, which needs all images that the settings ask for. Until then the first file is
	// enough.
	all bool
}

// begin fetches the built-in network, and then calls done, whether or not that failed.
func (d *data) begin(read func(network []byte) error, done func()) {
	d.loading, d.failed = true, map[string]bool{}
	d.fetch(NetworkFile, read, func() {
		d.loading = false
		done()
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

// need fetches the images that everybody needs: the test images, and the first training images.
func (d *data) need() {
	d.asked = true
	d.load()
}

// needAll fetches all images that the settings ask for, now and whenever they ask for more.
func (d *data) needAll() {
	d.all = true
	d.need()
}

// lacks reports whether images of that set are not here and can be had.
func (d *data) lacks(of imageSet) bool {
	switch of {
	case testImages:
		return d.testSet.Len() == 0 && !d.failed[digits.TestFile]
	case trainImages:
		return d.trainSet.Len() == 0 && !d.failed[digits.TrainFile(0)]
	}
	return false
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
	if !d.asked || d.loading || to == nil {
		return
	}
	d.loading = true
	d.fetch(name, d.readShard(name, to), func() {
		d.loading = false
		d.load()
		d.status(0)
		d.onArrival()
	})
}

// missing returns a file to fetch and the set that it belongs to, or nil.
func (d *data) missing() (string, *digits.Set) {
	if d.lacks(testImages) && !(d.trainFirst && d.lacks(trainImages)) {
		return digits.TestFile, &d.testSet
	}
	n := d.trainSet.Len()
	name := digits.TrainFile(n / digits.ShardLen)
	if n >= d.wanted() || d.failed[name] {
		return "", nil
	}
	return name, &d.trainSet
}
