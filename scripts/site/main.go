// Site writes the whole site as files that any static host can serve, from a domain's root or any folder.
//
//	go run ./scripts/site -out dist -origin https://example.org -base /notes/inkgrad/
//	go run ./scripts/site -out build/edge/assets -worker -origin https://inkgrad.example.workers.dev
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/inkgrad/inkgrad/web/site"
)

func main() {
	out := flag.String("out", "dist", "`folder` to write; what an earlier run wrote there is replaced")
	root := flag.String("root", ".", "`folder` with static/ and build/ in it")
	origin := flag.String("origin", "", "`URL` of the host that will publish the site, for the tags that must name one")
	base := flag.String("base", "/", "`path` of the folder there that the files will lie in")
	worker := flag.Bool("worker", false,
		"write what lies beside the Worker of wasm/edge: its pages offer short links, and _headers has the headers "+
			"of files")
	flag.Parse()
	config := site.Local(*root)
	config.Packed = nil // static hosts compress by themselves
	config.Origin, config.Base, config.Snapshots = *origin, *base, *worker
	if err := export(config, *out, *worker); err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

func export(config site.Config, out string, headers bool) error {
	s, err := site.New(config)
	if err != nil {
		return err
	}
	if err := s.Export(out); err != nil {
		return err
	}
	if headers {
		if err := os.WriteFile(filepath.Join(out, "_headers"), []byte(s.Headers()), 0o644); err != nil {
			return err
		}
	}
	fmt.Println("The site is in", out)
	return nil
}
