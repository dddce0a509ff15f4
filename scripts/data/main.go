// Data packs MNIST for the page:
//
//	go run ./scripts/data -out build/data
//
// writes the training images as train-0.gz to train-5.gz, 10,000 each, and the test images as test.gz, in the format of
// digits.ReadShard. The same MNIST gives the same bytes, so a rebuilt shard stays valid in every cache.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

func main() {
	out := flag.String("out", "", "the `folder` to write to; made if it is not there")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string) error {
	train, test, err := mnist.Load()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, s := range shards(train, test) {
		if err := write(filepath.Join(dir, s.name), s.set); err != nil {
			return err
		}
	}
	return nil
}

type shard struct {
	name string
	set  *digits.Set
}

// shards cuts the training images into shards and puts the test images after them.
func shards(train, test *digits.Set) []shard {
	var all []shard
	for i := range digits.TrainShards {
		all = append(all, shard{digits.TrainFile(i), train.Slice(i*digits.ShardLen, (i+1)*digits.ShardLen)})
	}
	return append(all, shard{digits.TestFile, test})
}

// write makes the file whole or not at all: an interrupted build must not leave half a shard that looks finished.
func write(path string, s *digits.Set) error {
	var b bytes.Buffer
	if err := digits.WriteShard(&b, s); err != nil {
		return err
	}
	part := path + ".part"
	if err := os.WriteFile(part, b.Bytes(), 0o644); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	fmt.Printf("%s: %d images, %d bytes\n", path, s.Len(), b.Len())
	return nil
}
