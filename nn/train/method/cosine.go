package method

func init() {
	registerSchedule(Kind{Name: "Cosine", Order: 30, Help: "Cosine lets it fall to 0 along half a wave."})
}
