package session_test

import (
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// excite asks for parts until all images are looked at.
func excite(t *testing.T, h *host, s *session.Session, id, node, unit, images int) protocol.Excited {
	t.Helper()
	var all protocol.Excited
	for all.Images == 0 || len(all.Values) < all.Images {
		h.events = nil
		s.Handle(id, protocol.Excite{Node: node, Unit: unit, From: len(all.Values), Images: images})
		part := answer[protocol.Excited](t, h, id)
		if part.From != len(all.Values) || len(part.Values) == 0 {
			t.Fatalf("from %d there are %d values, after %d", part.From, len(part.Values), len(all.Values))
		}
		all.Step, all.Images = part.Step, part.Images
		all.Values, all.Places = append(all.Values, part.Values...), append(all.Places, part.Places...)
	}
	return all
}

// What a test image does to a unit is what the graph of that image has, in the very bits: for each value of each
// preset, and of a network with every kind of layer, while the network is another one by now.
func TestExcitedIsWhatTheGraphHas(t *testing.T) {
	settings := map[string]setting.Settings{"every kind": parsed(t, everything)}
	for _, p := range setting.Presets() {
		settings[p.Name] = p.Apply(setting.Default())
	}
	for name, of := range settings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			of.BatchSize, of.DataSize = 20, 10_000
			h := newHost()
			s := started(t, h, of)
			s.Handle(2, protocol.Reset{})
			train := func(id, steps int) int { // the presets take their time to
				if name != "every kind" {
					return 0
				}
				s.Handle(id, protocol.Train{Steps: steps})
				run(s)
				return steps
			}
			step := train(3, 3)
			const images = 3
			var graphs [images]*snapshot.Graph
			for i := range graphs {
				s.Handle(10+i, protocol.Sample{Index: i})
				s.Handle(20+i, protocol.Graph{Pixels: answer[protocol.Sampled](t, h, 10+i).Pixels})
				graphs[i] = answer[protocol.Graphed](t, h, 20+i).Graph
			}
			if train(30, 2) == 0 {
				of.Seed++
				s.Handle(31, protocol.Configure{Settings: of})
				s.Handle(32, protocol.Reset{})
			}
			values := 0
			for _, n := range graphs[0].Nodes {
				if len(n.Inputs) == 0 || len(n.Shape) < 2 || n.Shape[0] != 1 {
					continue
				}
				values++
				for _, unit := range []int{0, n.Shape[1] - 1} {
					got := excite(t, h, s, 40, n.ID, unit, images)
					if got.Step != step || got.Images != images {
						t.Fatalf("step %d, %d images", got.Step, got.Images)
					}
					size := snapshot.Len(n.Shape) / n.Shape[1]
					for i, g := range graphs {
						channel := g.Nodes[n.ID].Value.Data[unit*size:][:size]
						want := slices.Max(channel)
						if got.Values[i] != want || len(n.Shape) > 2 && channel[got.Places[i]] != want {
							t.Errorf("%s in %s, unit %d, image %d: %v, the graph has %v", n.Kind, n.Scope, unit, i,
								got.Values[i], want)
						}
					}
				}
			}
			if values < 4 {
				t.Errorf("%d values", values)
			}
		})
	}
}

func TestExciteLooksAtAllImagesInParts(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Graph{Train: true})
	g := answer[protocol.Graphed](t, h, 2).Graph
	relu := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Kind == "ReLU" })
	all := excite(t, h, s, 3, relu, 2, 10_000)
	if all.Images != 300 || len(all.Values) != 300 || all.Places != nil {
		t.Errorf("%d values of %d images, %d places", len(all.Values), all.Images, len(all.Places))
	}
	some := excite(t, h, s, 3, relu, 2, 130) // a batch and a part of one
	if len(some.Values) != 130 || !slices.Equal(some.Values, all.Values[:130]) {
		t.Errorf("%d values, others than before", len(some.Values))
	}
	s.Handle(4, protocol.Excite{Node: relu, Unit: 2, From: 295, Images: 300})
	if e := answer[protocol.Excited](t, h, 4); !slices.Equal(e.Values, all.Values[295:]) {
		t.Errorf("the last ones are %v", e.Values)
	}
}

// An answer goes on with the graph with which it began, even if another one is shown by then.
func TestExciteGoesOnWithItsGraph(t *testing.T) {
	h := newHost()
	of := parsed(t, "network=conv30k5-relu-affine10") // 300 images take it more than one part
	s := started(t, h, of)
	s.Handle(2, protocol.Graph{Train: true})
	const relu, images = 5, 300
	want := excite(t, h, s, 3, relu, 7, images)
	s.Handle(4, protocol.Excite{Node: relu, Unit: 7, Images: images})
	begun := answer[protocol.Excited](t, h, 4)
	of.Seed++
	s.Handle(5, protocol.Configure{Settings: of})
	s.Handle(6, protocol.Reset{})
	s.Handle(7, protocol.Graph{Train: true})
	from := len(begun.Values)
	s.Handle(8, protocol.Excite{Node: relu, Unit: 7, From: from, Images: images})
	next := answer[protocol.Excited](t, h, 8)
	if from == images || !slices.Equal(next.Values, want.Values[from:][:len(next.Values)]) {
		t.Errorf("after %d of %d images it goes on with another graph", from, images)
	}
	if other := excite(t, h, s, 9, relu, 7, images); slices.Equal(other.Values, want.Values) {
		t.Error("of another graph there are the same values")
	}
}

func TestExciteRefuses(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	refused := func(c protocol.Excite, code, message string) {
		t.Helper()
		h.events = nil
		s.Handle(5, c)
		if f := answer[protocol.Failed](t, h, 5); f.Code != code || f.Message != message {
			t.Errorf("%+v: %s, %q", c, f.Code, f.Message)
		}
	}
	refused(protocol.Excite{Node: 3, Images: 10}, protocol.CodeNotReady, "There is no graph yet.")
	s.Handle(2, protocol.Graph{Train: true})
	g := answer[protocol.Graphed](t, h, 2).Graph
	bad := protocol.CodeBadRequest
	refused(protocol.Excite{Node: 99, Images: 10}, bad, "Node 99 of 14: there is none.")
	refused(protocol.Excite{Node: -1, Images: 10}, bad, "Node -1 of 14: there is none.")
	w := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Name == "W1" })
	refused(protocol.Excite{Node: w, Images: 10}, bad, "Node 2 has no value for each image.")
	relu := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Kind == "ReLU" })
	refused(protocol.Excite{Node: relu, Unit: 8, Images: 10}, bad, "Unit 8 of 8, from image 0 of 10: there is none.")
	refused(protocol.Excite{Node: relu, Unit: -1, Images: 10}, bad, "Unit -1 of 8, from image 0 of 10: there is none.")
	refused(protocol.Excite{Node: relu, From: 10, Images: 10}, bad, "Unit 0 of 8, from image 10 of 10: there is none.")
	refused(protocol.Excite{Node: relu, From: 300, Images: 999}, bad,
		"Unit 0 of 8, from image 300 of 300: there is none.")
	s.Handle(3, protocol.Reset{})
	h.events = nil
	s.Handle(6, protocol.Excite{Node: relu, Images: 10})
	if e := answer[protocol.Excited](t, h, 6); len(e.Values) != 10 {
		t.Errorf("of the graph that is still shown there are %d values", len(e.Values))
	}
}
