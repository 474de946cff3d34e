# The commands of the house. Each target is a script under scripts/ that runs as well without make.
.DEFAULT_GOAL := help
.PHONY: help deps test-deps build demo test bench instrumentation scale fuzz mutate attack fmt check release clean

sources = Package.swift Plugins Sources Tests

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## Install what building needs: libyaml and pkg-config
	@scripts/deps.sh

test-deps: ## Install what testing needs: promtool, amtool, docker-compose, shells, mandoc, Python's modules
	@scripts/test-deps.sh

build: deps ## Build .build/release/pharos; on Linux one static binary
	@scripts/build.sh

demo: build ## Generate the stack of the reference project into .build/demo
	@scripts/demo.sh

test: deps test-deps ## Run all tests; ARGS="--filter NAME" runs some
	@scripts/test.sh $(ARGS)

bench: build test-deps ## Measure time and memory against promtool; ARGS="--json FILE --seed N" writes JSON, takes other rules
	@scripts/bench.sh $(ARGS)

instrumentation: deps ## Test the generated Python on the oldest and newest releases it is for, and measure its overhead
	@scripts/instrumentation.sh

scale: build ## Measure how work grows with its input, kind by kind; fails above its size^1.25; ARGS="--only WORDS" some kinds
	@scripts/scale.py $(ARGS)

fuzz: deps test-deps ## Feed the languages a million inputs, the tools thousands of stacks; ARGS="--inputs N --specs N --seed S"
	@scripts/fuzz.sh $(ARGS)

mutate: deps test-deps ## Break the generated rules, count what their tests notice; ARGS="--only WORD --sample N --seed S SPEC"
	@scripts/mutate.sh $(ARGS)

attack: build ## Attack the binary with mutated projects; SEED=S others, ARGS="--minutes M" for longer
	@scripts/attack.py $(if $(SEED),--seed $(SEED)) $(ARGS) .build/release/pharos

fmt: ## Format the Swift sources in place
	@swift format --in-place --parallel --recursive $(sources)

check: ## Check formatting, scripts, templates, links and wording without building
	@scripts/check.sh $(sources)

release: deps ## Write dist/: an archive, its checksum and its bill of materials
	@scripts/release.sh

clean: ## Remove everything that was built
	rm -rf .build dist
