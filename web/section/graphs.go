package section

// graphs are about formulas: what a graph is, and how gradients go through it.
var graphs = []Section{
	{
		Name: "graph", Title: "The computational graph",
		Text: []string{
			"A computational graph takes a calculation apart. Each node does one operation, and what it computes " +
				"goes " +
				"on along its wire to the next. You buy two apples for 100 each, and 10 per cent tax comes on top.",
			"Press the arrow, or play: from left to right each node waits for its inputs, computes, and keeps its " +
				"result. That is the forward pass. What comes back afterwards, in orange, are gradients: the next " +
				"section is about them.",
		},
		Panel: "formula", Set: "formula=apple*n_apple*tax&values=apple=100,n_apple=2,tax=1.1&step=0",
		Tries: []Try{
			{"See all of it at once", "step=-1"},
			{"Buy five apples", "values=apple=100,n_apple=5,tax=1.1"},
			{"Take off 20 at the end", "formula=apple*n_apple*tax-20"},
		},
		Question: Question{
			Ask:    "Three apples for 80 each, and the tax is 1.25. Which number is on the wire between the two nodes?",
			Answer: "240", Why: "The first node multiplies 80 by 3; the tax comes after it.",
			Hint: "Only the first multiplication is done there.",
			Set:  "formula=price = apple*n_apple\nz = price*tax&values=apple=80,n_apple=3,tax=1.25", At: "price",
		},
	},
	{
		Name: "chain-rule", Title: "The chain rule",
		Text: []string{
			"How much does z change when x does? Go backwards. Begin with 1 at the result, and at each node multiply " +
				"what comes back by the node’s own derivative. For z = t² and t = x + y: ∂z/∂x = ∂z/∂t · ∂t/∂x = " +
				"2t · 1.",
			"No node needs to know the whole formula. Each knows its own derivative, and hands on the product. " +
				"That is all of backpropagation.",
		},
		Panel: "formula", Set: "formula=t = x + y\nz = t^2&values=x=3,y=2",
		Tries: []Try{
			{"Step through it, forwards and back", "step=0"},
			{"Let x and y cancel", "values=x=3,y=-3"},
			{"A longer chain", "formula=t = x + y\nu = t^2\nz = sin(u)&values=x=0.5,y=1"},
		},
		Question: Question{
			Ask:    "z = (x + y)², with x = 1 and y = 3. What is ∂z/∂x?",
			Answer: "8", Why: "∂z/∂t = 2t = 8, and ∂t/∂x = 1.", Hint: "First find t, then 2t.",
			Set: "formula=t = x + y\nz = t^2&values=x=1,y=3", At: "dx",
		},
	},
	{
		Name: "add", Title: "AddLayer",
		Text: []string{
			"z = x + y grows by 1 when x does, and by 1 when y does. So an addition hands the gradient that " +
				"comes back, " +
				"dout, to both sides as it is. It need not keep anything of the forward pass.",
		},
		Panel: "layer", Set: "layer=add&numbers=x=200~y=450~dout=1.1",
		Tries: []Try{
			{"Add two matrices", "layer=add&numbers=x=1,2;3,4~y=10,20;30,40"},
			{"See how dx came about", "element=dx.0.0"},
		},
		Question: Question{
			Ask:     "One of these lines is wrong in the backward pass of z = x + y. Which?",
			Options: []string{"dx = dout * 1", "dy = dout * 1", "dx = dout * self.y"},
			Answer:  "dx = dout * self.y",
			Why:     "That is multiplication’s. The derivative of x + y with respect to x is 1, whatever y is.",
			Hint:    "Does it matter how large y is, when x grows by 1?",
		},
	},
	{
		Name: "mul", Title: "MulLayer",
		Text: []string{
			"z = x·y grows by y when x grows by 1. So a multiplication hands back dout times the other factor: " +
				"the two " +
				"swap places. It needs both inputs again, and keeps them in self.x and self.y.",
		},
		Panel: "layer", Set: "layer=mul&numbers=x=100~y=2~dout=1.1",
		Tries: []Try{
			{"Multiply by 0: nothing comes back to x", "layer=mul&numbers=x=100~y=0~dout=1"},
			{"See how dy came about", "element=dy.0.0"},
		},
		Question: Question{
			Ask:    "x = 5, y = −3, and 2 comes back as dout. What is dx?",
			Answer: "-6", Why: "dx = dout · y = 2 · (−3).", Hint: "Take dout times the other factor.",
			Set: "layer=mul&numbers=x=5~y=-3~dout=2", At: "dx.0.0",
		},
	},
	{
		Name: "shopping", Title: "Shopping",
		Text: []string{
			"Two apples for 100, three oranges for 150, and 10 per cent tax: 715. Two multiplications, an " +
				"addition and " +
				"a last multiplication, each with its backward pass, and every number has its gradient.",
			"Read a gradient as a question: if this were 1 more, how much more would I pay? An apple that costs " +
				"1 more " +
				"makes 2.2; one more apple makes 110; one more orange 165; and a tax of 100 per cent more, 650.",
		},
		Panel: "formula", Set: "formula=(apple*n_apple + orange*n_orange)*tax" +
			"&values=apple=100,n_apple=2,orange=150,n_orange=3,tax=1.1",
		Tries: []Try{
			{"Step through it", "step=0"},
			{"No tax at all", "values=apple=100,n_apple=2,orange=150,n_orange=3,tax=1"},
			{"The tax on oranges only", "formula=apple*n_apple + orange*n_orange*tax"},
		},
		Question: Question{
			Ask:    "Now buy four oranges, and let the tax be 1.2. What is the gradient of the price of an orange?",
			Answer: "4.8", Why: "The price of an orange is multiplied by 4, then by 1.2.",
			Hint: "What is the price of one orange multiplied by, on its way to the result?",
			Set: "formula=(apple*n_apple + orange*n_orange)*tax" +
				"&values=apple=100,n_apple=2,orange=150,n_orange=4,tax=1.2", At: "dorange",
		},
	},
}
