package train_test

import "github.com/inkgrad/inkgrad/nn/train/method"

func init() {
	course["Step"] = []factors{
		{90, nil, map[int]float64{0: 1, 29: 1, 30: 0.1, 59: 0.1, 60: 0.01, 89: 0.01}},
		{0, nil, map[int]float64{0: 1, 2: 0.01}},
		{90, method.Values{"stepEvery": 20, "stepFactor": 0.5}, map[int]float64{19: 1, 20: 0.5, 40: 0.25}},
	}
}
