package session

import "time"

// moment is a point in time: how long it is after the beginning, which is an hour before the program began, so that the
// zero moment is long ago. A time.Time in what is used by way of an interface would bring the formatting of dates into
// the program, a fortieth of it.
type moment time.Duration

var beginning = time.Now().Add(-time.Hour)

func now() moment { return moment(time.Since(beginning)) }

// since returns how long ago m was.
func since(m moment) time.Duration { return time.Duration(now() - m) }

// after returns the moment that is so long after m.
func (m moment) after(d time.Duration) moment { return m + moment(d) }
