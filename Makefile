# Everything that can be done here. It takes GNU make, Go and git; Go fetches what go.mod names.
#
# make alone lists the targets: each has its line behind "##".

GO ?= go

# A file is built when something it is made of is newer, so a second make does nothing. $(call tree,FOLDER) is all of a folder,
# folders included: their time changes when a file is added or removed.
tree = $(foreach f,$(wildcard $1/*),$f $(call tree,$f))

core   := go.mod go.sum $(call tree,nn)
page   := $(core) $(call tree,web) $(call tree,wasm/app)
engine := $(core) $(call tree,wasm/engine) $(call tree,wasm/simd)
static := static $(call tree,static)

data    := $(patsubst %,build/web/data/%.gz,train-0 train-1 train-2 train-3 train-4 train-5 test)
icons   := $(addprefix build/web/,icon.svg icon-192.png icon-512.png)
nets    := $(addprefix build/web/data/,network.safetensors reader.safetensors)
figures := build/web/figure/draw.svg
served  := $(data) $(icons) $(nets) $(figures) $(addprefix build/web/,app.wasm engine.wasm wasm_exec.js)

# Without -buildvcs=false the commit's hash would be in the program, and every commit would change it; without the symbols that
# -s -w leave out it is a third smaller. Inlining copies functions into each other; it is left to gonum and to the packages with the
# loops (nn/tensor, nn/kernel), which makes the programs about 9 per cent smaller in brotli. A step of training allocates nothing, so it
# spends little time in the runtime. The page computes nothing, and has none of it.
small = $(foreach p,std $(module)/...,-gcflags=$p=-l) $(foreach p,$(addprefix $(module)/nn/,tensor kernel),-gcflags=$p=)
module = github.com/inkgrad/inkgrad
wasm_build = GOOS=js GOARCH=wasm $(GO) build -trimpath -buildvcs=false -ldflags="-s -w" $(small) -o $@
# The lines of the source and the addresses of many small segments of data are a seventh of a program in brotli. LINES=1 keeps the
# lines, which a trace of a panic has then: make -B LINES=1 dev.
shrink = $(GO) run ./scripts/shrink $(if $(LINES),-lines) $@
build/web/app.wasm: small = -gcflags=all=-l

# What is compiled for the browser; go tool would compile a linter for it, too, hence the linter's own binary.
rooms := $(sort $(patsubst %/,./%,$(dir $(wildcard web/*/*.go))))
in_browser := ./nn/... ./web $(addsuffix /...,$(filter-out ./web/site ./web/browsertest ./web/crosstest,$(rooms))) ./web/site/api ./wasm/... ./scripts/bench/inside

.DELETE_ON_ERROR:

.PHONY: help
help: ## List the targets.
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

.PHONY: run
run: build ## Build, then serve the page on 127.0.0.1:8080, or where ADDR says.
	@$(GO) build -o build/bin/serve ./scripts/serve
	@exec build/bin/serve

.PHONY: dev
dev: $(served) ## Like run, but without compressing first: quick after a change.
	@$(GO) build -o build/bin/serve ./scripts/serve
	@exec build/bin/serve

.PHONY: build
build: build/packed.done ## Build what the page is made of, into build/.

.PHONY: test
test: build edge ## Run all tests, those in a real browser too (it finds or installs one).
	$(GO) run ./scripts/browser -install
	INKGRAD_BROWSER=required INKGRAD_BROWSERS=off $(GO) test -timeout 50m ./...

.PHONY: test-browsers
test-browsers: build ## Test the main path and faults in Firefox and in WebKitGTK (it says what to install where they are missing).
	INKGRAD_BROWSER=required INKGRAD_BROWSERS=$(or $(INKGRAD_BROWSERS),required) $(GO) test -count=1 -v -timeout 20m ./web/crosstest/...

.PHONY: lint
lint: ## Check the formatting, and vet and lint the code, natively and for the browser.
	@unformatted=$$("$$($(GO) env GOROOT)/bin/gofmt" -l nn web wasm scripts) && \
		if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet $(in_browser)
	$(GO) build -o build/bin/staticcheck honnef.co/go/tools/cmd/staticcheck
	build/bin/staticcheck ./...
	GOOS=js GOARCH=wasm build/bin/staticcheck $(in_browser)
	$(GO) mod tidy -diff

