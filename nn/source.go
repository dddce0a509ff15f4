package nn

import (
	"embed"
	"strings"
)

// operations are the files of package op, without its tests. A pattern of go:embed cannot leave files out: the first
// has those that do not end with t, the second those that do, unless it is an st; a test says if that misses one.
//
//go:embed op/*[^t].go op/*[^s]t.go
var operations embed.FS

// Source is the source of an operation as it was compiled.
type Source struct {
	// File is where it lies, from the top of the repository.
	File string
	// Text is the operation's type with its methods, and what else is in its file, without the imports.
	Text string
}

// Sources returns the source of each operation, by the kinds of the nodes that it computes, as graph.Node and
// snapshot.Node have them.
//
//	relu := nn.Sources()["ReLU"] // nn/op/relu.go: type ReLU[T tensor.Float] struct{} ...
func Sources() map[string]Source {
	files, err := operations.ReadDir("op")
	if err != nil {
		panic("nn: " + err.Error()) // it is embedded
	}
	all := map[string]Source{}
	for _, file := range files {
		text, err := operations.ReadFile("op/" + file.Name())
		if err != nil {
			panic("nn: " + err.Error()) // it is embedded
		}
		for _, kind := range kinds(string(text)) {
			all[kind] = Source{File: "nn/op/" + file.Name(), Text: declarations(string(text))}
		}
	}
	return all
}

// kinds are what the methods Kind, and InTest of graph.Settled, return in a source.
func kinds(source string) []string {
	var found []string
	for line := range strings.Lines(source) {
		if !strings.Contains(line, ") Kind() ") && !strings.Contains(line, ") InTest() ") {
			continue
		}
		if _, after, ok := strings.Cut(line, `{ return "`); ok {
			kind, _, _ := strings.Cut(after, `"`)
			found = append(found, kind)
		}
	}
	return found
}

// declarations is what follows the imports of a formatted source.
func declarations(source string) string {
	_, rest, _ := strings.Cut(source, "\nimport ")
	end := "\n"
	if strings.HasPrefix(rest, "(") {
		end = "\n)\n"
	}
	_, rest, _ = strings.Cut(rest, end)
	return strings.TrimSpace(rest) + "\n"
}
