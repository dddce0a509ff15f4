package walk

// The kinds of an Add and a Mul whose second operand is the same for every row of the first, or for every place in its
// images.
const (
	addRow      = "Add row"
	addChannels = "Add channels"
	mulRow      = "Mul row"
)

func init() {
	register(map[string]rule{
		"Add": {"z = x + y", []string{"dx = dz", "dy = dz"},
			"An addition passes the gradient unchanged to both sides."},
		addRow: {"Z_n = X_n + b", []string{"dX = dZ", "db = Σ_n dZ_n"},
			"An addition passes the gradient unchanged. The bias is added to each row n, so its gradient is the " +
				"sum over the rows."},
		addChannels: {"z_{n,c,h,w} = x_{n,c,h,w} + b_c", []string{"dx = dz", "db_c = Σ_{n,h,w} dz_{n,c,h,w}"},
			"An addition passes the gradient unchanged. The bias of a channel c is added at each place (h, w) of " +
				"each image n, so its gradient is the sum over all of these."},
		"Sub": {"z = x − y", []string{"dx = dz", "dy = −dz"},
			"A subtraction passes the gradient unchanged to the left, and with the opposite sign to the right."},
		"Mul": {"z = x × y", []string{"dx = y × dz", "dy = x × dz"},
			"A multiplication swaps its factors: each side gets the gradient times the other side’s value."},
		mulRow: {"Z_n = X_n × γ", []string{"dX_n = γ × dZ_n", "dγ = Σ_n X_n × dZ_n"},
			"A multiplication swaps its factors. The same γ multiplies each row n, so its gradient is the sum over " +
				"the rows."},
		"Div": {"z = x / y", []string{"dx = dz / y", "dy = −x / y^2 × dz"},
			"For the numerator, a division is a multiplication by one over the denominator. For the denominator, the " +
				"derivative of one over it is minus one over its square."},
		"Pow": {"z = x^y", []string{"dx = y × x^{y − 1} × dz", "dy = z × log x × dz"},
			"The exponent comes down as a factor, and the power is one lower."},
		"Neg": {"z = −x", []string{"dx = −dz"}, "A minus sign flips the sign of the gradient."},
		"Exp": {"z = exp x", []string{"dx = z × dz"},
			"The exponential function is its own derivative: the value just computed is used again."},
		"Log": {"z = log x", []string{"dx = dz / x"}, "The derivative of the logarithm is one over its argument."},
		"Sqrt": {"z = √ x", []string{"dx = dz / (2 × z)"},
			"The derivative of the square root is one over twice the root, which was just computed and is used again."},
		"Sin": {"z = sin x", []string{"dx = cos x × dz"}, "The derivative of the sine is the cosine."},
		"Cos": {"z = cos x", []string{"dx = −sin x × dz"}, "The derivative of the cosine is the sine with a minus."},
		"Abs": {"z = |x|", []string{"dx = sign x × dz"},
			"Above 0 the gradient passes unchanged, below 0 it changes its sign. At 0 there is no slope; it is taken " +
				"as 0."},
		"Max": {"z = max (x, y)", []string{"dx = dz if x > y", "dy = dz if y > x"},
			"The larger side gets the gradient, the other nothing. Where they are equal there is no slope; each gets " +
				"half."},
		"MatMul": {"Z = X · W", []string{"dX = dZ · W^T", "dW = X^T · dZ"},
			"As with a multiplication, each side gets the gradient times the other side, transposed so that the " +
				"shapes fit."},
	})
	registerAhead(map[string]string{
		"Add":       "Both sides are added.",
		addRow:      "The same bias is added to each row.",
		addChannels: "The bias of the channel is added at each place.",
		"Mul":       "Both sides are multiplied.",
		mulRow:      "Each row is multiplied by the same γ.",
		"MatMul":    "A row of the first times a column of the second: product by product, added up.",
	})
}
