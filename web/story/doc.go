// Package story shows how an element of a graph came about: the rules of its operations, and its arithmetic in letters
// and in numbers, line by line.
//
//	app.Div().Body(story.Told(s, "How out[0,1] came about", rules, nil, 10)...)
package story
