package state

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Every page keeps its session in a record of its own, so two tabs never share one. The key of a record says what is
// in it, when it was kept, and by which page:
//
//	network 2026-03-01T09:30:00.000Z k3v9x2m1
//
// A tab remembers which page it showed last, and so finds its own session when it is loaded again. A copy of a tab
// remembers the same page, begins with its session, and then keeps one of its own.

// The kinds of records. One with a network is worth more than one with only a drawing.
const (
	keptNetwork = "network"
	keptDrawing = "drawing"
)

// keptReplay is the kind of the records of networks that links have had trained. They are found by what they are, in
// place of a page: see State.ReplayName.
const keptReplay = "replay"

// OldKey is the key of the one session that earlier versions kept for all tabs.
const OldKey = "session"

// maxKept is how many records of each kind are kept: those of the tabs that are open, and the newest of others.
const maxKept = 6

// keptTime is written in UTC, so that the order of the texts is that of the times.
const keptTime = "2006-01-02T15:04:05.000Z"

// KeptKey returns the key for a session that a page keeps now.
func KeptKey(network bool, now time.Time, page string) string {
	kind := keptDrawing
	if network {
		kind = keptNetwork
	}
	return kind + " " + now.UTC().Format(keptTime) + " " + page
}

// Records are the keys of the sessions that are kept, from the oldest on.
type Records []record

type record struct{ kind, time, page, key string }

// ReadRecords returns the Records among all keys.
func ReadRecords(keys []string) Records {
	var rs Records
	for _, key := range keys {
		words := strings.Split(key, " ")
		if key == OldKey {
			words = []string{keptNetwork, "", ""}
		}
		if len(words) == 3 && (words[0] == keptNetwork || words[0] == keptDrawing) {
			rs = append(rs, record{words[0], words[1], words[2], key})
		}
	}
	slices.SortStableFunc(rs, func(a, b record) int { return strings.Compare(a.time, b.time) })
	return rs
}

// Of returns the key of the session that a page has kept, or "".
func (rs Records) Of(page string) string {
	key := ""
	for _, r := range rs {
		if r.page == page && page != "" {
			key = r.key // the latest, should there be others
		}
	}
	return key
}

// Newest returns the key of the newest session with a network, or "".
func (rs Records) Newest() string {
	for _, r := range slices.Backward(rs) {
		if r.kind == keptNetwork {
			return r.key
		}
	}
	return ""
}

// Surplus returns the keys of records that are dropped: those that are too many, from the oldest on, but none of an
// open page.
func (rs Records) Surplus(open func(page string) bool) []string {
	var surplus []string
	count := map[string]int{}
	for _, r := range slices.Backward(rs) {
		if count[r.kind]++; count[r.kind] > maxKept && !open(r.page) {
			surplus = append(surplus, r.key)
		}
	}
	return surplus
}

// PageOf returns the page that has kept a session under this key, or "".
func PageOf(key string) string {
	if rs := ReadRecords([]string{key}); len(rs) > 0 {
		return rs[0].page
	}
	return ""
}

// ReplayKey returns the key for a network of that name that is kept now.
func ReplayKey(name string, now time.Time) string {
	return keptReplay + " " + now.UTC().Format(keptTime) + " " + name
}

// FindReplay returns the key of the network of that name among all keys, or "". Those in surplus are too many, or have
// the same name: they are dropped when one more is kept.
func FindReplay(keys []string, name string) (key string, surplus []string) {
	replays := slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		return !strings.HasPrefix(key, keptReplay+" ")
	})
	slices.SortFunc(replays, func(a, b string) int { return strings.Compare(b, a) })
	others := 0
	for _, k := range replays {
		switch words := strings.SplitN(k, " ", 3); {
		case len(words) == 3 && words[2] == name:
			key = cmp.Or(key, k)
			surplus = append(surplus, k)
		default:
			if others++; others >= maxKept {
				surplus = append(surplus, k)
			}
		}
	}
	return key, surplus
}
