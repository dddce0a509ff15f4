package section

// networks are about whole networks: checking their gradients, and training them.
var networks = []Section{
	{
		Name: "numerical-gradient", Title: "The numerical gradient", Code: numericalGradient,
		Text: []string{
			"A gradient can be had without any rule: change one number a little in both directions, and see what " +
				"becomes " +
				"of the result. (f(x + h) − f(x − h))/(2h) is the slope between the two, and for a small h nearly " +
				"that of the curve.",
			"It is slow, since each number needs two passes forward where backpropagation has all gradients from one " +
				"pass back. But it is hard to get wrong, so it checks the other.",
		},
		Panel: "formula", Set: "formula=slope = ((x + h)^3 - (x - h)^3)/(2*h)&values=x=1,h=0.1",
		Tries: []Try{
			{"A smaller h", "values=x=1,h=0.001"},
			{"So small that the digits run out", "values=x=1,h=1e-12"},
			{"A parabola: right for every h", "formula=slope = ((x + h)^2 - (x - h)^2)/(2*h)&values=x=3,h=0.5"},
		},
		Question: Question{
			Ask:    "f(x) = x³ at x = 1. With h = 0.5, what is the numerical gradient?",
			Answer: "3.25", Why: "(1.5³ − 0.5³)/1 = 3.375 − 0.125. The true one is 3: the error is h².",
			Hint: "Take 1.5³ minus 0.5³, and divide by 2 · 0.5.",
			Set:  "formula=slope = ((x + h)^3 - (x - h)^3)/(2*h)&values=x=1,h=0.5", At: "slope",
		},
	},
	{
		Name: "two-layer-net", Title: "TwoLayerNet", Code: twoLayerNet,
		Text: []string{
			"Put the layers in a row and you have a network: Affine, ReLU, Affine, and SoftmaxWithLoss at the end. " +
				"Forward goes from the first to the last, backward from the last to the first; each layer keeps " +
				"its own " +
				"gradients.",
			"This is the graph of your network, as it was computed, with real images. Click a layer to unfold " +
				"it, and an " +
				"operation or a value to see its numbers.",
		},
		Panel: "graph", Set: "",
		Tries: []Try{
			{"Step through it, layer by layer", "graphStep=0"},
			{"Unfold the first layer", "unfolded=Affine1"},
		},
		Question: Question{
			Ask:    "The chapter’s network has 784 inputs, 50 hidden units and 10 outputs. How many parameters has it?",
			Answer: "39760", Why: "784·50 + 50 in the first Affine, 50·10 + 10 in the second.",
			Hint: "Count the weights and the biases of both Affine layers.", At: "parameters",
		},
	},
	{
		Name: "gradient-check", Title: "The gradient check", Code: gradientCheck,
		Text: []string{
			"Compute the gradients of the same three images in both ways, and take the mean absolute difference " +
				"for each " +
				"parameter. If backward is right they agree to many digits.",
			"The book that these sections follow, Saitoh’s Deep Learning from Scratch, prints 4.2e-10 for W1, 2.4e-9 " +
				"for b1, 4.8e-9 for W2 and 1.4e-7 for b2. Its logarithm has + 1e-7 inside, which is why b2 looks " +
				"worse; a switch below does the same.",
		},
		Panel: "check", Set: "",
		Question: Question{
			Ask:     "Which of these mean differences says that a backward pass is wrong?",
			Options: []string{"4.2e-10", "1.4e-7", "0.13"}, Answer: "0.13",
			Why:  "The others are what rounding leaves. A wrong line is off by about as much as the gradient is large.",
			Hint: "Rounding alone leaves differences that are very small.",
		},
	},
	{
		Name: "training", Title: "Training", Code: training,
		Text: []string{
			"Take 100 images at random, compute the gradients, take a small step downhill, and do it again " +
				"10,000 times. " +
				"After each epoch, as many images as there are, measure the accuracy on the images of training " +
				"and on " +
				"those it has never seen.",
			"Go through a step line by line first, with Next line below: behind each line is what it computed. Then " +
				"take whole steps, and then all; the lines follow. Under Accuracy by epoch your numbers stand beside " +
				"the chapter’s.",
		},
		Panel: "train", Set: "",
		Question: Question{
			Ask:    "60,000 images, 100 in a batch. How many steps are an epoch?",
			Answer: "600", Why: "600 batches of 100 are 60,000 images.", Hint: "60,000 divided by 100.", At: "epoch",
		},
	},
}
