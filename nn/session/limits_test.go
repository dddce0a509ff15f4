package session

import (
	"slices"
	"strconv"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Training images can be chosen by whole shards, from one to all, or so few that a network learns them by heart.
func TestChoicesAreShards(t *testing.T) {
	want := []string{"300"}
	for n := digits.ShardLen; n <= digits.MaxImages; n += digits.ShardLen {
		want = append(want, strconv.Itoa(n))
	}
	if row, ok := setting.Find("dataSize"); !ok || !slices.Equal(row.Choices, want) {
		t.Errorf("the choices are %v, the shards make %v", row.Choices, want)
	}
}
