package graphview

// symbols holds the text in the circle of an operation. A kind that is not here is written out.
var symbols = map[string]string{
	"Add": "+", "Sub": "−", "Mul": "×", "Div": "÷", "Neg": "−", "MatMul": "·", "Pow": "^", "Exp": "exp", "Log": "log",
	"Sigmoid": "σ", "Tanh": "tanh", "Max": "max", "Sqrt": "√", "Sin": "sin", "Cos": "cos", "Abs": "abs",
	"Softmax": "softmax", "LogOfSoftmax": "log",
}

// Symbol returns the text in the circle of an operation: "+" for Add.
func Symbol(kind string) string {
	text, _ := symbol(kind)
	return text
}

// symbol returns what to write for an operation and in which size.
func symbol(kind string) (text string, size float64) {
	text, ok := symbols[kind]
	switch {
	case !ok:
		return kind, sizeWord
	case len(text) > 2: // several letters; the one-rune signs have up to three bytes
		if n := len([]rune(text)); n > 1 {
			return text, sizeWord
		}
	}
	return text, sizeSymbol
}
