package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/palette"
)

// What the figures of the panels show, beside the defaults of the settings.
const (
	sample       = 0  // the image of the test set that is read
	trainedSteps = 40 // between two points of the curves
	trainedTimes = 25
	checkH       = 1e-5
	checkSamples = 3
	checkedOf    = 50 // elements of each parameter
)

// panels returns a figure for each panel that shows no graph: what it computes in the default settings. They are the
// posters of static/element.js.
func panels(data string) ([]figure, error) {
	h := &host{data: data}
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: setting.Default()})
	var figures []figure
	for _, p := range []struct {
		name string
		draw func(ask) (*graphview.Element, error)
	}{{"draw", drawn}, {"fool", fooled}, {"mistakes", mistakes}, {"check", checked}, {"train", trained}} {
		root, err := p.draw(func(c protocol.Command) protocol.Event {
			s.Handle(2, c)
			for s.Busy() {
				s.Work(time.Second)
			}
			return h.answer
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, cmp.Or(h.err, err))
		}
		figures = append(figures, figure{name: p.name, root: root})
	}
	return figures, nil
}

// ask has a session carry out a Command to its end, and returns the answer.
type ask func(protocol.Command) protocol.Event

// want is ask for an answer of one type.
func want[E protocol.Event](ask ask, c protocol.Command) (E, error) {
	answer := ask(c)
	e, ok := answer.(E)
	if !ok {
		return e, fmt.Errorf("%s is answered by %v", protocol.Kind(c), answer)
	}
	return e, nil
}

// canvas is a picture in the making, in CSS pixels. Its classes are those of graphview.Style.
type canvas struct{ root *graphview.Element }

func newCanvas(width, height int, words string) canvas {
	w, h := strconv.Itoa(width), strconv.Itoa(height)
	return canvas{element("svg", "class", "gv", "role", "img", "aria-label", words, "viewBox", "0 0 "+w+" "+h, "width",
		w, "height", h)}
}

func (c canvas) add(tag, text string, attrs ...string) {
	e := element(tag, attrs...)
	e.Text = text
	c.root.Children = append(c.root.Children, e)
}

// text writes at x, y in a class that begins there, or with "" around it.
func (c canvas) text(class string, x, y float64, text string) {
	c.add("text", text, "class", class, "x", px(x), "y", px(y))
}

// rect fills a rectangle in the colour of a class, as strongly as opacity says.
func (c canvas) rect(class string, x, y, w, h, opacity float64) {
	c.add("rect", "", "class", class, "x", px(x), "y", px(y), "width", px(w), "height", px(h), "fill-opacity",
		px(opacity))
}

func element(tag string, attrs ...string) *graphview.Element {
	e := &graphview.Element{Tag: tag}
	for pair := range slices.Chunk(attrs, 2) {
		e.Attrs = append(e.Attrs, graphview.Attr{Name: pair[0], Value: pair[1]})
	}
	return e
}

func px(v float64) string { return strconv.FormatFloat(v, 'f', -1, 32) }

// drawn shows an image and what the reader says of it.
func drawn(ask ask) (*graphview.Element, error) {
	image, err := want[protocol.Sampled](ask, protocol.Sample{Index: sample})
	if err != nil {
		return nil, err
	}
	seen, err := want[protocol.Classified](ask, protocol.Classify{Pixels: image.Pixels})
	if err != nil {
		return nil, err
	}
	c := newCanvas(560, 300,
		fmt.Sprintf("A drawing that is read as a %d, with the probabilities of all digits", seen.Best().Digit))
	c.image(24, 24, 9, image.Pixels, false)
	for digit, p := range seen.Best().Probabilities {
		y := float64(24 + digit*25)
		c.text("gv-title", 310, y+16, strconv.Itoa(digit))
		c.rect("gv-forward", 330, y+4, 140*p, 15, 1)
		c.text("gv-param", 478, y+15, strconv.FormatFloat(100*p, 'f', 1, 64)+"%")
	}
	return c.root, nil
}

// image shows an image whose left upper corner is at x, y, with pixels of that size: ink, or signed changes.
func (c canvas) image(x, y, pixel float64, pixels []float64, signed bool) {
	for i, v := range pixels {
		left, top, colour := x+float64(i%form.Side)*pixel, y+float64(i/form.Side)*pixel, palette.Positive
		if v < 0 {
			v, colour = -v, palette.Negative
		}
		switch {
		case v == 0:
		case signed:
			c.add("rect", "", "fill", colour.Light.Hex(), "fill-opacity", px(v), "x", px(left), "y", px(top),
				"width", px(pixel), "height", px(pixel))
		default:
			c.rect("", left, top, pixel, pixel, v)
		}
	}
	side := px(form.Side * pixel)
	c.add("rect", "", "class", "gv-line", "x", px(x), "y", px(y), "width", side, "height", side)
}

