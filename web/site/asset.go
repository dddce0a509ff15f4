package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Asset is one thing that the site answers with.
type Asset struct {
	// Path is that of its URL, from "/".
	Path string
	// Type is its media type.
	Type string
	// Body is its content; Hash is the first 128 bits of the SHA-256 of it, in hex.
	Body []byte
	Hash string
	// Brotli and Gzip are Body compressed, or nil.
	Brotli, Gzip []byte
}

func newAsset(urlPath string, body []byte) *Asset {
	return &Asset{Path: urlPath, Type: mediaType(urlPath), Body: body, Hash: hash(body)}
}

func hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:16])
}

// mediaTypes is written out because the table of package mime depends on the machine.
var mediaTypes = map[string]string{
	".bin":         "application/octet-stream",
	".css":         "text/css; charset=utf-8",
	".gz":          "application/octet-stream", // data that the engine unpacks itself, so not a Content-Encoding
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".md":          "text/markdown; charset=utf-8",
	".pdf":         "application/pdf",
	".png":         "image/png",
	".safetensors": "application/vnd.safetensors",
	".svg":         "image/svg+xml",
	".ts":          "text/plain; charset=utf-8", // types to read: programs know them by their name
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".webp":        "image/webp",
	".woff2":       "font/woff2",
	".xml":         "application/xml",
}

func mediaType(urlPath string) string {
	if t, ok := mediaTypes[path.Ext(urlPath)]; ok {
		return t
	}
	return "application/octet-stream"
}

// Compressible says whether the asset is of a kind that gets smaller: code and text, not data or pictures that already
// are packed.
func (a *Asset) Compressible() bool {
	t, _, _ := strings.Cut(a.Type, ";")
	switch t {
	case "application/wasm", "application/vnd.safetensors", "application/json", "application/manifest+json",
		"application/xml", "image/svg+xml":
		return true
	}
	return strings.HasPrefix(t, "text/")
}

// readPacked looks for the compressed forms of a in packed, which names them HASH.br and HASH.gz.
func (a *Asset) readPacked(packed fs.FS) error {
	if packed == nil || !a.Compressible() {
		return nil
	}
	for ext, form := range map[string]*[]byte{".br": &a.Brotli, ".gz": &a.Gzip} {
		b, err := fs.ReadFile(packed, a.Hash+ext)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("site: compressed form of %s: %w", a.Path, err)
		}
		if len(b) < len(a.Body) {
			*form = b
		}
	}
	return nil
}

// unserved is a folder whose files are to be copied into other sites.
const unserved = "notes"

// readFiles returns an asset for each file in files, under the URL path prefix+name. Files whose name starts with a dot
// are left out, and the folder unserved.
func readFiles(files fs.FS, prefix string) ([]*Asset, error) {
	var assets []*Asset
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && name != "." || name == unserved {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		assets = append(assets, newAsset(prefix+name, body))
		return nil
	})
	return assets, err
}
