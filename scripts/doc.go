// Package scripts has no code of its own: in its folders lie the programs that build and measure, and beside this file
// the tests that concern the whole repository. make calls the programs; each says in its first comment what it does.
//
//	data      MNIST as the shards that the page loads
//	pretrain  the built-in network that learners look into and train on
//	reader    the network that reads drawings
//	icons     the mark, as SVG and PNG
//	slim      go-app without its server half, for the page
//	shrink    the programs, without their lines and with fewer segments of data
//	kernels   the SIMD kernels in C, as a WebAssembly module
//	compress  the brotli and gzip forms of what is served
//	serve     the server
//	site      the files for a static host
//	npm       the package of npm, for programs that are bundled
//	browser   finds a browser, or installs one
//	bench     measures in a browser
//	fuzz      runs the fuzz targets of all packages
//	picture   takes the README's picture of the page
//	figures   draws graphs for print
//	notes     a chapter with live panels, as pages of five programs
//	experiments  trains the experiments that the page offers, without a browser
//	presets   trains the networks that the page offers, without a browser
//	chapter5  trains as the chapter does, without a browser
package scripts
