// Package chapter is the room of the chapter: its sections one at a time, each with its words, its figure, its code and
// a question.
//
//	&chapter.Panel{Room: chapter.New(desk), Figure: figure}
//
// A figure is one of the page's panels, which the room is given by whoever composes the page: it knows none of them.
package chapter
