package control

import (
	"strconv"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

func TestSliderOfEveryRowGoesThereAndBack(t *testing.T) {
	for _, row := range setting.Table() {
		if row.Kind != setting.Float {
			continue
		}
		for position := range SliderSteps + 1 {
			text := sliderText(row, position)
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			var s setting.Settings
			if err := s.Set(row.Name, text); err != nil {
				t.Errorf("place %d gives %s, which is not valid: %v", position, text, err)
			}
			if back := sliderPosition(row, v); back != position {
				t.Errorf("%s: place %d gives %s, which is place %d", row.Name, position, text, back)
			}
		}
	}
}

func TestSliderOfAnyRangeGoesThereAndBack(t *testing.T) {
	for _, row := range []setting.Row{
		{Min: 0.5, Max: 2}, {Min: 0.5, Max: 2, Log: true}, {Min: 0, Max: 3}, {Min: -1, Max: 1}, {Min: 100, Max: 101},
		{Min: 1e6, Max: 1e6 + 1}, {Min: 0.99, Max: 1, Log: true}, {Min: 0, Max: 1e-9, Log: true},
	} {
		for position := range SliderSteps + 1 {
			text := sliderText(row, position)
			v, err := strconv.ParseFloat(text, 64)
			if err != nil || v < row.Min || v > row.Max {
				t.Errorf("%v to %v: place %d gives %s", row.Min, row.Max, position, text)
			}
			if back := sliderPosition(row, v); back != position {
				t.Errorf("%v to %v: place %d gives %s, which is place %d", row.Min, row.Max, position, text, back)
			}
		}
	}
	if text := sliderText(setting.Row{Min: 0.5, Max: 2}, 34); text != "1.01" {
		t.Errorf("place 34 of 0.5 to 2 is %s, want no more digits than it takes", text)
	}
}

func TestSliderTakesAnyNumber(t *testing.T) {
	row, _ := setting.Find("learningRate")
	for _, c := range []struct {
		v    float64
		want int
	}{{0, 0}, {-1, 0}, {1e9, SliderSteps}, {0.0001, 0}, {10, SliderSteps}, {0.1, 60}} {
		if got := sliderPosition(row, c.v); got != c.want {
			t.Errorf("%v is place %d, want %d", c.v, got, c.want)
		}
	}
}

func TestChoiceText(t *testing.T) {
	row := func(name string) setting.Row {
		r, _ := setting.Find(name)
		return r
	}
	for _, c := range []struct{ got, want string }{
		{ChoiceText(row("dataSize"), "10000"), "10,000"}, {ChoiceText(row("dataSize"), "60000"), "All 60,000"},
		{ChoiceText(row("theme"), "auto"), "Auto"}, {ChoiceText(row("activation"), "ReLU"), "ReLU"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
