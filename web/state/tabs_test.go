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

// A network of a link is found by what it is, and the newest of each are kept.
func TestFindReplay(t *testing.T) {
	begin := time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)
	key := func(name string, minute int) string {
		return state.ReplayKey(name, begin.Add(time.Duration(minute)*time.Minute))
	}
	keys := []string{key("a", 1), state.OldKey, key("b", 2), state.KeptKey(true, begin, "a"), key("a b", 3), "replay",
		key("a", 4)}
	for name, want := range map[string]string{"a": key("a", 4), "b": key("b", 2), "a b": key("a b", 3), "c": "",
		"": ""} {
		if got, _ := state.FindReplay(keys, name); got != want {
			t.Errorf("of %q the browser has kept %q, want %q", name, got, want)
		}
	}
	if _, surplus := state.FindReplay(keys, "a"); !slices.Equal(surplus, []string{key("a", 4), key("a", 1)}) {
		t.Errorf("in place of %v comes the next one", surplus)
	}
	if rs := state.ReadRecords(keys); len(rs) != 2 {
		t.Errorf("there are %d sessions among them", len(rs))
	}
	var many []string
	for i := range 9 {
		many = append(many, key(strconv.Itoa(i), i))
	}
	_, surplus := state.FindReplay(many, "new")
	if len(many)-len(surplus) != 5 || slices.Contains(surplus, key("8", 8)) || !slices.Contains(surplus, key("0", 0)) {
		t.Errorf("beside a new one, %v go", surplus)
	}
}
