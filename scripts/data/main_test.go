package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

// The shards, end to end, are the training set, and the last is the test set.
func TestShards(t *testing.T) {
	train, test, err := mnist.Load()
	if err != nil {
		t.Fatal(err)
	}
	all := shards(train, test)
	var joined digits.Set
	for i, s := range all[:len(all)-1] {
		if s.name != digits.TrainFile(i) || s.set.Len() != digits.ShardLen {
			t.Errorf("shard %d is %s of %d images", i, s.name, s.set.Len())
		}
		joined.Append(s.set)
	}
	if !bytes.Equal(joined.Pixels, train.Pixels) || !bytes.Equal(joined.Labels, train.Labels) {
		t.Error("the shards joined are not the training set")
	}
	if last := all[len(all)-1]; last.name != digits.TestFile || last.set != test {
		t.Errorf("the last shard is %s, not the test set", last.name)
	}
}

// A written file reads back the same, leaves nothing beside it, and has the same bytes when it is written again.
func TestWrite(t *testing.T) {
	_, test, err := mnist.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := test.First(500)
	dir := t.TempDir()
	path := filepath.Join(dir, "test.gz")
	var first []byte
	for range 2 {
		if err := write(path, s); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(data, first) {
			t.Error("written again, it has other bytes")
		}
		first = data
	}
	back, err := digits.ReadShard("test.gz", bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(back.Pixels, s.Pixels) || !bytes.Equal(back.Labels, s.Labels) {
		t.Error("another set was read back")
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("%d files in the folder, want 1", len(files))
	}
}
