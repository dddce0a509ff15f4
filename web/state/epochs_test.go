package state_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// measured is a page that trains with these settings, and knows the accuracies of these steps.
func measured(t *testing.T, query string, steps ...int) state.State {
	settings := statetest.Parsed(t, query)
	s := statetest.FromScratch(state.New(), settings)
	for _, step := range steps {
		if step > 0 {
			s = s.Observe(protocol.Progress{Step: step, Losses: []float64{1}})
		}
		s = s.Observe(protocol.Evaluated{Step: step, Sample: true, TrainAccuracy: 0.1, TestAccuracy: 0.1,
			TestImages: 1000})
		s = s.Observe(protocol.Evaluated{Step: step, TrainAccuracy: float64(step) / 1e5, TestAccuracy: 0.5,
			TrainImages: settings.DataSize, TestImages: 10_000})
	}
	return s
}

func TestEpochRows(t *testing.T) {
	rows := measured(t, "seed=7&iterations=2000", 0, 1, 600, 700, 1200).EpochRows()
	if len(rows) != 3 {
		t.Fatalf("rows %+v", rows)
	}
	for i, r := range rows {
		if r.Epoch != i || r.Step != 600*i || r.Train != float64(600*i)/1e5 || r.Test != 0.5 ||
			r.Chapter != &state.ChapterRows[i] {
			t.Errorf("row %d is %+v", i, r)
		}
	}
	const csv = "epoch,step,train,test,chapter train,chapter test\n0,0,0.0000,0.5000,0.1196,0.1213\n" +
		"1,600,0.0060,0.5000,0.9038,0.9070\n2,1200,0.0120,0.5000,0.9225,0.9244\n"
	if got := state.EpochsCSV(rows); got != csv {
		t.Errorf("as CSV\n%s", got)
	}
}

// The chapter's figures stand beside no other training, and beside no row that it does not have.
func TestChapterRows(t *testing.T) {
	for _, p := range setting.Presets()[1:] {
		query := p.Query()
		if rows := measured(t, query, 0).EpochRows(); len(rows) != 1 || rows[0].Chapter != nil {
			t.Errorf("%s: %+v", p.Name, rows)
		}
	}
	for _, query := range []string{"hidden=51", "learningRate=0.2", "batchSize=50", "dataSize=50000", "init=He",
		"optimizer=Adam", "weightDecay=0.1", "schedule=Cosine"} {
		s := measured(t, query, 0)
		rows := s.EpochRows()
		if len(rows) != 1 || rows[0].Chapter != nil {
			t.Errorf("%s: %+v", query, rows)
		}
		epoch := int(s.EpochSteps())
		if rows := measured(t, query, 0, epoch).EpochRows(); len(rows) != 2 || rows[1].Chapter != nil {
			t.Errorf("%s, after an epoch: %+v", query, rows)
		}
		if csv := state.EpochsCSV(rows); !strings.HasPrefix(csv, "epoch,step,train,test\n0,0,") {
			t.Errorf("%s as CSV\n%s", query, csv)
		}
	}
	rows := measured(t, "", 9600, 10_200).EpochRows()
	if len(rows) != 2 || rows[0].Chapter == nil || rows[1].Chapter != nil {
		t.Errorf("at the end of the chapter's rows %+v", rows)
	}
	if csv := state.EpochsCSV(rows); !strings.HasSuffix(csv, "\n17,10200,0.1020,0.5000,,\n") {
		t.Errorf("as CSV\n%s", csv)
	}
	if rows := state.New().EpochRows(); rows != nil {
		t.Errorf("without a network %+v", rows)
	}
}