# The comparison is with the state before, so that it can be run in the middle of work.
.PHONY: check
check: ## Lint, run all tests, and see that this leaves no trace in git: run it before a commit.
	@mkdir -p build && (git status --porcelain && git diff) >build/before
	@$(MAKE) --no-print-directory lint test
	@(git status --porcelain && git diff) | diff build/before - || { echo "building or testing changed files that git knows"; exit 1; }

.PHONY: site
site: build ## Write the page as files for a static host, into dist/ (ORIGIN=https://... and BASE=/path/ name where it will be).
	$(GO) run ./scripts/site -out dist -origin "$(ORIGIN)" -base "$(or $(BASE),/)"

.PHONY: package
package: ## Write the package of npm into build/package (npm pack ./build/package makes its file).
	$(GO) run ./scripts/npm -out build/package

.PHONY: edge
edge: build/edge.done ## Build the site as a Cloudflare Worker, into build/edge (see wasm/edge; ORIGIN as for make site).

.PHONY: edge-test
edge-test: edge ## Run the Worker in workerd, as Cloudflare does, and test it (it takes Node 20; npm installs the rest).
	$(GO) run ./scripts/browser -install
	INKGRAD_EDGE=required INKGRAD_BROWSER=required $(GO) test -count=1 -v ./wasm/edge

.PHONY: notes
notes: ## Write the pages of static/notes anew, after a change of their texts in scripts/notes.
	$(GO) run ./scripts/notes

# INKGRAD_NOTES=try leaves out the systems that cannot be installed here.
.PHONY: notes-test
notes-test: build ## Build static/notes by each program in scripts/notes/system.go, and use the panels there; RUN=vitepress for one (it installs what is missing).
	$(GO) run ./scripts/browser -install
	$(GO) run ./scripts/notes -install "$(or $(RUN),all)"
	INKGRAD_NOTES=$(or $(INKGRAD_NOTES),required) INKGRAD_BROWSER=required $(GO) test -count=1 -v -timeout 40m -run '^Test$(if $(RUN),(Systems|Platforms)$$/^$(RUN)$$)' ./scripts/notes

.PHONY: bench
bench: build build/bench.wasm ## Measure in a real browser; print a table and write bench.json.
	$(GO) run ./scripts/browser -install
	$(GO) run ./scripts/bench -out bench.json

# What it finds beyond what the tests know lies in build/fuzz, from where the next run goes on; an input that fails comes to the package's testdata.
.PHONY: fuzz
fuzz: ## Try millions of odd inputs on all that reads what others wrote: 10 minutes, or TIME=1h; RUN=web/api for some; KEEP=1 keeps the best in git.
	$(GO) run ./scripts/fuzz -time $(or $(TIME),10m) -run "$(RUN)" $(if $(KEEP),-keep)

.PHONY: monkey
monkey: build ## Act at random on each page and panel: 3,000 actions, or ACTIONS=100; SEED=2 chooses others, ROUTE=embed-train one of them.
	$(GO) run ./scripts/browser -install
	INKGRAD_BROWSER=required INKGRAD_MONKEY=$(or $(ACTIONS),3000) INKGRAD_SEED=$(SEED) $(GO) test -count=1 -v -timeout 6h -run '^TestMonkey$$/^$(ROUTE)' ./web

.PHONY: endurance
endurance: build ## Train for an hour in a real browser, or MINUTES=15, with the graph in sight, and see that the memory is flat.
	$(GO) run ./scripts/browser -install
	INKGRAD_BROWSER=required INKGRAD_ENDURANCE=$(or $(MINUTES),60) $(GO) test -count=1 -v -timeout 0 -run '^TestEndurance$$' ./web

.PHONY: size
size: build ## Record the sizes of both programs in scripts/testdata/sizes.txt, from which a test lets them grow by 2 per cent.
	$(GO) test ./scripts -count=1 -run '^TestSizes$$' -v -update-sizes

.PHONY: picture
picture: build ## Take the README's pictures of the page anew.
	$(GO) run ./scripts/browser -install
	$(GO) run ./scripts/picture -out static

.PHONY: figures
figures: $(figures) ## Draw what the panels show as SVG, for print, into build/web/figure.

.PHONY: kernels
kernels: ## Compile the SIMD kernels after a change of theirs (it takes clang and wasm-ld; the result goes into git).
	$(GO) run ./scripts/kernels

