# The commands of the house. Each target is a script under scripts/ that runs as well without make.
.DEFAULT_GOAL := help
.PHONY: help deps test-deps build demo test bench instrumentation scale fuzz mutate attack e2e-deps e2e e2e-short e2e-slips soak catalogues-deps catalogues fmt check release clean

sources = Package.swift Plugins Sources Tests

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

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

e2e-deps: ## Install what the trial on real servers needs: Debian's servers and exporters, a browser, Python's packages
	@scripts/e2e-deps.sh

e2e: build e2e-deps ## Try the generated stack on real servers: faults, loads, dashboards; ARGS="--only WORDS --keep"
	@scripts/e2e.sh $(ARGS)

e2e-short: build e2e-deps ## The same with three faults, within four minutes
	@scripts/e2e.sh --short $(ARGS)

e2e-slips: build e2e-deps ## Make mistakes in the generated files: does the trial find each, and name its cause?
	@scripts/e2e-slips.py

soak: build e2e-deps ## Try the generated stack on real servers for an hour
	@scripts/e2e.sh --minutes 60 $(ARGS)

catalogues-deps: ## Install what the comparison of catalogues needs: Debian's servers and exporters
	@scripts/catalogues-deps.sh

catalogues: catalogues-deps ## Compare the packs' catalogues with what Debian's exporters and servers expose; ARGS="--only PACK --show"
	@scripts/catalogues.sh $(ARGS)

fmt: ## Format the Swift sources in place
	@swift format --in-place --parallel --recursive $(sources)

check: ## Check formatting, scripts, templates, links and wording without building
	@scripts/check.sh $(sources)

release: deps ## Write dist/: an archive, its checksum and its bill of materials
	@scripts/release.sh

clean: ## Remove everything that was built
	rm -rf .build dist
