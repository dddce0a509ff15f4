package web

// Paths returns those of the pages with a header.
func Paths() []string {
	var paths []string
	for _, p := range places {
		paths = append(paths, p.path)
	}
	return paths
}
