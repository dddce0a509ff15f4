package method

// SGD is the optimizer that training begins with.
var SGD = Kind{Name: "SGD", Order: 10, Rate: 0.1, Help: "SGD moves each weight straight against its gradient."}

func init() { registerOptimizer(SGD) }
