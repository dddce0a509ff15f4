package spec

import "fmt"

// KindPooling is the kind of a Pooling.
const KindPooling = "Pooling"

// What a Pooling takes from each pool.
const (
	PoolMax     = "max"
	PoolAverage = "average"
)

// Pooling makes an image smaller.
type Pooling struct {
	// Pool is PoolMax or PoolAverage.
	Pool string
	// Size is the height and width of a pool, Stride how far it moves from place to place.
	Size, Stride int
}

// sideBySide returns the stride at which pools neither overlap nor leave gaps.
func sideBySide(l Layer) float64 { return float64(l.(Pooling).Size) }

var poolParts = []Part{{Field: "size", Always: true}, {Letter: "s", Field: "stride", Implied: sideBySide}}

var pooling = register(Kind{
	Name: KindPooling, Rank: 30,
	Help:     "Makes an image smaller: of each small square it keeps the maximum, or the average.",
	Default:  Pooling{Pool: PoolMax, Size: 2, Stride: 2},
	settings: open(func(l *Pooling) []any { return []any{&l.Pool, &l.Size, &l.Stride} }),
	Fields: []Field{
		{
			Name: "pool", Label: "Pool", Choices: []string{PoolMax, PoolAverage},
			Help: "What a pool keeps."},
		{Name: "size", Label: "Size", Min: 1, Max: 100,
			Help: "The height and width of a pool."},
		{Name: "stride", Label: "Stride", Min: 1, Max: 100,
			Help: "How far a pool moves from place to place."},
	},
	Words: []Word{
		{Name: "pool", Parts: poolParts},
		{Name: "avgpool", Of: Pooling{Pool: PoolAverage, Size: 2, Stride: 2}, Parts: poolParts},
	},
	Examples: []Example{
		{"The largest of each square", "pool2", "x=1,3,2,0;4,2,1,5;0,1,7,2;6,2,3,3/~dout=1,2;3,4/"},
		{"The mean of each square", "avgpool2", "x=1,3,2,0;4,2,1,5;0,1,7,2;6,2,3,3/~dout=1,2;3,4/"},
		{"Pools that overlap", "pool2s1", "x=1,2,1;2,9,3;0,4,5/~dout=1,1;1,1/"},
	},
	Image:     true,
	Stage:     true,
	EachImage: true,
})

func (Pooling) Kind() *Kind { return pooling }

func (p Pooling) Fit(r *Resolved) error {
	h, w, err := r.places("size", "pool", p.Size, p.Stride, 0)
	if err != nil {
		return err
	}
	r.Out = []int{r.In[0], h, w}
	return nil
}

func (p Pooling) String() string {
	text := fmt.Sprintf("%s pool %d×%d", p.Pool, p.Size, p.Size)
	if p.Stride != p.Size {
		text += fmt.Sprintf(" stride %d", p.Stride)
	}
	return text
}
