package state

import (
	"fmt"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/plot"
)

// EpochRow is how good the network was after so many epochs: the shares of all images trained on, and of all test
// images, that it got right.
type EpochRow struct {
	Epoch, Step int
	Train, Test float64
	// Chapter has the chapter's own figures for this row, where they are of the same network and training.
	Chapter *ChapterRow
}

// ChapterRow is a row of the accuracies that the chapter prints.
type ChapterRow struct{ Train, Test float64 }

// ChapterRows are those of the chapter's 784-50-10, with W ~ 0.01·N(0, 1), in batches of 100 with a learning rate of
// 0.1: a row for each 600 steps of its 10,000. It measures after the first step of an epoch, Inkgrad before it.
//
// Source: Saitoh, Deep Learning from Scratch, section 5.7.4.
var ChapterRows = [...]ChapterRow{
	{.1196, .1213}, {.9038, .9070}, {.9225, .9244}, {.9351, .9327}, {.9436, .9419}, {.9492, .9484}, {.9535, .9520},
	{.9591, .9572}, {.9605, .9567}, {.9649, .9617}, {.9686, .9630}, {.9704, .9658}, {.9724, .9659}, {.9737, .9657},
	{.9755, .9682}, {.9779, .9692}, {.9772, .9687},
}

// EpochRows returns a row for the end of each epoch whose accuracies were measured, and for step 0.
func (s State) EpochRows() []EpochRow {
	every := int(s.EpochSteps())
	if every == 0 {
		return nil
	}
	run := s.Runs.All(s.Train, s.Engine)
	now := run[len(run)-1]
	chapter := trainsAsTheChapter(now.First) && trainsAsTheChapter(now.Last)
	var rows []EpochRow
	for _, p := range s.Train.TestAccuracy.Points {
		step := int(p.X)
		i := slices.IndexFunc(s.Train.TrainAccuracy.Points, func(q plot.Point) bool { return q.X == p.X })
		if step%every != 0 || i < 0 {
			continue
		}
		row := EpochRow{Epoch: step / every, Step: step, Train: s.Train.TrainAccuracy.Points[i].Y, Test: p.Y}
		if chapter && row.Epoch < len(ChapterRows) {
			row.Chapter = &ChapterRows[row.Epoch]
		}
		rows = append(rows, row)
	}
	return rows
}

// trainsAsTheChapter reports whether settings train the chapter's network as the chapter does, whatever the seed and
// however long.
func trainsAsTheChapter(s setting.Settings) bool {
	as := setting.Presets()[0].Apply(s)
	as.Iterations = s.Iterations
	return as.Query() == s.Query()
}

// EpochsCSV writes rows as comma-separated values, with names in the first line.
func EpochsCSV(rows []EpochRow) string {
	var b strings.Builder
	b.WriteString("epoch,step,train,test")
	chapter := slices.ContainsFunc(rows, func(r EpochRow) bool { return r.Chapter != nil })
	if chapter {
		b.WriteString(",chapter train,chapter test")
	}
	b.WriteByte('\n')
	for _, r := range rows {
		fmt.Fprintf(&b, "%d,%d,%.4f,%.4f", r.Epoch, r.Step, r.Train, r.Test)
		switch {
		case r.Chapter != nil:
			fmt.Fprintf(&b, ",%.4f,%.4f", r.Chapter.Train, r.Chapter.Test)
		case chapter:
			b.WriteString(",,")
		}
		b.WriteByte('\n')
	}
	return b.String()
}
