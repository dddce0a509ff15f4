package train

import (
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// runNames names runs. Those of an experiment have the names that it gives them, the others are named among themselves.
// A name that two have is followed by a number.
func runNames(runs []state.Run) []string {
	names := make([]string, len(runs))
	count := map[string]int{}
	var others []state.Run
	for i, r := range runs {
		if names[i] = ownName(r); names[i] == "" {
			others = append(others, r)
		}
		count[names[i]]++
	}
	named := differences(others)
	for i, r := range runs {
		switch name := names[i]; {
		case name == "":
			names[i], named = named[0], named[1:]
		case count[name] > 1:
			names[i] += ", run " + strconv.Itoa(r.Number)
		}
	}
	return names
}

// ownName is the name that an experiment gives a run, unless its settings were changed on the way.
func ownName(r state.Run) string {
	if !r.First.EqualButPage(r.Last) {
		return ""
	}
	return r.Label
}

// differences names runs by what differs between their settings, in the field's words: Adam, or He, learning rate 0.01.
// Runs that differ in nothing but their seed have numbers.
func differences(runs []state.Run) []string {
	parts := make([][]string, len(runs))
	add := func(key, text func(state.Run) string) {
		if !slices.ContainsFunc(runs, func(r state.Run) bool { return key(r) != key(runs[0]) }) {
			return
		}
		for i, r := range runs {
			if t := text(r); t != "" {
				parts[i] = append(parts[i], t)
			}
		}
	}
	for _, row := range setting.Table() {
		if namesRuns(row) {
			add(over(row, changeKey), over(row, changeText))
		}
	}
	add(fromText, fromText)
	names := make([]string, len(runs))
	for i, r := range runs {
		names[i] = strings.Join(parts[i], ", ")
		same := func(other []string) bool { return slices.Equal(other, parts[i]) }
		if names[i] == "" || slices.ContainsFunc(parts[:i], same) || slices.ContainsFunc(parts[i+1:], same) {
			names[i] = strings.TrimPrefix(names[i]+", run "+strconv.Itoa(r.Number), ", ")
		}
	}
	return names
}

// namesRuns says that a setting makes a difference to a curve that is worth a name. That of the network's layers stands
// for the hidden sizes and the activation, too.
func namesRuns(row setting.Row) bool {
	switch row.Name {
	case "hidden", "activation", "seed", "workers", "iterations":
		return false
	}
	return !row.Page
}

// over returns what write says of a run: of its settings, or of the first and the last where they were changed on the
// way.
func over(row setting.Row, write func(setting.Row, setting.Settings) string) func(state.Run) string {
	return func(r state.Run) string {
		first, last := write(row, r.First), write(row, r.Last)
		if first == last || first == "" || last == "" {
			return last
		}
		if i := strings.LastIndexByte(last, ' '); i >= 0 && strings.HasPrefix(first, last[:i+1]) {
			last = last[i+1:] // learning rate 0.1 → 0.01
		}
		return first + " → " + last
	}
}

// changeKey tells settings apart. The learning rate and the hyperparameters that are usual come with the optimizer and
// the schedule.
func changeKey(row setting.Row, s setting.Settings) string {
	if row.Usual(s) || row.Name == "learningRate" && s.LearningRate == setting.UsualRate(s.Optimizer) {
		return ""
	}
	return changeText(row, s)
}

// changeText writes a setting so that it stands for itself; "" where it makes no difference.
func changeText(row setting.Row, s setting.Settings) string {
	text := s.Text(row.Name)
	if !row.Applies(s) {
		return ""
	}
	switch row.Name {
	case "network":
		text = state.NetworkInShort(s)
		if s.Network == "" && len(s.Hidden) > 0 {
			text += " " + s.Activation
		}
		return text
	case "optimizer":
		return text
	case "init":
		return initText(text)
	case "schedule":
		if text == setting.Default().Schedule {
			return "constant rate"
		}
		return strings.ToLower(text) + " schedule"
	case "dataSize":
		return phrase.Grouped(s.DataSize) + " images"
	}
	return strings.ToLower(row.Label[:1]) + row.Label[1:] + " " + text
}

// initText writes how weights begin.
func initText(init string) string {
	switch init {
	case spec.InitNormal:
		return "std 0.01"
	case spec.InitStandard:
		return "std 1"
	case spec.InitZeros:
		return "zeros"
	}
	return init
}

// fromText tells a run from scratch from one that went on with a network.
func fromText(r state.Run) string {
	if r.From == 0 {
		return "from scratch"
	}
	return "from step " + phrase.Grouped(r.From)
}
