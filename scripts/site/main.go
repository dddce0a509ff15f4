// Site writes the whole site as files that any static host can serve, from a domain's root or any folder.
//
//	go run ./scripts/site -out dist -origin https://example.org -base /notes/inkgrad/
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/inkgrad/inkgrad/web/site"
)

func main() {
	out := flag.String("out", "dist", "`folder` to write; what an earlier run wrote there is replaced")
	root := flag.String("root", ".", "`folder` with static/ and build/ in it")
	origin := flag.String("origin", "", "`URL` of the host that will publish the site, for the tags that must name one")
	base := flag.String("base", "/", "`path` of the folder there that the files will lie in")
	flag.Parse()
	if err := export(*root, *out, *origin, *base); err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

func export(root, out, origin, base string) error {
	config := site.Local(root)
	config.Packed = nil // static hosts compress by themselves
	config.Origin, config.Base = origin, base
	s, err := site.New(config)
	if err != nil {
		return err
	}
	if err := s.Export(out); err != nil {
		return err
	}
	fmt.Println("The site is in", out)
	return nil
}
