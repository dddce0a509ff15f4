// Package site is Inkgrad over HTTP: one table of assets that a server answers from and a static export writes out.
//
// New reads the files of static/ and build/web/, renders every page with go-app, and keeps the result in memory under
// the URL path that it answers to. Nothing is looked up on disk later, so that no request can reach a file that is not
// in the table, every ETag is the hash of the bytes it stands for, and a running server never mixes two builds.
//
//	s, err := site.New(site.Local("."))
//	http.ListenAndServe("127.0.0.1:8080", s)
//	err = s.Export("dist")
//
// go-app renders the content of a page and no more. Its own document forbids pinch zoom, names pictures on another
// host, and registers a service worker that would answer with stale files and fetch everything twice (and that throws
// in a sandboxed frame), so the document around the content is page.html here, and the script that starts the program
// is static/boot.js. Before it, static/guard.js stands in for what the browser forbids and go-app does not do without,
// and static/ink.js keeps what is drawn until there is a program.
//
// The style sheets are joined to one file, and static/element.js with static/embed.js: see styles.go and scripts.go.
//
// Security. Package api has the headers of every answer. A document also has its policy in itself, for hosts of files
// that send no header; only who may frame it takes one.
//
// Caching. Every URL in a page carries ?v=Version, where Version is a hash of the whole site: such an answer never
// changes and is marked immutable. The same path without v, or with that of another build, is revalidated at each use
// (no-cache, with a strong ETag).
//
// An export may lie in a folder of its host, Config.Base: every URL in its pages begins with that, and go-app takes it
// off a URL before it looks for the route. Scripts find their neighbours by their own URL, and the manifest and the
// style sheets name theirs relative to themselves.
//
// Compression happens in make, by scripts/compress, which stores the brotli and gzip form of an asset under the hash of
// its content. A form that belongs to other content can therefore not be found; an asset without one is sent as it is.
package site
