package state_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/state"
)

func TestRecords(t *testing.T) {
	begin := time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)
	key := func(network bool, minute int, page string) string {
		return state.KeptKey(network, begin.Add(time.Duration(minute)*time.Minute), page)
	}
	rs := state.ReadRecords([]string{key(true, 3, "a"), "drawings", "session that could not be read", "network",
		key(false, 9, "c"), key(true, 5, "b"), state.OldKey})
	if got, want := rs.Newest(), key(true, 5, "b"); got != want {
		t.Errorf("the newest network is in %q, want %q", got, want)
	}
	for page, want := range map[string]string{"a": key(true, 3, "a"), "c": key(false, 9, "c"), "d": "", "": ""} {
		if got := rs.Of(page); got != want {
			t.Errorf("page %q has kept %q, want %q", page, got, want)
		}
		if want != "" && state.PageOf(want) != page {
			t.Errorf("%q is of page %q", want, state.PageOf(want))
		}
	}
	if got := state.ReadRecords([]string{state.OldKey}).Newest(); got != state.OldKey {
		t.Errorf("what an earlier version kept is not found: %q", got)
	}
	if got := state.ReadRecords(nil).Newest(); got != "" {
		t.Errorf("where nothing is kept, %q is the newest", got)
	}
}

// The number of records is bounded, what an open tab uses is never dropped, and drawings do not drive out networks.
func TestSurplus(t *testing.T) {
	var keys []string
	for i := range 20 {
		at := time.Date(2026, 3, 1+i, 0, 0, 0, 0, time.UTC)
		keys = append(keys, state.KeptKey(true, at, "n"+strconv.Itoa(i)),
			state.KeptKey(false, at.AddDate(0, 1, 0), "d"+strconv.Itoa(i)))
	}
	keys = append(keys, state.OldKey)
	surplus := state.ReadRecords(keys).Surplus(func(page string) bool { return page == "n0" || page == "d3" })
	left := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return slices.Contains(surplus, key) })
	var pages []string
	for _, key := range left {
		pages = append(pages, state.PageOf(key))
	}
	slices.Sort(pages)
	want := []string{"d14", "d15", "d16", "d17", "d18", "d19", "d3", "n0", "n14", "n15", "n16", "n17", "n18", "n19"}
	if !slices.Equal(pages, want) {
		t.Errorf("%v are left, want %v", pages, want)
	}
}
