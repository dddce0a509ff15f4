// Package nn holds the mathematics of Inkgrad, one idea a folder. It is independent of the page: nothing below it
// imports web, wasm, go-app or syscall/js, and everything below it is tested natively.
//
// The folders build on each other in this order:
//
//	cost         what a parser may take for what comes from outside, for tests
//	excerpt      what a message repeats of what somebody gave
//	smalljson    the little JSON that files have, in a fraction of encoding/json's size
//	kernel       loops that take time, and the place to put faster ones
//	tensor       arrays, and the one place that calls BLAS
//	graph        nodes, forward, backward, and the snapshot that a view shows
//	op           the differentiable operations, forward and backward side by side
//	layer        nouns that build nodes; layer/spec is a network as plain data
//	digits       MNIST, and pen strokes made into images such as MNIST has; digits/form is both as plain data
//	train        steps, optimizers, evaluation, the gradient check; train/method is the ways to train as plain data
//	expr         formulas that people type; expr/build makes graphs of them
//	lesson       mistakes planted in a backward pass, to be found
//	safetensors  parameters as files
//	version      which Inkgrad this is
//	reader       the network that comes with the page to read drawings
//	session      Commands in, Events out: what the engine does, without a browser
//
// # The graph shown is the graph computed
//
// A layer has no forward of its own: it builds nodes. Training walks these nodes forwards and backwards, and a view
// shows a copy of the same nodes. What a learner sees cannot differ from what was computed, because there is nothing
// else that computes.
//
// The source of the operations is there as text, too: Sources has what a page shows as the code that ran.
//
// # Why generic
//
// Everything up to the snapshot is generic over float32 and float64 so that the gradient check, which needs float64,
// runs the very source that trains in float32.
//
// # Where this departs from common designs
//
// There is no tape: a graph is built once for a batch size, its buffers with it, and then run thousands of times, so
// that a training step allocates nothing. Parameters are shared between the graphs of one network (one for training,
// one for a single drawing, ...); gradients belong to each graph.
package nn
