package protocol

// Bounds of H, and of Samples, which a Curve has, too.
const (
	MinCheckH, MaxCheckH = 1e-12, 0.1
	MaxCheckSamples      = 1000
)

// Check compares backpropagation with numerical gradients: step H, on Samples images, in at most Elements elements of
// each parameter (0: in all of them). It computes in float64, or in float32 if DType says so. Bug, the name of one of
// Bugs, plants that mistake in the backward pass of a copy of the network, in a layer that BugSeed draws; "" plants
// none. BookLogarithm adds 1e-7 in the logarithm of the loss, as the book does. Answer: Checked, after CheckProgress.
type Check struct {
	H        float64
	Samples  int
	Elements int
	DType    string
	Bug      string
	BugSeed  int

	BookLogarithm bool
}

func (Check) command() {}

func (m *Check) fields(c *codec) {
	c.float(&m.H)
	c.int(&m.Samples, &m.Elements, &m.BugSeed)
	c.text(&m.DType, &m.Bug)
	c.bool(&m.BookLogarithm)
}

var _ = register(&Check{})

// Curve asks how the error of the numerical gradient depends on h, in float32 and in float64. Samples and Elements are
// as in Check. Answer: Curved, after CheckProgress.
type Curve struct {
	Samples  int
	Elements int
}

func (Curve) command()           {}
func (m *Curve) fields(c *codec) { c.int(&m.Samples, &m.Elements) }

var _ = register(&Curve{})

// CancelCheck ends a Check or Curve early, which is then answered by Failed with code "cancelled". Answer: Status.
type CancelCheck struct{}

func (CancelCheck) command()       {}
func (*CancelCheck) fields(*codec) {}

var _ = register(&CancelCheck{})

// CheckProgress counts elements.
type CheckProgress struct{ Done, Total int }

func (CheckProgress) event()             {}
func (CheckProgress) paced()             {}
func (m *CheckProgress) fields(c *codec) { c.int(&m.Done, &m.Total) }

var _ = register(&CheckProgress{})

// Checked answers Check. OK says that no element differs by more than rounding and truncation explain.
type Checked struct {
	Params []CheckedParam
	OK     bool
	// NumericalSeconds is the time that the Checked of Size elements took. BackpropSeconds is the time of one forward
	// and backward pass, which computes all of them.
	NumericalSeconds, BackpropSeconds float64
	Checked, Size                     int
	// Rounding is how far rounding may move a numerical gradient: a smaller difference says nothing.
	Rounding float64
	// Kinks are places where the loss has a kink within ±H, which a central difference must not cross: the first few of
	// KinkCount.
	Kinks     []Kink
	KinkCount int
	// Planted is the mistake that was to be found, or nil.
	Planted *Planted
}

func (Checked) event() {}

func (m *Checked) fields(c *codec) {
	list(c, &m.Params, (*CheckedParam).fields)
	c.bool(&m.OK)
	c.float(&m.NumericalSeconds, &m.BackpropSeconds, &m.Rounding)
	c.int(&m.Checked, &m.Size, &m.KinkCount)
	list(c, &m.Kinks, (*Kink).fields)
	optional(c, &m.Planted, (*Planted).fields)
}

var _ = register(&Checked{})

// CheckedParam is one line of the gradient check.
type CheckedParam struct {
	Name string
	// MeanAbsDiff is the mean of |numerical − backpropagation|, MeanAbs that of |backpropagation|, and MaxRelDiff the
	// largest difference over max(|numerical|, |backpropagation|).
	MeanAbsDiff, MeanAbs float64
	MaxRelDiff           float64
	// Checked of Size elements were compared. Kinked more were tried: they stand on a kink, and have no derivative.
	Checked, Kinked, Size int
	// Differing of the Checked elements differ. Coarse of them do with H, and agree with another step.
	Differing, Coarse int
}

func (m *CheckedParam) fields(c *codec) {
	c.text(&m.Name)
	c.float(&m.MeanAbsDiff, &m.MeanAbs, &m.MaxRelDiff)
	c.int(&m.Checked, &m.Kinked, &m.Size, &m.Differing, &m.Coarse)
}

// Kink is a place where an operation left its smooth piece while one element of a parameter moved by ±h.
type Kink struct {
	// Param and Element say what was moved.
	Param   string
	Element int
	// Scope is the layer's, Unit and Image say which element of its output it was; Crossing says what happened there:
	// its input crosses 0.
	Scope    string
	Unit     int
	Image    int
	Crossing string
}

func (m *Kink) fields(c *codec) {
	c.text(&m.Param, &m.Scope, &m.Crossing)
	c.int(&m.Element, &m.Unit, &m.Image)
}

// Curved answers Curve.
type Curved struct{ Points []CurvePoint }

func (Curved) event()             {}
func (m *Curved) fields(c *codec) { list(c, &m.Points, (*CurvePoint).fields) }

var _ = register(&Curved{})

// CurvePoint is the mean absolute difference between numerical gradients of step H and backpropagation in float64.
type CurvePoint struct {
	H       float64
	Float32 float64
	Float64 float64
	// Crossed is how many of the differences cross a kink of the loss.
	Crossed int
}

func (m *CurvePoint) fields(c *codec) {
	c.float(&m.H, &m.Float32, &m.Float64)
	c.int(&m.Crossed)
}

// Bug is a mistake that people make in a backward pass.
type Bug struct {
	// Name is the name in a Check.
	Name string
	// Title says in a few words what is wrong, Wrong and Right are the line of code, and Explanation says how the check
	// shows it.
	Title       string
	Wrong       string
	Right       string
	Explanation string
}

func (m *Bug) fields(c *codec) { c.text(&m.Name, &m.Title, &m.Wrong, &m.Right, &m.Explanation) }

// Planted is a Bug and the layer that had it.
type Planted struct {
	Bug   Bug
	Scope string
}

func (m *Planted) fields(c *codec) {
	m.Bug.fields(c)
	c.text(&m.Scope)
}

// DTypes of a Check.
const (
	Float64 = "float64" // the default, also written ""
	Float32 = "float32"
)
