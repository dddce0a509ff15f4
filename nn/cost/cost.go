// Package cost bounds what a parser may take for what comes from outside: a file of a kilobyte must not ask for a
// gigabyte, nor keep a reader waiting. It is for tests.
//
//	f.Fuzz(func(t *testing.T, file []byte) {
//		defer cost.Bound(t, len(file))()
//		_, _ = safetensors.Decode(file)
//	})
package cost

import (
	"runtime"
	"time"
)

// T is what Bound needs of a *testing.T.
type T interface {
	Helper()
	Errorf(format string, args ...any)
}

// What an input may take: a part that has nothing to do with its size, and a part for each of its bytes. The most that
// a sound file of a few bytes asks for is a network with its buffers. The time is far above what anything here takes,
// for the machine may be busy; what it is to find is work that grows with a number in the file.
const (
	Memory        = 64 << 20 // bytes
	MemoryOfAByte = 4 << 10
	Time          = 20 * time.Second
)

// Bound begins to measure. What it returns ends that, and fails the test when an input of size bytes took too much.
func Bound(t T, size int) (end func()) {
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	begin := time.Now()
	return func() {
		t.Helper()
		var after runtime.MemStats
		took := time.Since(begin)
		runtime.ReadMemStats(&after)
		if got, most := after.TotalAlloc-before.TotalAlloc, uint64(Memory+size*MemoryOfAByte); got > most {
			t.Errorf("%d bytes took %d bytes of memory, more than %d", size, got, most)
		}
		if took > Time {
			t.Errorf("%d bytes took %v", size, took)
		}
	}
}
