package state

import "encoding/json"

// SourcesFile is the name of the file, among those of the site, that has the sources in Go.
const SourcesFile = "operations.json"

// Code is how the code of a layer or an operation is shown, wherever it is.
type Code struct {
	// Open says that it is shown. It is in Python, the chapter's language, unless InGo.
	Open, InGo bool
	// Sources are the sources in Go, by the kind of the operation, or nil before they have come. Asked says that they
	// are on their way, Problem why they have not come, or is "".
	Sources map[string]Source
	Asked   bool
	Problem string
}

// Source is the source of an operation in Go, as package nn has it, and the file that it is in.
type Source struct{ File, Text string }

func (c *Code) with(change func(*Code)) *Code {
	n := *c
	change(&n)
	return &n
}

// WithOpen shows the code, or folds it. Whoever opens it again wants what did not come.
func (c *Code) WithOpen(open bool) *Code {
	if c.Open == open {
		return c
	}
	return c.with(func(c *Code) { c.Open, c.Problem = open, "" })
}

// In chooses the language.
func (c *Code) In(golang bool) *Code {
	if c.InGo == golang {
		return c
	}
	return c.with(func(c *Code) { c.InGo = golang })
}

// Wants says that the sources are to be fetched.
func (c *Code) Wants() bool { return c.Open && c.Sources == nil && !c.Asked && c.Problem == "" }

// Ask records that the sources are being fetched.
func (c *Code) Ask() *Code { return c.with(func(c *Code) { c.Asked = true }) }

// Answered takes in the file of the sources; ok says whether it came.
func (c *Code) Answered(file string, ok bool) *Code {
	return c.with(func(c *Code) {
		c.Asked = false
		if !ok || json.Unmarshal([]byte(file), &c.Sources) != nil {
			c.Sources, c.Problem = nil, "The source did not come. Close this and open it again to try once more."
		}
	})
}