.PHONY: chapter5
chapter5: ## Train natively on all 60,000 images as the chapter does, and check every gradient.
	$(GO) run ./scripts/chapter5

.PHONY: presets
presets: ## Train natively each network that the page offers, as the page does, and say how good it becomes (minutes).
	$(GO) run ./scripts/presets

.PHONY: experiments
experiments: ## Train natively each experiment that the page offers, as the page does, and say how its networks end.
	$(GO) run ./scripts/experiments

# What it writes is committed, for it takes 40 minutes of two cores. GOEXPERIMENT=simd brings the kernels of scripts/reader/avx,
# with which it always writes the same bytes.
.PHONY: reader
reader: ## Train anew the network that reads drawings, and write scripts/reader/reader.safetensors.
	GOEXPERIMENT=simd $(GO) test ./scripts/reader/avx
	GOEXPERIMENT=simd $(GO) run ./scripts/reader -out scripts/reader/reader.safetensors

.PHONY: clean
clean: ## Remove all that make builds.
	rm -rf build dist bench.json

# What follows builds build/web, which is served under /web/ beside static/.

# The page is built without the server half of go-app, which is a fifth of it: see scripts/slim.
build/web/app.wasm: $(page) build/go.version build/slim/go.mod $(call tree,scripts/shrink)
	$(wasm_build) -modfile=build/slim/go.mod ./wasm/app
	$(shrink)
	@touch $@

build/slim/go.mod: go.mod go.sum $(call tree,scripts/slim)
	$(GO) run ./scripts/slim -out build/slim

build/web/engine.wasm: $(engine) build/go.version $(call tree,scripts/shrink)
	$(wasm_build) ./wasm/engine
	$(shrink)
	@touch $@

# The package's own program writes what starts the Worker's; it empties the folder first.
build/edge/worker/app.wasm: $(core) $(call tree,wasm/edge/main_js.go) $(call tree,web/site/api) build/go.version
	$(GO) run github.com/syumai/workers/cmd/workers-assets-gen -mode=go -o $(@D)
	GOOS=js GOARCH=wasm $(GO) build -trimpath -buildvcs=false -ldflags="-s -w" -o $@ ./wasm/edge
	@touch $@

build/edge.done: build/edge/worker/app.wasm $(served) $(static) $(page) $(call tree,scripts/site)
	$(GO) run ./scripts/site -out build/edge/assets -worker -origin "$(ORIGIN)"
	@touch $@

build/bench.wasm: $(core) $(call tree,wasm/simd) $(call tree,scripts/bench/inside) build/go.version
	$(wasm_build) ./scripts/bench/inside
	@touch $@

# The loader must be that of the very Go that compiled the programs.
build/web/wasm_exec.js: build/go.version
	@mkdir -p $(@D)
	cp "$$($(GO) env GOROOT)/lib/wasm/wasm_exec.js" $@
	@touch $@

# The program leaves the file alone while the Go command is the same one, so that a newer Go rebuilds and nothing else does.
build/go.version: always
	@mkdir -p $(@D)
	@$(GO) env GOVERSION GOROOT >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

.PHONY: always
always:

$(icons) &: $(call tree,scripts/icons)
	$(GO) run ./scripts/icons -out build/web

$(data) &: go.mod $(call tree,scripts/data) $(call tree,nn/digits)
	$(GO) run ./scripts/data -out build/web/data
	@touch $(data)

# The built-in network is trained by the same trainer that the page has, always to the same bits.
build/web/data/network.safetensors: $(core) $(call tree,scripts/pretrain) $(data)
	$(GO) run ./scripts/pretrain -out $@
	@touch $@

# The figures are the posters of embedded panels, too; the one that is named stands for all.
$(figures): $(core) $(call tree,scripts/figures) $(call tree,web/graphview) $(data) $(nets)
	$(GO) run ./scripts/figures -out $(@D)
	@touch $@

build/web/data/reader.safetensors: scripts/reader/reader.safetensors
	@mkdir -p $(@D)
	cp $< $@
	@touch $@

# Compression goes over everything that the site serves, its rendered pages included.
build/packed.done: $(served) $(static) $(page) $(call tree,scripts/compress)
	$(GO) run ./scripts/compress
	@touch $@
