package state

// Next is what there is to do for somebody who is here for the first time. The page marks it.
type Next int

// In the order in which a newcomer does them.
const (
	NextNothing Next = iota
	NextDraw
	NextTrain
)

// Next returns what a newcomer has not done yet: first to draw, then to train. Who has trained knows the way.
func (s *State) Next() Next {
	switch {
	case s.Engine.Status.Running || !s.Engine.Status.Builtin && s.Engine.Status.Step > 0:
		return NextNothing
	case s.Draw.Drawing.Empty():
		return NextDraw
	case s.Engine.CanTrain():
		return NextTrain
	}
	return NextNothing
}
