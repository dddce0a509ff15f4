package api

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
)

func (a *API) getState(_ nothing, answer done) error {
	answer(stateData(a.desk.State().Settings.Wanted), nil)
	return nil
}

func (a *API) setState(values map[string]any, answer done) error {
	now := a.desk.State().Settings.Wanted
	now.Steps = 0 // unless they are asked for, the network stays
	wanted, err := readState(now, values)
	if err != nil {
		return err
	}
	a.desk.Configure(wanted, func(e protocol.Event) {
		if f, ok := e.(protocol.Failed); ok {
			answer(nil, &f)
			return
		}
		answer(stateData(wanted), nil)
	})
	return nil
}

// readState returns s with values by name, each as text or as a value of its type. If one is not valid, it takes none.
func readState(s setting.Settings, values map[string]any) (setting.Settings, error) {
	s = s.Clone()
	texts := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		text, err := settingText(values[name])
		if err != nil {
			return s, fmt.Errorf("params.%s: %s", excerpt.Cut(name), phrase.Sentence(err.Error()))
		}
		texts[name] = text
	}
	if errs := s.SetAll(texts); len(errs) > 0 {
		return s, refusal(errs[0])
	}
	return s, nil
}

// refusal says what is wrong with a setting that a request names.
func refusal(err error) error {
	what, problem := "params", err.Error()
	if e := (*setting.Error)(nil); errors.As(err, &e) {
		if problem = e.Problem; e.Name != "" {
			what += "." + e.Name
		}
	}
	return fmt.Errorf("%s: %s", what, phrase.Sentence(problem))
}

// settingText writes a value as a setting's control would have it: 0.5, ReLU, [30, 20] as 30,20, {x: 1} as x=1.
func settingText(value any) (string, error) {
	var words []string
	switch v := value.(type) {
	case string:
		return v, nil
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), nil
	case []any:
		for _, item := range v {
			word, err := settingText(item)
			if err != nil {
				return "", err
			}
			words = append(words, word)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			word, err := settingText(v[name])
			if err != nil {
				return "", err
			}
			words = append(words, name+"="+word)
		}
	case nil:
		return "", errors.New("it cannot be " + noValue)
	default:
		return "", errors.New("a number, a text, or a list or an object of them is needed")
	}
	return strings.Join(words, ","), nil
}
