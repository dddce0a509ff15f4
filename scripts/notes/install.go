package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// installPrograms has apt-get and npm install what is missing for a system, or for all. What cannot be installed is
// told, and is no error: the tests say what they miss.
func installPrograms(name string) {
	wanted := slices.Clone(systems)
	wanted = slices.DeleteFunc(wanted, func(s system) bool { return name != "all" && name != s.name || s.find() != "" })
	var missing []string
	for _, s := range wanted {
		if s.debian != "" {
			missing = append(missing, strings.Fields(s.debian)...)
		}
	}
	if len(missing) > 0 {
		// as root, by a sudo that asks for no password if need be
		prefix := []string{"env", "DEBIAN_FRONTEND=noninteractive", "apt-get"}
		if os.Geteuid() != 0 {
			prefix = slices.Concat([]string{"sudo", "-n"}, prefix)
		}
		_ = command(slices.Concat(prefix, []string{"update"})) &&
			command(slices.Concat(prefix, []string{"install", "--yes", "--no-install-recommends"}, missing))
	}
	var packages []string
	for _, s := range wanted {
		if s.npm != "" {
			packages = append(packages, s.npm)
		}
	}
	for _, p := range platforms {
		if (name == "all" || name == p.name) && p.editor() == "" && !slices.Contains(packages, p.npm) {
			packages = append(packages, p.npm)
		}
	}
	for _, list := range packages {
		dir, err := cache(list)
		if err == nil {
			err = os.MkdirAll(dir, 0o755)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "notes:", err)
			return
		}
		npm := []string{"npm", "install", "--prefix", dir, "--no-audit", "--no-fund", "--save-exact"}
		command(slices.Concat(npm, strings.Fields(list)))
	}
}

// command runs a command, and says whether it went well.
func command(args []string) bool {
	fmt.Fprintln(os.Stderr, "notes: running", strings.Join(args, " "))
	c := exec.Command(args[0], args[1:]...)
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	if err := c.Run(); err != nil {
		fmt.Fprintf(os.Stderr, "notes: %v\n", err)
		return false
	}
	return true
}

// cache returns the folder, outside of the tree, into which npm installs packages. Other versions have another one.
func cache(packages string) (string, error) {
	cache, err := os.UserCacheDir()
	version := strings.NewReplacer("/", "-", " ", "_").Replace(packages)
	return filepath.Join(cache, "inkgrad", "notes", version), err
}

// find returns the path of the system's program, or "" where it is not installed.
func (s *system) find() string {
	if s.npm == "" {
		path, err := exec.LookPath(s.program)
		if err != nil {
			return ""
		}
		return path
	}
	dir, err := cache(s.npm)
	if err != nil {
		return ""
	}
	return existing(filepath.Join(dir, "node_modules", ".bin", s.program))
}

// editor returns the folder of the platform's editor, or "" where it is not installed.
func (p *platform) editor() string {
	dir, err := cache(p.npm)
	if err != nil {
		return ""
	}
	return existing(filepath.Join(dir, "node_modules", "tinymce"))
}

// existing returns a path, or "" if there is nothing.
func existing(path string) string {
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}
