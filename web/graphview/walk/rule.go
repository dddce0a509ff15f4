package walk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// rule is what an operation does in both directions. dx stands for ∂L/∂x, L being the result, and z for what the operation computes.
type rule struct {
	forward  string
	backward []string // by operand; "" where none goes back
	words    string   // about the way back
}

// rules has the rules by the operation's kind; addBias is that of Add where the second operand is the same for every row of the first.
var rules = map[string]rule{
	"Add": {"z = x + y", []string{"dx = dz", "dy = dz"}, "An addition hands the gradient on unchanged, to both sides."},
	addBias: {"Z = X + b", []string{"dX = dZ", "db = Σ_n dZ_n"},
		"An addition hands the gradient on unchanged. The bias is added to each row, so its gradient is the sum over the rows."},
	"Sub": {"z = x − y", []string{"dx = dz", "dy = −dz"},
		"A subtraction hands the gradient on unchanged to the left, and with the other sign to the right."},
	"Mul": {"z = x × y", []string{"dx = y × dz", "dy = x × dz"},
		"A multiplication swaps its factors: each side gets the gradient times the other side’s value."},
	"Div": {"z = x / y", []string{"dx = dz / y", "dy = −x / y^2 × dz"},
		"Above the line a division is a multiplication by 1/y; below it, the derivative of 1/y is −1/y²."},
	"Pow": {"z = x^y", []string{"dx = y × x^{y − 1} × dz", "dy = z × log x × dz"},
		"The exponent comes down as a factor, and the power is one lower."},
	"Neg": {"z = −x", []string{"dx = −dz"}, "A minus sign turns the sign of the gradient."},
	"Exp": {"z = exp x", []string{"dx = z × dz"}, "The exponential function is its own derivative: the value just computed is used again."},
	"Log": {"z = log x", []string{"dx = dz / x"}, "The derivative of the logarithm is 1/x."},
	"Max": {"z = max (x, y)", []string{"dx = dz if x > y", "dy = dz if y > x"},
		"The larger side gets the gradient, the other nothing. Where they are equal, each gets half."},
	"ReLU": {"z = max (0, x)", []string{"dx = dz if x > 0"}, "Where the value was above 0 the gradient passes, elsewhere nothing does."},
	"LeakyReLU": {"z = x if x > 0 , else a × x", []string{"dx = dz if x > 0 , else a × dz"},
		"Where the value was above 0 the gradient passes, elsewhere a part of it."},
	"Sigmoid": {"z = 1 / (1 + e^{−x})", []string{"dx = z × (1 − z) × dz"},
		"The derivative of the sigmoid needs nothing but its own value."},
	"Tanh": {"z = tanh x", []string{"dx = (1 − z^2) × dz"}, "The derivative of tanh needs nothing but its own value."},
	"MatMul": {"Z = X · W", []string{"dX = dZ · W^T", "dW = X^T · dZ"},
		"As with a multiplication, each side gets the gradient times the other side, transposed so that the shapes fit."},
	"SoftmaxWithLoss": {"y = softmax x , L = − 1 / N Σ_n t_n · log y_n", []string{"dx = (y − t) / N", ""},
		"Softmax and cross entropy together have the simplest of derivatives: what came out less what was wanted."},
	"Convolution": {"Z = W ∗ X", []string{"dX = col2im (W^T · dZ)", "dW = Σ_n dZ_n · col_n^T"},
		"With each window of the image written as a column (im2col), a convolution is a product of matrices, and so is its way back."},
	"MaxPooling": {"z = max over each window", []string{"dx = dz where the maximum was"},
		"The gradient goes to where the maximum was, and nowhere else."},
	"AveragePooling": {"z = mean over each window", []string{"dx = dz / size^2"}, "Each element of a window gets an equal part of the gradient."},
	"Flatten":        {"z = x , row by row in one line", []string{"dx = dz , in the shape of x"}, "The numbers stay; only the shape changes, and back again."},
	"Mean":           {"μ = 1 / N Σ_n x_n", []string{"dx_n = dμ / N"}, "Each row of the batch gets an equal part of the gradient."},
	"Variance": {"v = 1 / N Σ_n (x_n − μ)^2", []string{"dx_n = 2 / N × (x_n − μ) × dv"},
		"The further a value is from the mean, the more it moves the variance."},
	"Normalize": {"z = (x − μ) / s , s^2 = v + ε", []string{"dx = dz / s", "dμ = − Σ_n dz_n / s", "dv = − Σ_n dz_n × z_n / 2 s^2"},
		"The gradient goes back by three ways: to the values themselves, and to the batch’s mean and variance."},
}

const addBias = "Add bias"

// typeset turns a rule's line into the elements of a row. _ and ^ bind what follows to what is before them: one letter, number or sign,
// or what stands in braces. letters stand for x, y and z.
func typeset(line, letters string) string {
	var out []string
	for line != "" {
		word, rest := cut(line)
		line = rest
		switch word {
		case "_", "^":
			script, rest := cut(line)
			line = rest
			tag, last := "msub", len(out)-1
			if word == "^" {
				tag = "msup"
			}
			out[last] = "<" + tag + ">" + out[last] + "<mrow>" + token(script, letters) + "</mrow></" + tag + ">"
		default:
			out = append(out, token(word, letters))
		}
	}
	return strings.Join(out, "")
}

// cut takes the first word of a line: letters and digits, or what braces hold, or one sign with the blanks before it.
func cut(line string) (word, rest string) {
	trimmed := strings.TrimLeft(line, " ")
	if strings.HasPrefix(trimmed, "{") {
		word, rest, _ = strings.Cut(trimmed[1:], "}")
		return "{" + word, rest
	}
	other := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == 'Σ' }
	switch i := strings.IndexFunc(trimmed, other); {
	case i > 0:
		return trimmed[:i], trimmed[i:]
	case i < 0:
		return trimmed, ""
	}
	for _, r := range trimmed {
		return string(r), trimmed[len(string(r)):]
	}
	return "", ""
}

// token sets a word: a letter is a variable, d with a letter the gradient of one, and what is longer is text.
func token(word, letters string) string {
	first := []rune(word + " ")[0]
	switch n := utf8.RuneCountInString(word); {
	case first == '{':
		return typeset(word[1:], letters)
	case unicode.IsDigit(first):
		return "<mn>" + word + "</mn>"
	case first == 'Σ' || !unicode.IsLetter(first):
		return "<mo>" + escape(word) + "</mo>"
	case n == 1 || n == 2 && first == 'd':
		other := []rune(letters)
		return name(strings.NewReplacer("x", string(other[0]), "y", string(other[1]), "z", string(other[2])).Replace(word)).math
	}
	return "<mtext>" + word + "\u00a0</mtext>"
}
