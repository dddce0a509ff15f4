// Package phrase writes numbers, sizes and sentences as the page shows them.
//
//	phrase.Percent(0.9735)   // 97.4%
//	phrase.Counted(3, "run") // 3 runs
package phrase
