// Package author is the panel for authors: it has them choose a panel, its settings and its words, and shows it live
// with what to copy for it.
package author
