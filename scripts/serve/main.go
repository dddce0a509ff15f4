// Serve answers with the site that make built, until it is interrupted.
//
//	go run ./scripts/serve -addr 127.0.0.1:8080
//
// It prints the URL once it has answered a request to itself.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/inkgrad/inkgrad/web/site"
	"github.com/inkgrad/inkgrad/web/site/api"
)

func main() {
	addr := flag.String("addr", cmp.Or(os.Getenv("ADDR"), "127.0.0.1:8080"),
		"`host:port` to listen on; the environment's ADDR is its default")
	root := flag.String("root", ".", "`folder` with static/ and build/ in it")
	origin := flag.String("origin", "", "`URL` under which others reach the site, for the tags that must name one")
	snapshots := flag.String("snapshots", "",
		"`folder` that keeps what people share by short links; snapshots in root by default")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, os.Stdout, *addr, *root, *origin,
		cmp.Or(*snapshots, filepath.Join(*root, "snapshots"))); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

// serve answers at addr until ctx ends. It writes the URL to out as soon as somebody would get an answer there.
func serve(ctx context.Context, out io.Writer, addr, root, origin, snapshots string) error {
	config := site.Local(root)
	config.Origin = origin
	config.API = api.Config{Store: site.FileStore(snapshots), Limiter: api.NewWindow(20, time.Minute),
		Addresses: api.NewWindow(300, time.Minute)}
	s, err := site.New(config)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is taken: end the program that listens there, or choose another, as in "+
			"ADDR=127.0.0.1:8081 make run", addr)
	}
	if err != nil {
		return err
	}
	server := newServer(s)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()

	url := "http://" + reachable(l.Addr())
	if err := answers(ctx, url+"/healthz"); err != nil {
		return errors.Join(err, server.Close())
	}
	fmt.Fprintln(out, "Inkgrad is at", url+"/")
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	// Requests that are being answered may end; a browser's idle connections do not hold the program up.
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return server.Shutdown(ctx)
}

// newServer returns a server that no client can hold up or fill. The largest file has 6 MB, which a line of 160 kbit/s
// takes in the time to write; the longest header is that of /oembed with a formula in the hash of its url.
func newServer(h http.Handler) *http.Server {
	return &http.Server{Handler: h, MaxHeaderBytes: 64 << 10, ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout: 30 * time.Second, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute}
}

// reachable returns an address at which this machine reaches a, which may stand for all of its addresses.
func reachable(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// answers sends one request, not through a proxy, and returns why it was not answered.
func answers(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", url, res.Status)
	}
	return nil
}
