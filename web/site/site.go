package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/web/site/api"
	"github.com/inkgrad/inkgrad/web/state"
)

// Config says what a site is made of.
type Config struct {
	// Files are served under /web/: those of static/, then those that make built. A name may be in one of them only.
	Files []fs.FS
	// Packed holds the compressed forms of assets, by hash (see scripts/compress); nil for none.
	Packed fs.FS
	// Origin is where the site is published, "https://example.org", for what must name a full URL (og:url, og:image,
	// oembed.json); "" leaves it out.
	Origin string
	// API is what the answers made by code need; the zero one keeps no snapshots.
	API api.Config
	// Snapshots says that API's routes are where the site will be, and keep snapshots: the page offers short links
	// then. With a Store in API it need not be said.
	Snapshots bool
	// Base is the path of the folder there that Export's files will lie in, "/notes/inkgrad"; "" is the root. A Site
	// that answers requests has none: its assets have their paths from its own root.
	Base string
}

// Local returns the Config of a clone at root in which make build has run.
func Local(root string) Config {
	return Config{
		Files:  []fs.FS{os.DirFS(filepath.Join(root, "static")), os.DirFS(filepath.Join(root, "build", "web"))},
		Packed: os.DirFS(filepath.Join(root, "build", "packed")),
	}
}

// Site answers requests from a table of assets. It is immutable, so it may be used from several goroutines.
type Site struct {
	// Version is a hash of every file: it changes when anything does, and only then.
	Version string
	assets  map[string]*Asset
	base    string // as in Config, without a slash at its end
	origin  string // as in Config, without a slash at its end
	mux     *http.ServeMux
	// snapshots is what the pages are told.
	snapshots bool
}

// needed are the files without which there is no page. The data is not among them: the page says itself what it misses.
var needed = []string{"/web/app.wasm", "/web/engine.wasm", "/web/wasm_exec.js", "/web/guard.js", "/web/boot.js",
	"/web/ink.js", "/web/engine.js", "/web/icon.svg"}

// New reads the files, renders the pages, and returns the site. It fails when a file that the page needs is not there.
func New(c Config) (*Site, error) {
	base, err := cleanBase(c.Base)
	if err != nil {
		return nil, err
	}
	s := &Site{assets: map[string]*Asset{}, mux: http.NewServeMux(), base: base,
		origin:    strings.TrimSuffix(c.Origin, "/"),
		snapshots: c.Snapshots || c.API.Store != nil}
	for _, files := range c.Files {
		assets, err := readFiles(files, "/web/")
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("site: there is no build yet (make build makes it): %w", err)
		}
		if err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
		for _, a := range assets {
			if err := s.add(a); err != nil {
				return nil, err
			}
		}
	}
	for _, path := range needed {
		if s.assets[path] == nil {
			return nil, fmt.Errorf("site: %s is missing (make build makes it)", path)
		}
	}
	if err := s.joinStyles(); err != nil {
		return nil, err
	}
	if err := s.joinScripts(); err != nil {
		return nil, err
	}
	if err := s.add(newAsset("/web/sums.js", s.sums())); err != nil {
		return nil, err
	}
	if err := s.add(newAsset("/web/"+state.SourcesFile, sources())); err != nil {
		return nil, err
	}
	if err := s.addRoot(); err != nil {
		return nil, err
	}
	s.Version = s.version()
	if err := s.addPages(); err != nil {
		return nil, err
	}
	for _, a := range s.assets {
		if err := a.readPacked(c.Packed); err != nil {
			return nil, err
		}
	}
	api.Register(s.mux, c.API)
	s.mux.HandleFunc("/", s.serveAsset)
	return s, nil
}

// cleanBase writes a Config's Base without a slash at its end: "/a/b/" as "/a/b", "/" as "". Other signs than those
// that every host and language takes as they are make an error.
func cleanBase(base string) (string, error) {
	base = strings.TrimSuffix(base, "/")
	if base != "" && (path.Clean(base) != base || !plainPath.MatchString(base)) {
		return "", fmt.Errorf("site: the base %q is no path such as /notes/inkgrad/", base)
	}
	return base, nil
}

var plainPath = regexp.MustCompile(`^(/[A-Za-z0-9._~-]+)+$`)

func (s *Site) add(a *Asset) error {
	if s.assets[a.Path] != nil {
		return fmt.Errorf("site: %s is there twice", a.Path)
	}
	s.assets[a.Path] = a
	return nil
}

// atRoot are the files that also answer at the root: embed.js for a short URL in somebody's notes, with its types,
// robots.txt because crawlers look there, and the worker because its scope is the folder of its URL.
var atRoot = []string{"embed.js", "embed.d.ts", "robots.txt", "app-worker.js"}

// firstVersion is the module v1/embed.js, version 1 of the JavaScript API, and its types. While that is the newest, it
// is embed.js, which knows from its own URL where the site is.
const firstVersion = `export * from "../embed.js";` + "\n" + `export { default } from "../embed.js";` + "\n"

func (s *Site) addRoot() error {
	for _, name := range atRoot {
		if a := s.assets["/web/"+name]; a != nil {
			if err := s.add(newAsset("/"+name, a.Body)); err != nil {
				return err
			}
		}
	}
	for _, name := range []string{"embed.js", "embed.d.ts"} {
		if err := s.add(newAsset("/v1/"+name, []byte(firstVersion))); err != nil {
			return err
		}
	}
	if a := s.assets["/web/icon-192.png"]; a != nil {
		return s.add(newAsset("/favicon.ico", favicon(a.Body)))
	}
	return nil
}

// version hashes the paths and hashes of all assets so far.
func (s *Site) version() string {
	h := sha256.New()
	for _, a := range s.Assets() {
		fmt.Fprintln(h, a.Path, a.Hash)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Assets returns all assets in the order of their paths. They must not be changed.
func (s *Site) Assets() []*Asset {
	assets := make([]*Asset, 0, len(s.assets))
	for _, a := range s.assets {
		assets = append(assets, a)
	}
	slices.SortFunc(assets, func(a, b *Asset) int { return strings.Compare(a.Path, b.Path) })
	return assets
}
