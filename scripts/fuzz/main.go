// Fuzz runs each fuzz target of the repository for the same time, one after another.
//
//	go run ./scripts/fuzz -time 10m
//	go run ./scripts/fuzz -time 1m -run Decode
//
// -time is for all of them together. An input that fails is kept in the testdata of its package, where go test finds it
// from then on. With -keep it also keeps there the shortest of the other inputs that were found, as many as it takes to
// reach all that they reach.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

func main() {
	total := flag.Duration("time", 10*time.Minute, "how long to fuzz, all targets together")
	run := flag.String("run", "", "`pattern` of the targets to run, as package.Name; all by default")
	parallel := flag.Int("parallel", 2, "how many processes to run at once")
	keep := flag.Bool("keep", false, "keep the inputs that reach what no kept one does")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := fuzz(ctx, os.Stdout, *total, *run, *parallel, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
}

func fuzz(ctx context.Context, out io.Writer, total time.Duration, run string, parallel int, keep bool) error {
	pattern, err := regexp.Compile(run)
	if err != nil {
		return err
	}
	all, err := find(".")
	if err != nil {
		return err
	}
	var chosen []target
	for _, t := range all {
		if pattern.MatchString(t.String()) {
			chosen = append(chosen, t)
		}
	}
	if len(chosen) == 0 {
		return fmt.Errorf("no target matches %q", run)
	}
	each := max(total/time.Duration(len(chosen)), time.Second).Round(time.Second)
	fmt.Fprintf(out, "%d targets, %v each\n", len(chosen), each)
	var failed error
	for _, t := range chosen {
		failed = errors.Join(failed, t.fuzz(ctx, out, each, parallel))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if keep {
			if err := t.keep(ctx, out); err != nil {
				return err
			}
		}
	}
	return failed
}

// fuzz runs the target for a time, and prints its last line: how many inputs were tried.
func (t target) fuzz(ctx context.Context, out io.Writer, each time.Duration, parallel int) error {
	cache, err := filepath.Abs(t.found())
	if err != nil {
		return err
	}
	var said bytes.Buffer
	c := exec.CommandContext(ctx, "go", "test", "-run=^$", "-fuzz=^"+t.name+"$", "-fuzztime="+each.String(),
		"-fuzzminimizetime=1s", // of each input: a minute, as by default, would be all that there is
		fmt.Sprint("-parallel=", parallel), "./"+t.folder, "-args", "-test.fuzzcachedir="+filepath.Dir(cache))
	c.Stdout, c.Stderr = &said, &said
	if err := c.Run(); err != nil && !timeWasUp(said.String()) {
		return fmt.Errorf("%v: %w\n%s", t, err, said.Bytes())
	}
	fmt.Fprintf(out, "%v\t%s\n", t, figures(said.String()))
	return nil
}

// timeWasUp tells the end of the time, which go test calls a failure when an input is just being tried, from a failure.
func timeWasUp(said string) bool {
	return strings.Contains(said, "\n    context deadline exceeded\n") &&
		!strings.Contains(said, "Failing input written")
}

var progress = regexp.MustCompile(`execs: \d+ .*new interesting: .*`)

// figures returns how many inputs were tried, from what go test said.
func figures(said string) string {
	lines := progress.FindAllString(said, -1)
	if len(lines) == 0 {
		return "no input was tried"
	}
	return lines[len(lines)-1]
}
