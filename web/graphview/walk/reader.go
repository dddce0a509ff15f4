package walk

func init() {
	registerAhead(map[string]string{
		"Looks": "Five images of the one: as it is, slanted to the right and to the left, narrower, and lower. A " +
			"pixel gets back the sum of the gradients of all that came from it.",
		"MeanOfLooks": "The mean of the scores of the five looks. Each of them gets a fifth of the gradient.",
	})
}
