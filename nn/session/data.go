package session

import (
	"bytes"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// NetworkFile is the name of the built-in network among the files of data; the others are reader.File, digits.TestFile and
// digits.TrainFile.
const NetworkFile = "network.safetensors"

// data is what was fetched.
type data struct {
	train, test digits.Set
	builtin     *protocol.Checkpoint
	loading     bool            // a file is on its way
	reading     bool            // the reader is
	failed      map[string]bool // files not to try again until the next Configure
}

// start fetches the built-in network, and then the test images and the first shard beside each other: a drawing can be classified before there
// are images to train on, whose unpacking takes a while. Its answer is sent when all three are there or have failed: then the network has
// fresh weights, and there are no images. The reader comes before the images; nothing waits for it.
func (s *Session) start(id int, settings setting.Settings) *refusal {
	if s.model.net != nil || s.data.loading {
		return refuse(protocol.CodeBusy, "The engine has started already.")
	}
	if err := settings.Validate(); err != nil {
		return refuse(protocol.CodeBadRequest, "%v", err)
	}
	s.settings = settings.Clone()
	s.data.loading, s.data.failed = true, map[string]bool{}
	waiting := 2
	arrived := func() {
		if waiting--; waiting > 0 {
			return
		}
		s.data.loading = false
		if s.model.builtin { // any other network was kept when it was made
			s.keep()
		}
		s.status(id)
		s.load()
		if s.model.builtin {
			s.measure()
		}
	}
	s.fetch(NetworkFile, func(file []byte) error {
		c, err := DecodeModel(file)
		if err == nil {
			c.Builtin = true
			s.data.builtin = &c
		}
		return err
	}, func() {
		s.first()
		s.loadReader()
		s.fetch(digits.TestFile, s.readShard(digits.TestFile, &s.data.test), arrived)
		s.fetch(digits.TrainFile(0), s.readShard(digits.TrainFile(0), &s.data.train), arrived)
	})
	return nil
}

// first makes the first model: the built-in network, or fresh weights where the settings describe another or it is not there.
func (s *Session) first() {
	if b := s.data.builtin; b != nil && s.settings.EqualFresh(b.Settings) {
		m, err := restored(*b)
		if err != nil {
			panic("session: " + err.Error()) // DecodeModel has tried it
		}
		s.model = m
	} else if err := s.fresh(); err != nil {
		panic("session: " + err.Error()) // the settings are valid
	}
	s.status(0) // drawings can be classified from here on
}

// readShard returns a function that appends a file's images to the set.
func (s *Session) readShard(name string, to *digits.Set) func([]byte) error {
	return func(file []byte) error {
		set, err := digits.ReadShard(name, bytes.NewReader(file))
		if err != nil {
			return err
		}
		if to == &s.data.train {
			to.Grow(max(s.settings.DataSize-to.Len(), set.Len()))
		}
		to.Append(set)
		to.Index()
		return nil
	}
}

// fetch gets a file, reads it, tells of a failure of either, and then calls done.
func (s *Session) fetch(name string, read func([]byte) error, done func()) {
	progress := func(loaded, total int) {
		s.host.Emit(0, protocol.DataProgress{File: name, Loaded: loaded, Total: total})
	}
	s.host.Fetch(name, progress, func(file []byte, err error) {
		if err == nil {
			err = read(file)
		}
		if err != nil {
			s.data.failed[name] = true
			s.host.Emit(0, protocol.Failed{Code: protocol.CodeData, File: name, Message: err.Error()})
		}
		done()
	})
}

// load fetches, one after the other, the files that the settings ask for and that have not failed.
func (s *Session) load() {
	name, to := s.missing()
	if s.data.loading || to == nil {
		return
	}
	s.data.loading = true
	s.fetch(name, s.readShard(name, to), func() {
		s.data.loading = false
		s.load()
		s.status(0)
	})
}

// missing returns a file to fetch and the set that it belongs to, or nil.
func (s *Session) missing() (string, *digits.Set) {
	if s.data.test.Len() == 0 && !s.data.failed[digits.TestFile] {
		return digits.TestFile, &s.data.test
	}
	n := s.data.train.Len()
	name := digits.TrainFile(n / digits.ShardLen)
	if n >= s.settings.DataSize || s.data.failed[name] {
		return "", nil
	}
	return name, &s.data.train
}

// images returns the training images that the settings ask for, or what there is of them.
func (s *Session) images() *digits.Set { return s.data.train.First(s.settings.DataSize) }
