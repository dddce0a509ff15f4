package protocol

// Bugs returns the mistakes that a Check can plant, in the order of the lesson.
func Bugs() []Bug {
	return []Bug{
		{"sign", "A sign", "dW = −xᵀ·dout", "dW = xᵀ·dout",
			"Every element has the right size and the wrong sign: the relative difference is 2, and training moves " +
				"these weights uphill."},
		{"bias", "A bias that is not summed over the batch", "db = dout[0]", "db = Σₙ dout[n]",
			"Every image adds to the gradient of a bias. Here the first alone does: only b of this layer differs, " +
				"and with a batch of one image nothing does."},
		{"transpose", "A missing transpose", "dx = dout·W, with W read as if it were Wᵀ", "dx = dout·Wᵀ",
			"The layer's own W and b are right. What it sends back is not, so everything before it differs."},
		{"mask", "The mask of ReLU inverted", "dx = dout where x ≤ 0", "dx = dout where x > 0",
			"The gradient flows through the units that are off. Every parameter before this ReLU differs, every one " +
				"after it is right."},
		{"mean", "A forgotten 1/N", "dx = y − t", "dx = (y − t)/N",
			"The loss is the mean over the batch, its gradient was not: every gradient is N times too large, in " +
				"every layer alike."},
		{"stale", "A stale value", "dW = x_oldᵀ·dout", "dW = xᵀ·dout",
			"The layer kept its input of the batch before. The shapes fit and the numbers look plausible; only W of " +
				"this layer differs."},
	}
}
