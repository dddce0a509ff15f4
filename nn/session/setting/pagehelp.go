//go:build !js

package setting

// The settings of the page that have no control are explained where people write them: in the types and the docs that
// are made of the table. The programs of the page do without these texts, which a visitor would wait for.
func init() {
	for i, r := range table {
		if help, ok := pageHelp[r.Name]; ok {
			table[i].Help = help
		}
	}
}

var pageHelp = map[string]string{
	"values": "What the names in the formula stand for; a name without a value is 1.",
	"step":   "How many steps of the formula’s computation to show; −1 shows all.",
	"layer":  "The layer on the bench, as in affine3, conv1k3, pool2, batchnorm or softmaxwithloss.",
	"numbers": "The numbers on the bench, as in x=1,2;3,4~W=1,0;0,1~b=0,1: commas within a row, semicolons " +
		"between rows, slashes between channels, two between images.",
	"layerMode": "Whether the layer on the bench computes as in training or as for a prediction, which " +
		"BatchNormalization and Dropout tell apart.",
	"mask":         "Where the random numbers of Dropout’s mask on the bench start.",
	"layerStep":    "How many steps of the layer’s computation to show; −1 shows all.",
	"element":      "The element on the bench whose story is told, as in out.0.1 or dW.1.2.",
	"unfolded":     "The layers of the graph that are shown in full, joined by commas.",
	"node":         "The number of the graph’s node whose tensors are shown; −1 is none.",
	"graphElement": "Which element of the node’s tensors is looked at, counted from 0.",
	"graphStep": "How many steps of the graph’s computation to show; −1 is its end, −2 shows the graph without " +
		"steps.",
	"graphMode": "Whether the graph is computed as in training or as for a prediction, which BatchNormalization " +
		"and Dropout tell apart; auto trains on a batch and predicts a drawing.",
	"graphLook": "Whether what flows through the graph is shown as small pictures or as numbers.",
	"graphOf":   "Whether a drawing's graph is that of the network that is trained here, or that of the reader.",
	"graphInput": "Whether the graph is of the current batch or of what is drawn; auto is the drawing, where " +
		"there is one or an area for it.",
	"graphTarget": "The digit that the loss of a drawing is of; −1 is what the network sees.",
	"pullReach":   "How far one weight is pulled, to both sides.",
	"pullStep":    "The h of the secant beside the tangent.",
	"pullBy":      "How far the weight is pulled, in parts of its reach; 0 is not at all, 32 is all of it.",
	"mistakes": "The cell of the mistakes whose images are shown: 49 is 4 taken for 9, 7 is 0 taken for 7; −1 " +
		"is all.",
	"foolTarget": "What the network is fooled to see; any is any digit but its own, auto a 3, or an 8 where it " +
		"sees a 3.",
	"foolNorm": "How a change is kept small: a little everywhere (max), few pixels (count), or a short way " +
		"(distance); auto is max, and distance on blank paper and for the reader.",
	"foolOf":        "Whether the network that is trained here is fooled, or the reader.",
	"foolFrom":      "Whether the way begins with the drawing or with blank paper.",
	"foolFrame":     "How many steps of the way to show, which is computed for it; −1 is none.",
	"moment":        "The step of the training that is looked back at; −1 is the present.",
	"momentBeside":  "The step that is seen beside the one that is looked at; −1 is none.",
	"smoothing":     "How much the curve of the loss is smoothed.",
	"lossScale":     "The scale of the curve of the loss.",
	"distributions": "What the fold of distributions shows by layer.",
	"language":      "The language of the code that the page shows.",
	"open":          "The folds of the page that are open, joined by commas.",
	"experiment":    "Trains a few networks that differ in one thing, one after the other.",
	"from": "The network that a page begins with: one from scratch, or the built-in one; auto is from scratch " +
		"where there is only the training to see.",
	"steps": "How many steps a page trains the network from scratch when it is opened: who opens the link sees " +
		"the same network.",
	"weights": "The address of a safetensors file, as Inkgrad saves networks: a page that is opened with it has " +
		"that network.",
	"digest":  "The SHA-256 of the file of the weights, in hexadecimal digits: another file is refused.",
	"state":   "The address of a file with more settings, as they stand in a link; those of the link go first.",
	"strokes": "What is drawn, as a link has it: a page that is opened with it shows the same drawing.",
	"sample":  "The image of the test set on the drawing area, by its number from 0; −1 is none.",
	"lesson": "The lesson in place of the chapter: its text, as package lesson reads it, or the address of a " +
		"file with it.",
	"section":  "The section of the chapter or the lesson, as in relu or training; nothing is the first.",
	"answered": "The sections of the chapter whose question was answered, joined by commas.",
	"figures": "What the figures of the chapter were set to, where they were changed: name?settings, joined by " +
		"semicolons.",
	"hide": "The settings that have no control on the page.",
	"lock": "The settings that can be seen, but not changed.",
}
