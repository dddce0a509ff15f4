package walk

func init() {
	register(map[string]rule{
		"GELU": {"z = x × Φ (x) , Φ (x) = 1 / 2 × (1 + tanh (c × (x + k × x^3)))",
			[]string{"dx = (Φ (x) + x × Φ′ (x)) × dz"},
			"It is a product of the value and of Φ, so the gradient flows back through both: Φ tells how much of the " +
				"value passes, and its slope Φ′ how that changes."},
	})
	registerAhead(map[string]string{
		"GELU": "A value passes by the part Φ: nearly all of a large one, nearly nothing of one far below 0.",
	})
}
