package spec

// Help says in one sentence what a layer of that kind does, for whoever chooses one.
func Help(kind string) string {
	switch kind {
	case KindAffine:
		return "Weighs every input for every output, and adds a bias."
	case KindConvolution:
		return "Slides small filters over an image, and tells where each finds its pattern."
	case KindPooling:
		return "Makes an image smaller: of each little square the maximum, or the average, is left."
	case KindFlatten:
		return "Puts the values of an image into one row; Affine does so by itself."
	case KindReLU:
		return "Passes what is positive, and makes the rest 0."
	case KindLeakyReLU:
		return "Passes what is positive, and a little of the rest, so that no unit dies."
	case KindSigmoid:
		return "Presses every value into 0 to 1; far from 0 it hardly passes a gradient."
	case KindTanh:
		return "Presses every value into −1 to 1."
	case KindBatchNormalization:
		return "Gives the values of a batch a mean of 0 and a variance of 1, then learns a scale and a shift."
	case KindDropout:
		return "Drops some of the values at random while training, so that no unit relies on another."
	}
	return ""
}
