package session

import "time"

// moment is a point in time, counted from an hour before the program began, so that the zero moment is long ago. A
// time.Time in a type that is used through an interface would link the formatting of dates, a fortieth of the program.
type moment time.Duration

var beginning = time.Now().Add(-time.Hour)

func now() moment { return moment(time.Since(beginning)) }

// since returns the time since m.
func since(m moment) time.Duration { return time.Duration(now() - m) }

// after returns the moment d after m.
func (m moment) after(d time.Duration) moment { return m + moment(d) }
