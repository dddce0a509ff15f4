package lesson

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"strings"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Result is what a learner hands in: the answers to a lesson, by the name of the section, and what the learner is
// called, or "". An answer to a Task is what it rests on: the settings of a link that has the network or the drawing,
// or the layer and the mistake, set apart by a space.
type Result struct {
	// Lesson is the ID of the lesson.
	Lesson  string            `json:"lesson"`
	Name    string            `json:"name,omitempty"`
	Answers map[string]string `json:"answers"`
}

// A code begins and ends with these, so that it can be found in the text of a mail.
const (
	codeBegin = "inkgrad("
	codeEnd   = ")"
)

const (
	// maxNameLen is how many characters of a learner's name there may be.
	maxNameLen = 60
	// maxAnswer is how many characters an answer may have: a drawing is the longest, in the letters of a link.
	maxAnswer = 3*setting.MaxStrokes + 1000
)

// Code writes r as a text that can be sent in a mail: it holds letters, digits, - and _, and its own checksum.
func (r Result) Code() string {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false) // a link has an & between its settings
	if w.Encode(r) != nil {
		return "" // texts can be written
	}
	text := bytes.TrimSpace(b.Bytes())
	body := binary.BigEndian.AppendUint32(text, crc32.ChecksumIEEE(text))
	return codeBegin + base64.RawURLEncoding.EncodeToString(body) + codeEnd
}

// Read is a code that was found in a text, on a line from 1: a Result, or what is wrong with it.
type Read struct {
	Line    int
	Result  Result
	Problem string
}

// ReadCodes finds the codes in a text: mails, a table, one beneath the other. Line breaks within a code, and the > of
// an answer to a mail, make no difference, nor does a capital that a mail program has made of its first letter. What
// looks like the rest of a code is told, too.
func ReadCodes(text string) []Read {
	var all []Read
	line := 1
	for {
		before, rest, found := cutBegin(text)
		if at := headless(before); at >= 0 {
			all = append(all, Read{Line: line + strings.Count(before[:at], "\n"),
				Problem: "This looks like a code whose beginning is missing."})
		}
		if !found {
			return all
		}
		line += strings.Count(before, "\n")
		at := line
		body, after, closed := strings.Cut(rest, codeEnd)
		if begun, _, another := cutBegin(body); another { // this one has no end
			body, after, closed = begun, rest[len(begun):], false
		}
		text = after
		if !closed {
			line += strings.Count(body, "\n")
			all = append(all, Read{Line: at, Problem: "This code has no end: a part of it is missing."})
			continue
		}
		line += strings.Count(body, "\n")
		read := readCode(body)
		read.Line = at
		all = append(all, read)
	}
}

// cutBegin cuts a text at the beginning of its first code.
func cutBegin(text string) (before, after string, found bool) {
	for at := range text {
		if end := at + len(codeBegin); end <= len(text) && strings.EqualFold(text[at:end], codeBegin) {
			return text[:at], text[end:], true
		}
	}
	return text, "", false
}

// headless returns where a text has small letters, capitals and digits in a row that is longer than any word, as only a
// code has, or -1.
func headless(text string) int {
	const (
		long                   = 50
		small, capital, digits = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
	)
	outside := func(c rune) bool { return !strings.ContainsRune(small+capital+digits+"-_", c) }
	for _, word := range strings.FieldsFunc(text, outside) {
		if len(word) >= long && strings.ContainsAny(word, small) && strings.ContainsAny(word, capital) &&
			strings.ContainsAny(word, digits) {
			return strings.Index(text, word)
		}
	}
	return -1
}

// readCode reads what stands between the begin and the end of a code.
func readCode(body string) Read {
	body = strings.Map(func(c rune) rune {
		if strings.ContainsRune(" \t\r\n>\u00a0\u200b", c) {
			return -1
		}
		return c
	}, body)
	const damaged = "This code is damaged: it is not as it was written."
	b, err := base64.RawURLEncoding.Strict().DecodeString(body)
	if err != nil || len(b) < 4 {
		return Read{Problem: damaged}
	}
	text, sum := b[:len(b)-4], binary.BigEndian.Uint32(b[len(b)-4:])
	var r Result
	if crc32.ChecksumIEEE(text) != sum || json.Unmarshal(text, &r) != nil {
		return Read{Problem: damaged}
	}
	if len(r.Answers) > MaxSections || utf8.RuneCountInString(r.Name) > maxNameLen {
		return Read{Problem: "This code has more in it than a lesson asks for."}
	}
	for name, answer := range r.Answers {
		if len(name) > maxName || len(answer) > maxAnswer {
			return Read{Problem: "This code has more in it than a lesson asks for."}
		}
	}
	return Read{Result: r}
}

// ShortName returns what a learner is called, cut to what a Result may have.
func ShortName(name string) string {
	runes := []rune(strings.TrimSpace(name))
	return string(runes[:min(len(runes), maxNameLen)])
}
