package code

func init() { registerSchedule("Constant", scheduleForm{}) }
