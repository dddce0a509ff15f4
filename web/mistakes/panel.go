package mistakes

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Panel shows which digits the network takes for which, and the images.
type Panel struct {
	app.Compo
	Room *Room
	// Alone says that there is no graph on the page.
	Alone bool
}

func (m *Panel) OnMount(ctx app.Context) {
	m.Room.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Mistakes), hub.Of(s.Engine.Status.Running), hub.Of(s.Engine.CanSample()),
			hub.Of(s.Mistakes.Old(s.Engine)),
			hub.Of(s.Draw.Drawing.Sample)}
	})
	m.Room.WhileVisible(ctx, ctx.JSSrc(), &m.Room.visible, m.Room.pump)
}
func (m *Panel) OnDismount() { m.Room.Forget(m) }

func (m *Panel) Render() app.UI {
	s := m.Room.State()
	body := app.Div().Class("mistakes-body").Attr("data-old", s.Mistakes.Old(s.Engine))
	if s.Mistakes.Answer != nil {
		body = body.Body(m.matrix(s.Mistakes), m.images(s))
	} else {
		body = body.Body(app.Div().Class("confusion-empty"))
	}
	return app.Section().Class("panel mistakes").Aria("labelledby", "mistakes-title").Body(
		app.H2().ID("mistakes-title").Text("Mistakes"),
		app.P().Class("help mistakes-of").Attr("role", "status").Text(mistakesText(s)),
		body,
	)
}

// mistakesText says of what the matrix is, or why there is none.
func mistakesText(s state.State) string {
	m := s.Mistakes
	switch {
	case m.Problem != "":
		return m.Problem
	case m.Answer == nil && s.Engine.Status.Running:
		return "Which digits the network confuses is measured when training pauses."
	case m.Answer == nil:
		return "Which digits the network confuses is measured as soon as the test images are here."
	}
	all := *m
	all.Cell = state.AllMistakes
	old, takes := "", ", takes "
	if m.Old(s.Engine) {
		old, takes = "This is of an older network. ", ", took "
	}
	text := old + phrase.Sentence(m.Name.At(m.Answer.Step)+takes+phrase.Grouped(all.Total())+" of "+
		phrase.Grouped(m.Answer.Images)+" test images for another digit")
	if s.Engine.Status.Running {
		text += " It is measured again when training pauses."
	}
	return text
}

// matrix is the confusion matrix: a row for each label, and at its end the accuracy of that class.
func (m *Panel) matrix(s *state.Mistakes) app.UI {
	head := []app.UI{app.Th().Class("confusion-corner").Scope("col").Text("Label")}
	for digit := range form.Classes {
		head = append(head, app.Th().Scope("col").Text(digit))
	}
	head = append(head, app.Th().Class("class-head").Scope("col").Text("Accuracy"))
	most := 1 // of the mistakes in a cell
	for label, row := range s.Answer.Counts {
		for digit, n := range row {
			if digit != label {
				most = max(most, n)
			}
		}
	}
	var rows []app.UI
	for label, row := range s.Answer.Counts {
		cells := []app.UI{app.Th().Scope("row").Text(label)}
		accuracy, images := state.ClassAccuracy(row, label)
		for digit, n := range row {
			heat := float64(n) / float64(most)
			if digit == label {
				heat = accuracy
			}
			cells = append(cells, m.cell(s, state.Cell{Label: label, Digit: digit}, n, heat))
		}
		cells = append(cells, app.Td().Class("class-accuracy").Attr("role", "gridcell").
			Title(phrase.Grouped(images)+" images").Body(
			app.Span().Class("bar-track").Aria("hidden", "true").
				Body(app.Span().Class("bar-fill").Style("transform", widget.ScaleX(accuracy))),
			app.Span().Text(phrase.Percent(accuracy)),
		))
		rows = append(rows, app.Tr().Body(cells...))
	}
	table := app.Table().Class("confusion").ID("confusion").TabIndex(0).Attr("role", "grid").
		Aria("describedby", "confusion-help").
		Aria("label", "Confusion matrix: rows are the true labels, columns what the network takes them for").
		OnKeyDown(m.key).OnClick(m.click)
	if s.Cell != state.AllMistakes {
		table = table.Aria("activedescendant", "confusion-now")
	}
	return app.Div().Class("confusion-side").Body(
		app.P().Class("confusion-taken").Aria("hidden", "true").Text("taken for"),
		table.Body(app.Elem("thead").Body(app.Tr().Body(head...)), app.Elem("tbody").Body(rows...)),
		app.P().Class("help").ID("confusion-help").
			Text("Choose a cell to see its images. Keys: arrows go from cell to cell, Escape shows all mistakes."),
	)
}

