package state

// What only the tests of this package see.
const (
	KindMatMul = kindMatMul
	KindParam  = kindParam
	MaxMoments = maxMoments
	MaxPuzzle  = maxPuzzle
	MaxUndo    = maxUndo
	PastLength = pastLength
	UsualTop   = usualTop
)

// Functions, too.
var (
	AxesOf     = axes
	OwnStrokes = ownStrokes
	ParseGuess = parseGuess
	ViewTensor = viewTensor

	ViewGradient = viewGradient
)
