package session_test

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// repeats is what the latest Status says.
func (l *learner) repeats() bool { return last[protocol.Status](l.t, l.h).Repeats }

// params are all parameters of the network.
func (l *learner) params() []protocol.Param {
	return l.do(protocol.Params{}).(protocol.ParamsCopied).Params
}

// Whoever is told that settings and steps give a network again gets it, to the bit; who would not is told so.
func TestRepeats(t *testing.T) {
	settings := setting.Default()
	settings.Hidden, settings.DataSize = []int{12}, 300
	faster := settings.Clone()
	faster.LearningRate = 0.5
	longer := settings.Clone()
	longer.Iterations, longer.Theme = 7, "dark"
	for name, c := range map[string]struct {
		way  func(l *learner)
		want bool
	}{
		"in one go":     {func(l *learner) { l.train(30) }, true},
		"in two":        {func(l *learner) { l.train(10); l.train(20) }, true},
		"from the past": {func(l *learner) { l.train(40); l.do(protocol.Resume{Step: 30}) }, true},
		"what does nothing": {func(l *learner) {
			l.train(10)
			l.do(protocol.Configure{Settings: longer})
			l.train(20)
		}, true},
		"there and back": {func(l *learner) {
			l.train(30)
			l.do(protocol.Configure{Settings: faster})
			if l.repeats() {
				l.t.Error("the settings of now give another network")
			}
			l.do(protocol.Configure{Settings: settings})
		}, true},
		"at two rates": {func(l *learner) {
			l.train(10)
			l.do(protocol.Configure{Settings: faster})
			l.train(20)
		}, false},
		"on drawings": {func(l *learner) {
			l.do(protocol.Drawings{Examples: own(l.t, 3)})
			l.train(10)
			l.do(protocol.FineTune{Steps: 3, Share: 0.5})
		}, false},
		"from a file": {func(l *learner) { l.train(30); l.do(protocol.Load{File: l.file()}) }, true},
		"on from a file": {func(l *learner) {
			l.train(10)
			l.do(protocol.Load{File: l.file()})
			l.train(20)
		}, true},
		"at another rate from a file": {func(l *learner) {
			l.train(10)
			l.do(protocol.Load{File: l.file()})
			l.do(protocol.Configure{Settings: faster})
			l.train(20)
		}, false},
		"from a file of two rates": {func(l *learner) {
			l.train(10)
			l.do(protocol.Configure{Settings: faster})
			l.train(20)
			l.do(protocol.Load{File: l.file()})
		}, false},
		"untrained": {func(*learner) {}, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLearner(t, settings)
			l.do(protocol.Reset{})
			c.way(l)
			if got := l.repeats(); got != c.want {
				t.Fatalf("it says %t", got)
			}
			if !c.want {
				return
			}
			again := newLearner(t, last[protocol.Status](t, l.h).Settings)
			again.do(protocol.Train{Steps: last[protocol.Status](t, l.h).Step, Fresh: true})
			if !reflect.DeepEqual(again.params(), l.params()) {
				t.Error("the network is another")
			}
		})
	}
}
