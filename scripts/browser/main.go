// Browser prints the path of the Chrome or Chromium that tests and benchmarks use.
//
//	go run ./scripts/browser -install
//
// With -install, and where there is none, it installs Debian's chromium, if this machine has apt-get and may use it
// without asking for a password. Where nothing helps, it says how to get one.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

func main() {
	install := flag.Bool("install", false, "install Debian's chromium where there is no browser")
	flag.Parse()
	path, err := browsertest.Find()
	if err != nil && *install && os.Getenv("INKGRAD_CHROME") == "" {
		if failure := installChromium(); failure != nil {
			fmt.Fprintln(os.Stderr, "browser:", failure)
		} else {
			path, err = browsertest.Find()
		}
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "browser: %v.\n%s\n", err, advice())
		os.Exit(1)
	}
	fmt.Println(path)
}

// advice says how to get a browser on this system.
func advice() string {
	how := "Install Chromium or Chrome with your package manager"
	switch runtime.GOOS {
	case "darwin":
		how = "Install Chrome from https://www.google.com/chrome, or with: brew install --cask google-chrome"
	case "windows":
		how = "Install Chrome from https://www.google.com/chrome"
	case "linux":
		how += " (Debian: sudo apt-get install chromium; Fedora: sudo dnf install chromium; Arch: sudo pacman -S " +
			"chromium)"
	}
	return how + ".\nOr name one: INKGRAD_CHROME=/path/to/chrome make test"
}

// installChromium runs apt-get as root: as this user if it is root, else by a sudo that asks for no password.
func installChromium() error {
	apt, err := exec.LookPath("apt-get")
	if err != nil {
		return errors.New("chromium cannot be installed from here: there is no apt-get")
	}
	prefix := []string{}
	if os.Geteuid() != 0 {
		if exec.Command("sudo", "-n", "true").Run() != nil {
			return errors.New(
				"chromium cannot be installed from here: apt-get needs root, and sudo asks for a password")
		}
		prefix = []string{"sudo", "-n"}
	}
	// Without a font, which chromium only recommends, a page has no letters.
	for _, args := range [][]string{
		{"update"},
		{"install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"},
	} {
		command := slices.Concat(prefix, []string{"env", "DEBIAN_FRONTEND=noninteractive", apt}, args)
		fmt.Fprintln(os.Stderr, "browser: running", command)
		c := exec.Command(command[0], command[1:]...)
		c.Stdout, c.Stderr = os.Stderr, os.Stderr
		if err := c.Run(); err != nil {
			return fmt.Errorf("%v: %w", command, err)
		}
	}
	return nil
}