// fooled shows how few pixels make a 3 of the image, for the network that comes with the page.
func fooled(ask ask) (*graphview.Element, error) {
	image, err := want[protocol.Sampled](ask, protocol.Sample{Index: sample})
	if err != nil {
		return nil, err
	}
	way, err := want[protocol.Fooled](ask, protocol.Fool{Pixels: image.Pixels, Target: 3, Norm: protocol.NormCount})
	if err != nil {
		return nil, err
	}
	first, last := way.Frames[0], way.Frames[len(way.Frames)-1]
	c := newCanvas(560, 236, fmt.Sprintf("An image of a %d, of which %d changed pixels make a %d for the network",
		way.From, last.Changed, last.Seen.Digit))
	change := make([]float64, len(first.Pixels))
	for i, v := range last.Pixels {
		change[i] = v - first.Pixels[i]
	}
	said := func(f protocol.FoolFrame) string {
		return fmt.Sprintf("seen as %d, %.1f%%", f.Seen.Digit, 100*f.Seen.Probabilities[f.Seen.Digit])
	}
	for i, of := range []struct {
		title  string
		pixels []float64
	}{
		{said(first), first.Pixels},
		{fmt.Sprintf("%d pixels changed", last.Changed), change},
		{said(last), last.Pixels},
	} {
		x := float64(24 + 176*i)
		c.text("gv-title", x, 36, of.title)
		c.image(x, 48, 5.5, of.pixels, i == 1)
	}
	return c.root, nil
}

// mistakes shows the confusion matrix of the network that comes with the page.
func mistakes(ask ask) (*graphview.Element, error) {
	confused, err := want[protocol.Confused](ask, protocol.Confuse{})
	if err != nil {
		return nil, err
	}
	c := newCanvas(560, 366, fmt.Sprintf("The confusion matrix of %d test images", confused.Images))
	const cell = 30
	c.text("gv-param", 120, 16, "read as")
	c.text("gv-param", 60, 40, "digit")
	for i, row := range confused.Counts {
		at := float64(i * cell)
		c.text("gv-title", 131+at, 40, strconv.Itoa(i))
		c.text("gv-title", 100, 69+at, strconv.Itoa(i))
		most := float64(slices.Max(append(row[:i:i], row[i+1:]...)))
		for j, n := range row {
			x, y, sign, share := float64(120+j*cell), 50+at, palette.Negative, 0.7*float64(n)/max(most, 10)
			if i == j {
				sign, share = palette.Positive, 0.35
			}
			c.add("rect", "", "fill", sign.Light.Hex(), "fill-opacity", px(share), "x", px(x), "y", px(y),
				"width", px(cell-1), "height", px(cell-1))
			c.text("", x+cell/2, y+19, strconv.Itoa(n))
		}
	}
	return c.root, nil
}

// checked shows the gradient check as a table.
func checked(ask ask) (*graphview.Element, error) {
	result, err := want[protocol.Checked](ask, protocol.Check{H: checkH, Samples: checkSamples, Elements: checkedOf})
	if err != nil {
		return nil, err
	}
	c := newCanvas(560, 76+30*len(result.Params), "The gradient check of each parameter")
	columns := []float64{32, 150, 330}
	for i, title := range []string{"parameter", "mean |numerical − backpropagation|", "elements checked"} {
		c.text("gv-param", columns[i]+float64(i/2*50), 34, title)
	}
	for i, p := range result.Params {
		y := float64(66 + 30*i)
		c.add("path", "", "class", "gv-line", "d", fmt.Sprintf("M32 %vH528", y-20))
		for j, text := range []string{p.Name, fmt.Sprintf("%.1e", float64(p.MeanAbsDiff)),
			fmt.Sprintf("%d of %d", p.Checked, p.Size)} {
			c.text("gv-title", columns[j]+float64(j/2*50), y, text)
		}
	}
	return c.root, nil
}

// trained shows loss and test accuracy of the first thousand steps from fresh weights.
func trained(ask ask) (*graphview.Element, error) {
	if _, err := want[protocol.Status](ask, protocol.Reset{}); err != nil {
		return nil, err
	}
	var losses, accuracies []float64
	for range trainedTimes {
		t, err := want[protocol.Trained](ask, protocol.Train{Steps: trainedSteps})
		if err != nil {
			return nil, err
		}
		losses, accuracies = append(losses, float64(t.Loss)), append(accuracies, t.Accuracy.TestAccuracy)
	}
	steps := strconv.Itoa(trainedSteps * trainedTimes)
	c := newCanvas(560, 260, "Loss and accuracy over the first "+steps+" steps of training")
	curve(c, 32, "loss", losses, slices.Max(losses), func(v float64) string {
		return strconv.FormatFloat(v, 'f', 2, 64)
	})
	curve(c, 302, "test accuracy", accuracies, 1, func(v float64) string {
		return strconv.FormatFloat(100*v, 'f', 1, 64) + "%"
	})
	for _, x := range []float64{32, 302} {
		c.text("gv-param", x, 244, "0")
		c.text("gv-param", x+170, 244, "step "+steps)
	}
	return c.root, nil
}

// curve plots values from 0 to top over 226×160 pixels at left, and writes the last.
func curve(c canvas, left float64, name string, values []float64, top float64, format func(float64) string) {
	const width, up, down = 226, 64, 224
	var d strings.Builder
	op := "M"
	for i, v := range values {
		x := left + width*float64(i+1)/float64(len(values))
		fmt.Fprintf(&d, "%s%.1f %.1f", op, x, down-(down-up)*v/top)
		op = "L"
	}
	c.text("gv-title", left, 36, name+" "+format(values[len(values)-1]))
	c.add("path", "", "class", "gv-line", "d", fmt.Sprintf("M%v %vH%v", left, down, left+width))
	forth := element("g", "class", "gv-forth")
	forth.Children = []*graphview.Element{element("path", "class", "gv-line-now", "d", d.String())}
	c.root.Children = append(c.root.Children, forth)
}
