# Picturelock: from script to picture lock. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.made
OUT ?= out/demo
FILM := $(wildcard examples/*/*.fountain)
SEEDS ?= 10000
N ?= 100000
ROUNDS ?= 20
LONG := -o faulthandler_timeout=0  # runs by hand may take hours, so nothing ends them
PROTOS = $(shell cd proto && find picturelock_api -name '*.proto' | sort)

.PHONY: help setup demo demo-twin check test bench bench-live sim money chaos engines engines-stop up down docs docs-check proto proto-check clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(STAMP) ## make .venv with everything in it

$(STAMP): pyproject.toml constraints.txt infra/setup.sh
	@PYTHON=$(PYTHON) infra/setup.sh
	@touch $@

demo: $(STAMP) ## make the example film, set-up included; it lies in out/demo afterwards
	@$(BIN)/picturelock make $(FILM) --bible $(FILM:.fountain=.bible.yaml) --out $(OUT)

demo-twin: $(STAMP) ## rehearse the example film with four rented engines played by the twin, one of which dies half-way
	@$(BIN)/python examples/rehearsal/rehearse.py --out out/demo-twin

check: $(STAMP) ## lint, types, import contracts, protos, pages made of the code
	@$(BIN)/ruff format --check --quiet . || { echo "run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(MAKE) --no-print-directory proto-check docs-check

proto: $(STAMP) ## generate proto/gen
	@infra/proto.sh proto/gen

proto-check: $(STAMP)
	@cd proto && ../$(BIN)/buf lint && ../$(BIN)/buf format --diff --exit-code
	@cd proto && ../$(BIN)/buf breaking --against released/0.1.binpb
	@infra/proto.sh build/proto && diff -r -x __pycache__ build/proto proto/gen > /dev/null \
		|| { echo "proto/gen is not what proto/ says: run make proto"; exit 1; }

docs-check: $(STAMP)
	@mkdir -p build/docs && $(BIN)/python -m picturelock.cli.documents build/docs
	@for page in build/docs/*; do diff -q $$page docs/$$(basename $$page) > /dev/null \
		|| { echo "docs/$$(basename $$page) is not what the code says: run make docs"; exit 1; }; done

test: check ## everything that must hold: checks and tests
	@$(BIN)/pytest -n 3 --dist loadfile -rs --ignore tests/live --ignore tests/containers
	@$(BIN)/pytest -rs tests/live tests/containers

bench: $(STAMP) ## measure speed; prints a table and writes benchmarks/results/
	@$(BIN)/python -m benchmarks

bench-live: $(STAMP) engines ## measure the line as a deployment, on the real engines
	@eval "$$(infra/engines/engines.sh env)" && $(BIN)/python -m benchmarks --only live

sim: $(STAMP) ## simulate the house under faults: make sim SEEDS=10000
	@$(BIN)/pytest $(LONG) tests/sim --seeds $(SEEDS)

money: $(STAMP) ## buy takes in a market that loses answers, and close the books: make money N=100000
	@$(BIN)/pytest $(LONG) -s tests/money --purchases $(N)

chaos: $(STAMP) engines ## kill services and workers at random on the real engines: make chaos ROUNDS=20
	@eval "$$(infra/engines/engines.sh env)" && PICTURELOCK_TEST_ROUNDS=$(ROUNDS) $(BIN)/pytest $(LONG) -s -n 0 tests/live/test_live_kill.py

engines: ## start Kafka, an S3 store and a MongoDB stand-in on loopback, under build/engines
	@infra/engines/engines.sh start

engines-stop: ## stop just those
	@infra/engines/engines.sh stop

up: ## start everything with compose: engines, services, two workers (see docs/deploy.md)
	@docker compose -f deploy/compose.yaml up --build --detach --wait

down: ## stop it; what was made is kept
	@docker compose -f deploy/compose.yaml down

docs: $(STAMP) ## write the pages that are made of the code
	@$(BIN)/python -m picturelock.cli.documents docs

clean: engines-stop ## remove what make made
	rm -rf .venv build out
