// Package panel is the table of the panels that other sites can embed, and the frame that shows one of them.
//
//	p, ok := panel.Find("train")
//	panel.Frame{URL: "https://inkgrad.example" + p.Path(), Title: p.Title}.HTML() // <iframe src="..." ...>
//
// It is plain data and imports nothing of the core: the page and the program at the edge both have it.
package panel

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Width is that of a frame whose page does not say another, in CSS pixels: a column of text.
const Width = 720

// The widths at which a column of text and a wide page begin, for Heights, in CSS pixels.
const columnWidth, wideWidth = 600, 1000

// Panel is one that can be embedded.
type Panel struct {
	Name string
	// Title says what a reader does there, and Figure is the name of the picture that make figures draws of it.
	Title, Figure string
	Heights       Heights
	// Network says that something of the network, or the drawing, is to be seen in it. In a lesson there may be.
	Network bool
}

// Heights are a panel's in its first state, in CSS pixels: on a phone, in a column of text, and in a wide page.
type Heights struct{ Phone, Column, Wide int }

// At returns the height of a panel that is so wide.
func (h Heights) At(width int) int {
	switch {
	case width < columnWidth:
		return h.Phone
	case width < wideWidth:
		return h.Column
	}
	return h.Wide
}

// All returns all, those first that most pages want.
func All() []Panel {
	return []Panel{
		{"draw", "Draw a digit", "draw", Heights{1010, 640, 640}, true},
		{"train", "Train the network", "train", Heights{1530, 890, 750}, true},
		{"graph", "See the graph", "network", Heights{1240, 500, 520}, true},
		{"formula", "Step through the formula", "apples-and-oranges-with-tax", Heights{1460, 1260, 990}, false},
		{"layer", "Try a layer", "layer", Heights{2130, 1720, 1280}, false},
		{"chapter", "Read the chapter, and try it", "apples-and-oranges-with-tax", Heights{2160, 1710, 1670}, true},
		{"check", "Check the gradients", "check", Heights{2440, 2120, 1640}, true},
		{"fool", "Make it a 3", "fool", Heights{2130, 1340, 680}, true},
		{"mistakes", "See its mistakes", "mistakes", Heights{1360, 950, 650}, true},
		{"all", "Draw, train and look inside", "draw", Heights{5230, 3080, 1980}, true},
	}
}

// Find returns the panel of that name.
func Find(name string) (Panel, bool) {
	all := All()
	i := slices.IndexFunc(all, func(p Panel) bool { return p.Name == name })
	if i < 0 {
		return Panel{}, false
	}
	return all[i], true
}

// Shows reports whether the figure of that panel is in this one.
func (p Panel) Shows(figure string) bool {
	return p.Name == figure || p.Name == "all" && slices.Contains([]string{"graph", "fool", "mistakes"}, figure)
}

// Path is that of the panel's page.
func (p Panel) Path() string { return "/embed/" + p.Name }

// Frame is an <iframe>.
type Frame struct {
	URL, Title string
	// Width and Height are in CSS pixels. A Width of 0 is all that there is; a Height of 0 is that of Heights, for a
	// phone where the page is on one, and for a column elsewhere.
	Width, Height int
	Heights       Heights
	// Sandbox keeps the frame from storage and from every origin.
	Sandbox bool
}

// HTML is f as one line. It can be pasted as it is, whatever its title and URL are.
func (f Frame) HTML() string {
	width, style := "100%", "border: 0"
	if f.Width > 0 {
		width, style = strconv.Itoa(f.Width), "border: 0; max-width: 100%"
	}
	height := f.Height
	if height == 0 {
		height = f.Heights.Column
		style += fmt.Sprintf("; height: clamp(%dpx, (%dpx - 100vw) * 999, %dpx)", height, columnWidth, f.Heights.Phone)
	}
	text := `<iframe src="` + Text(f.URL) + `" title="` + Text(f.Title) + `" width="` + width + `" height="` +
		strconv.Itoa(height) +
		`" loading="lazy" allow="clipboard-write"`
	if f.Sandbox {
		text += ` sandbox="allow-scripts"`
	}
	return text + ` style="` + style + `"></iframe>`
}

// Text writes text for HTML, within an attribute or outside, where programs that look for {{, {% or `r find none.
func Text(text string) string { return escape.Replace(text) }

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;", "{", "&#123;",
	"}", "&#125;", "`", "&#96;")
