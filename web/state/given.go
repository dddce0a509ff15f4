package state

import (
	"maps"
	"slices"
	"strconv"
)

// Given is an answer that the reader has given to a question of a panel: of the chapter's section of that name, or of a
// puzzle of the gradient check, 17/layer or 17/mistake.
type Given struct {
	Panel, Question, Text string
	Right                 bool
}

// AnswersSince returns the answers that were given since an earlier State. One that is given again, the same, is no
// other.
func (s State) AnswersSince(before State) []Given {
	var given []Given
	if s.Chapter != before.Chapter {
		for _, name := range slices.Sorted(maps.Keys(s.Chapter.Answers)) {
			a := s.Chapter.Answers[name]
			if a != before.Chapter.Answers[name] && (a.Judged == Right || a.Judged == Wrong) {
				given = append(given, Given{"chapter", name, a.Text, a.Judged == Right})
			}
		}
	}
	p, b := s.Check.Puzzle, before.Check.Puzzle
	for _, q := range []struct {
		name        string
		now, before Question
	}{{"layer", p.Layer, b.Layer}, {"mistake", p.Bug, b.Bug}} {
		if n := len(q.now.Given); n > len(q.before.Given) {
			number := strconv.Itoa(int(p.Number.Value))
			given = append(given, Given{"check", number + "/" + q.name, q.now.Given[n-1], q.now.Over})
		}
	}
	return given
}
