package method

// Constant is the schedule that training begins with.
var Constant = Kind{Name: "Constant", Order: 10, Help: "Constant leaves it as it is."}

func init() { registerSchedule(Constant) }
