// Package author is the panel for authors: they choose a panel, its settings and its words, see it live, and copy the
// snippet for their page.
package author
