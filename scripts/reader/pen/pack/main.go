// Command pack writes a file of drawings (see package strokefile) in the form of package pen.
//
//	go run ./scripts/reader/pen/pack -out scripts/reader/pen/digits.strokes.gz train.json
package main

import (
	"flag"
	"log"
	"os"

	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/scripts/reader/pen"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("pack: ")
	out := flag.String("out", "", "the `file` to write")
	flag.Parse()
	if *out == "" || flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	drawings, err := strokefile.Read(flag.Arg(0))
	if err == nil {
		err = os.WriteFile(*out, pen.Pack(drawings), 0o666)
	}
	if err != nil {
		log.Fatal(err)
	}
}
