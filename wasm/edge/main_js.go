// Command edge is the API of the site (web/site/api) as a Cloudflare Worker, beside the static files that make site
// writes.
//
//	make edge                                       # build/edge: the Worker, and the files as its assets
//	cd wasm/edge && npm ci && npx wrangler dev
//
// Cloudflare serves the files by itself; the routes that wrangler.jsonc names under run_worker_first come here. A new
// instance of the program starts for each request, so that there is nothing to remember in memory: snapshots are in an
// R2 bucket, bound as SNAPSHOTS, and the limits are Cloudflare's own, bound as LIMITER and ADDRESSES.
//
// _headers of the files does not apply to what a Worker answers; package api sets the headers of its answers, and
// scripts/site -worker writes the same ones for the files.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall/js"

	"github.com/syumai/workers"
	"github.com/syumai/workers/cloudflare"
	"github.com/syumai/workers/cloudflare/r2"

	"github.com/inkgrad/inkgrad/web/site/api"
)

func main() {
	mux := http.NewServeMux()
	api.Register(mux, api.Config{Store: bucket("SNAPSHOTS"), Limiter: limiter("LIMITER"),
		Addresses: limiter("ADDRESSES")})
	workers.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The package hands over values split at commas; a type that had one would otherwise lose its rest.
		r.Header.Set("Content-Type", strings.Join(r.Header.Values("Content-Type"), ","))
		mux.ServeHTTP(w, r)
		// workerd complains about a body that nobody read. What is longer than this is cut off.
		io.CopyN(io.Discard, r.Body, 2*api.MaxSnapshot)
	}))
}

// bucket is the name of an R2 bucket's binding, and the api.Store that it is.
type bucket string

func (b bucket) Get(_ context.Context, id string) ([]byte, error) {
	r, err := r2.NewBucket(string(b))
	if err != nil {
		return nil, err
	}
	o, err := r.Get(id)
	if err != nil {
		return nil, err
	}
	if o == nil {
		return nil, api.ErrNotFound
	}
	return io.ReadAll(o.Body)
}

// Put writes only what is not there: to read costs a twelfth of it.
func (b bucket) Put(_ context.Context, id string, body []byte) error {
	r, err := r2.NewBucket(string(b))
	if err != nil {
		return err
	}
	if o, err := r.Head(id); err != nil || o != nil {
		return err
	}
	_, err = r.Put(id, io.NopCloser(bytes.NewReader(body)),
		&r2.PutOptions{HTTPMetadata: r2.HTTPMetadata{ContentType: "application/json"}})
	return err
}

// limiter is the name of a rate limit's binding, and the api.Limiter that it is. Its numbers are in wrangler.jsonc.
type limiter string

func (l limiter) Allow(ctx context.Context, key string) (bool, error) {
	binding := cloudflare.GetBinding(string(l))
	if binding.IsUndefined() {
		return false, fmt.Errorf("edge: %s is not bound", string(l))
	}
	answer, err := await(ctx, binding.Call("limit", map[string]any{"key": key}))
	if err != nil {
		return false, err
	}
	return answer.Get("success").Bool(), nil
}

// await returns what a promise becomes.
func await(ctx context.Context, promise js.Value) (js.Value, error) {
	done, failed := make(chan js.Value, 1), make(chan js.Value, 1)
	to := func(c chan js.Value) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any { c <- args[0]; return nil })
	}
	onDone, onFailed := to(done), to(failed)
	defer onDone.Release()
	defer onFailed.Release()
	promise.Call("then", onDone, onFailed)
	select {
	case v := <-done:
		return v, nil
	case v := <-failed:
		return js.Value{}, fmt.Errorf("edge: %s", v.Call("toString").String())
	case <-ctx.Done():
		return js.Value{}, ctx.Err()
	}
}
