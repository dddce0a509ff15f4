// Package classroom is the page where a teacher writes a lesson and marks what a class hands in.
//
// The lesson is one of the settings, so that the page's own address has it, and the link to the lesson is that of the
// chapter with the same settings. What was handed in is marked by doing it again: an engine of the page's own trains
// each network and looks at each drawing, and the teacher's network is not touched.
package classroom
