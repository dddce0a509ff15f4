package state

import (
	"slices"
	"testing"
)

// TestAnswersSince tells what counts as an answer: what can be read, and is another one than before.
func TestAnswersSince(t *testing.T) {
	s := shownChapter(New()).ToSection("relu")
	for _, step := range []struct {
		text string
		want []Given
	}{
		{"many", nil}, {" ", nil},
		{"4", []Given{{"chapter", "relu", "4", false}}}, {"4", nil},
		{"5 or so", nil},
		{"5", []Given{{"chapter", "relu", "5", true}}},
		{"4", []Given{{"chapter", "relu", "4", false}}},
	} {
		before := s
		s = s.TypeAnswer(step.text).GiveAnswer(step.text)
		if got := s.AnswersSince(before); !slices.Equal(got, step.want) {
			t.Errorf("after %q it tells %+v, want %+v", step.text, got, step.want)
		}
	}
}
