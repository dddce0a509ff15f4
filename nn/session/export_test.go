package session

// Need has the images fetched, as whatever asks for them has.
func (s *Session) Need() { s.data.need() }
