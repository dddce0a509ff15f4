package section

import "github.com/inkgrad/inkgrad/nn/layer/spec"

// layers are about one layer each.
var layers = []Section{
	{
		Name: "relu", Title: "ReLU", Kind: spec.KindReLU,
		Text: []string{
			"ReLU lets through what is positive and makes everything else 0. Going back it is a switch: where x was " +
				"positive dout passes unchanged, elsewhere nothing does. self.mask remembers where that was.",
		},
		Panel: "layer", Set: "layer=relu&numbers=x=1,-0.5;-2,3~dout=1,2;3,4",
		Tries: []Try{
			{"Exactly 0: on which side is it?", "layer=relu&numbers=x=-1,0,1~dout=1,1,1"},
			{"All negative: nothing comes back", "layer=relu&numbers=x=-1,-2;-3,-4~dout=1,2;3,4"},
		},
		Question: Question{
			Ask:    "x = (−1, 4, −2) and dout = (3, 5, 7). What is the second element of dx?",
			Answer: "5", Why: "4 is positive, so its gradient passes as it is.", Hint: "Is the second x positive?",
			Set: "layer=relu&numbers=x=-1,4,-2~dout=3,5,7", At: "dx.0.1",
		},
	},
	{
		Name: "sigmoid", Title: "Sigmoid", Kind: spec.KindSigmoid,
		Text: []string{
			"y = 1/(1 + exp(−x)) squeezes every number between 0 and 1. Its derivative can be written with its own " +
				"result: y·(1 − y). So the layer keeps self.out, and needs x no more.",
			"The derivative is 0.25 at most, and nearly 0 far from the middle: through many of them little comes back.",
		},
		Panel: "layer", Set: "layer=sigmoid&numbers=x=0,2;-2,5~dout=1,1;1,1",
		Tries: []Try{
			{"Far out: the gradient vanishes", "layer=sigmoid&numbers=x=-8,-4,0,4~dout=1,1,1,1"},
			{"See how dx came about", "element=dx.0.1"},
		},
		Question: Question{
			Ask:    "For some x the result y is 0.8, and 1 comes back. What is dx?",
			Answer: "0.16", Why: "0.8 · (1 − 0.8) = 0.16.", Hint: "You need y alone: y·(1 − y).",
			Set: "layer=sigmoid&numbers=x=1.3862943611198906~dout=1", At: "dx.0.0",
		},
	},
	{
		Name: "affine", Title: "Affine", Kind: spec.KindAffine,
		Text: []string{
			"An affine layer is out = x·W + b for a whole batch: each row of x is an image, each column of W a unit. " +
				"Going back, dx = dout·Wᵀ and dW = xᵀ·dout, and db is the sum of dout over the images.",
			"A gradient has the shape of what it is the gradient of. That alone tells which matrix has to be turned.",
		},
		Panel: "layer", Set: "layer=affine2&numbers=x=1,2,-1;0,3,1~W=1,0;0.5,-1;2,1~b=0,1~dout=1,0;0,1",
		Tries: []Try{
			{"See how an element of dW came about", "element=dW.1.0"},
			{"One number, one weight", "layer=affine1&numbers=x=2~W=3~b=-1~dout=1"},
		},
		Question: Question{
			Ask: "x is 2×3 and W is 3×4. What is the shape of dW?", Shape: true,
			Answer: "3×4", Why: "dW has the shape of W. xᵀ is 3×2 and dout 2×4, so xᵀ·dout is 3×4.",
			Hint: "Of what is dW the gradient?",
			Set:  "layer=affine4&numbers=x=1,0,2;0,1,1", At: "dW",
		},
	},
	{
		Name: "softmax", Title: "SoftmaxWithLoss", Kind: spec.KindSoftmaxWithLoss,
		Text: []string{
			"Softmax makes probabilities of the scores: exp of each, divided by their sum. The loss is −log of the " +
				"probability of the right class, averaged over the batch.",
			"The two together have the simplest gradient there is: y − t, what the network said minus what is true, " +
				"divided by the size of the batch. In the graph of your network its box unfolds into softmax, log " +
				"and the loss, with y, t and y − t of every image.",
		},
		Panel: "layer", Set: "layer=softmaxwithloss&numbers=x=1,2,0.5;0.3,0.1,2~t=0,1,0;1,0,0",
		Tries: []Try{
			{"Sure, and right: hardly any gradient", "layer=softmaxwithloss&numbers=x=0,0,9~t=0,0,1"},
			{"Sure, and wrong", "layer=softmaxwithloss&numbers=x=0,0,9~t=1,0,0"},
		},
		Question: Question{
			Ask: "One image. The network says y = (0.2, 0.5, 0.3), and the second class is right. What comes back to " +
				"its score?",
			Answer: "-0.5", Why: "y − t = 0.5 − 1: this score should rise.", Hint: "t is 1 there.",
			Set: "layer=softmaxwithloss&numbers=x=-1.6094379124341003,-0.6931471805599453,-1.2039728043259361~t=0,1,0",
			At:  "dx.0.1",
		},
	},
	{
		Name: "dropout", Title: "Dropout", Kind: spec.KindDropout,
		Text: []string{
			"In training, Dropout strikes out values at random, another choice for each batch, so that no unit " +
				"relies on " +
				"a single other. The same mask goes over the gradients on the way back.",
			"For a prediction nothing is struck out. Every value is multiplied by 1 − ratio instead, so that the " +
				"next " +
				"layer sees on average what it saw in training.",
		},
		Panel: "layer", Set: "layer=dropout0.5&numbers=x=1,2,3,4;5,6,7,8;9,10,11,12~dout=1,1,1,1;2,2,2,2;3,3,3,3",
		Tries: []Try{
			{"Another mask", "mask=7"},
			{"As for a prediction", "layerMode=predict"},
		},
		Question: Question{
			Ask:    "Dropout with a ratio of 0.25, as for a prediction: x is 8. What is out?",
			Answer: "6", Why: "8 · (1 − 0.25) = 6.", Hint: "Multiply by 1 − ratio.",
			Set: "layer=dropout0.25&numbers=x=8~dout=1&layerMode=predict", At: "out.0.0",
		},
	},
	{
		Name: "batchnorm", Title: "BatchNormalization", Kind: spec.KindBatchNormalization,
		Text: []string{
			"For each unit, take its mean and its variance over the batch, and make the mean 0 and the variance " +
				"1. Then " +
				"γ stretches and β moves the result, both of them learned.",
			"Every image now depends on all others of its batch, and so do the gradients: those of a unit add up " +
				"to 0 " +
				"over the batch, because moving all images together changes nothing. Choose one of its operations in " +
				"the graph of a network, and you see a unit over the whole batch, before and after.",
		},
		Panel: "layer", Set: "layer=batchnorm&numbers=x=1,10;2,30;3,20~gamma=1,2~beta=0,1~dout=1,0;0,0;0,1",
		Tries: []Try{
			{"See how an element came about", "element=out.0.1"},
			{"A unit that is always the same", "layer=batchnorm&numbers=x=5,1;5,2;5,4~dout=1,1;0,1;0,0"},
			{"As for a prediction", "layerMode=predict"},
		},
		Question: Question{
			Ask: "A unit has the values 1, 2 and 3 over a batch; γ = 2 and β = 5. What comes out for the " +
				"middle image?",
			Answer: "5", Why: "2 is the mean, so x̂ is 0, and γ·0 + β is 5.", Hint: "What is x̂ at the mean?",
			Set: "layer=batchnorm&numbers=x=1;2;3~gamma=2~beta=5~dout=1;0;0", At: "out.1.0",
		},
	},
	{
		Name: "convolution", Title: "Convolution", Kind: spec.KindConvolution,
		Text: []string{
			"A small filter slides over the image. At each place it is multiplied with the window under it, " +
				"element by " +
				"element, and the sum is one number of the output. The same few weights look everywhere.",
			"Going back, each weight gathers the gradient of every place where it was used. From an image of H " +
				"rows, a " +
				"filter of F, padding P and stride S come (H + 2P − F)/S + 1 rows.",
		},
		Panel: "layer", Set: "layer=conv1k3&numbers=x=0,0,1,1,1;0,0,1,1,1;0,0,1,1,1;0,0,1,1,1;0,0,1,1,1/" +
			"~W=-1,0,1;-1,0,1;-1,0,1/~b=0~dout=1,0,0;0,0,0;0,0,0/",
		Tries: []Try{
			{"See the window of an element", "element=out.0.0.1.1"},
			{"Two filters", "layer=conv2k2&numbers=x=1,2,0;0,1,3;2,1,1/~W=1,0;0,1//0,1;-1,0~b=0,1" +
				"~dout=1,0;0,0/0,0;0,1"},
			{"A ring of zeros around it", "layer=conv1k3p1&numbers=x=1,2,3;4,5,6;7,8,9/~W=0,1,0;1,-4,1;0,1,0/~b=0"},
		},
		Question: Question{
			Ask: "An image of 5×5, two filters of 2×2, stride 1, no padding. What is the shape of the output, " +
				"filters " +
				"first?", Shape: true,
			Answer: "2×4×4", Why: "(5 − 2)/1 + 1 = 4 rows and columns, for each of the two filters.",
			Hint: "At how many places does a window of 2 fit into 5?",
			Set:  "layer=conv2k2&numbers=x=1,0,2,1,0;0,1,1,2,0;2,1,0,1,1;1,2,1,0,0;0,1,0,1,1/", At: "out",
		},
	},
	{
		Name: "pooling", Title: "Pooling", Kind: spec.KindPooling,
		Text: []string{
			"Max pooling keeps the largest number of each window, so that an image becomes smaller and a stroke " +
				"may move " +
				"a little without a change. It has no weights.",
			"Going back, the whole gradient goes to the one that won; the others get nothing, since making them " +
				"a little " +
				"larger would change nothing.",
		},
		Panel: "layer", Set: "layer=pool2&numbers=x=1,3,2,0;4,2,1,5;0,1,7,2;6,2,3,3/~dout=1,2;3,4/",
		Tries: []Try{
			{"See who won", "element=out.0.0.0.1"},
			{"The mean instead of the " +
				"largest", "layer=avgpool2&numbers=x=1,3,2,0;4,2,1,5;0,1,7,2;6,2,3,3/~dout=1,2;3,4/"},
			{"Windows that overlap", "layer=pool2s1&numbers=x=1,2,1;2,9,3;0,4,5/~dout=1,1;1,1/"},
		},
		Question: Question{
			Ask: "A window holds 1, 3 in its first row and 4, 2 in its second, and 5 comes back. What comes " +
				"back to the 3?",
			Answer: "0", Why: "4 is the largest: all of 5 goes there.", Hint: "Who won?",
			Set: "layer=pool2&numbers=x=1,3;4,2/~dout=5/", At: "dx.0.0.0.1",
		},
	},
}