// cell is one of the matrix. Its colour is on the scale of signed data: what is right is green, what is wrong purple,
// and the strength goes with the square root, so that single mistakes are seen beside hundreds.
func (m *Panel) cell(s *state.Mistakes, c state.Cell, n int, heat float64) app.UI {
	class, text := "wrong", strconv.Itoa(n)
	if c.Label == c.Digit {
		class = "right"
	} else if n == 0 {
		text = "·"
	}
	td := app.Td().Attr("role", "gridcell").DataSet("label", c.Label).DataSet("digit", c.Digit).Text(text).
		Style("--heat", strconv.FormatFloat(100*math.Sqrt(heat), 'f', 0, 64)+"%")
	if c == s.Cell {
		return td.Class("cell-"+class+" cell-chosen").ID("confusion-now").Aria("selected", "true")
	}
	return td.Class("cell-" + class)
}

func (m *Panel) key(_ app.Context, e app.Event) {
	if to, ok := m.Room.State().Mistakes.Cell.Move(e.Get("key").String()); ok {
		e.PreventDefault() // of scrolling
		m.Room.chooseCell(to)
	}
}

func (m *Panel) click(_ app.Context, e app.Event) {
	data := e.Get("target").Get("dataset")
	label, err := strconv.Atoi(data.Get("label").String())
	digit, err2 := strconv.Atoi(data.Get("digit").String())
	if err != nil || err2 != nil {
		return
	}
	c := state.Cell{Label: label, Digit: digit}
	if c == m.Room.State().Mistakes.Cell {
		c = state.AllMistakes
	}
	m.Room.chooseCell(c)
}

// images are those of the chosen cell, or the surest mistakes of all.
func (m *Panel) images(s state.State) app.UI {
	shown := s.Mistakes.Shown()
	items := make([]app.UI, len(shown))
	for k, a := range shown {
		items[k] = m.image(s, a)
	}
	return app.Div().Class("mistakes-images").Body(
		app.Div().Class("mistakes-head").Body(
			app.H3().ID("mistakes-images-title").Text(cellText(s.Mistakes, len(shown))),
			app.If(s.Mistakes.Cell != state.AllMistakes,
				widget.Button("All mistakes", false, func() { m.Room.chooseCell(state.AllMistakes) })),
		),
		app.P().Class("help").Text(m.imagesHelp(len(shown))),
		app.Elem("ul").Class("gallery mistakes-list").Aria("labelledby", "mistakes-images-title").Body(items...),
	)
}

func (m *Panel) imagesHelp(shown int) string {
	switch {
	case shown == 0:
		return "There is no such test image."
	case m.Alone:
		return "The label, what the network takes it for, and how sure it is."
	}
	return "The label, what the network takes it for, and how sure it is. Choose an image to see how the network " +
		"comes to that, in the Graph."
}

// cellText says which images are shown, of how many.
func cellText(m *state.Mistakes, shown int) string {
	total := m.Total()
	what, order := "Mistakes", "the surest first"
	switch c := m.Cell; {
	case c == state.AllMistakes:
	case c.Label == c.Digit:
		what, order = "Rightly taken for "+strconv.Itoa(c.Label), "the least sure first"
	default:
		what = strconv.Itoa(c.Label) + " taken for " + strconv.Itoa(c.Digit)
	}
	switch {
	case total == 0:
		return what + ": none"
	case total == 1:
		return what + ": 1"
	case shown < total:
		return what + ": " + phrase.Grouped(shown) + " of " + phrase.Grouped(total) + ", " + order
	}
	return what + ": " + phrase.Grouped(total) + ", " + order
}

// image is a test image that can be opened.
func (m *Panel) image(s state.State, a protocol.Answered) app.UI {
	words := "Test image " + phrase.Grouped(a.Index) + ", labelled " + strconv.Itoa(a.Label) + ", taken for " +
		strconv.Itoa(a.Digit) +
		" with " + phrase.Percent(a.Confidence) + ", for its label with " + phrase.Percent(a.Truth)
	class := "gallery-item mistake"
	if s.Draw.Drawing.Sample == a.Index {
		class += " gallery-open"
	}
	return app.Li().Body(app.Button().Type("button").Class(class).Title(words).Aria("label", words).
		OnClick(func(app.Context, app.Event) { m.Room.OpenSample(a.Index, m.showGraph) }, a.Index).
		Body(
			&widget.Pixmap{Class: "digit gallery-pixels", W: form.Side, H: form.Side,
				Pix: widget.InkPixels(s.Mistakes.Images[a.Index])},
			app.Span().Class("mistake-text").Body(
				app.Text(strconv.Itoa(a.Label)+" → "), app.Elem("strong").
					Text(a.Digit), app.Text(" "+phrase.Percent(a.Confidence))),
		))
}

// showGraph brings the graph into sight, and the focus to it.
func (m *Panel) showGraph() {
	if m.Alone {
		return
	}
	browser.Find("#graph-title", func(title app.Value) {
		title.Set("tabIndex", -1)
		title.Call("focus")
		title.Call("scrollIntoView")
	})
}
