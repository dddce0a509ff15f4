package browsertest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// candidates are the names, in PATH or in full, that Chrome and Chromium usually have.
func candidates() []string {
	switch runtime.GOOS {
	case "darwin":
		names := []string{"chromium", "google-chrome"}
		for _, dir := range []string{"/Applications", filepath.Join(os.Getenv("HOME"), "Applications")} {
			for _, app := range []string{"Google Chrome", "Chromium", "Microsoft Edge"} {
				names = append(names, filepath.Join(dir, app+".app", "Contents", "MacOS", app))
			}
		}
		return names
	case "windows":
		names := []string{"chrome", "msedge"}
		for _, dir := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)"),
			os.Getenv("LocalAppData")} {
			names = append(names, filepath.Join(dir, `Google\Chrome\Application\chrome.exe`))
		}
		return names
	}
	return []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell",
		"/snap/bin/chromium", "/opt/google/chrome/chrome"}
}

// Find returns the path of Chrome or Chromium: what INKGRAD_CHROME names, else the first one found.
func Find() (string, error) {
	if name := os.Getenv("INKGRAD_CHROME"); name != "" {
		path, err := exec.LookPath(name)
		if err != nil {
			return "", fmt.Errorf("INKGRAD_CHROME: %w", err)
		}
		return path, nil
	}
	for _, name := range candidates() {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chrome or Chromium was found; INKGRAD_CHROME can name one")
}
