package train_test

func init() {
	course["Cosine"] = []factors{{90, nil, map[int]float64{0: 1, 30: 0.75, 45: 0.5, 60: 0.25, 90: 0, 200: 0}}}
}
