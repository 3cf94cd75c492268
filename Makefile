# The two commands: "make run" and "make test". Both set up what they need and may be repeated.
.DEFAULT_GOAL := help
.PHONY: help run test check lint types imports format bench images translations clean setup-run setup-test

BIN := .venv/bin
# Dreams of one session where there is no display; tests to run, e.g. ARGS="tests/unit/store -q".
COUNT ?= 3
ARGS ?=
BENCH ?= launch journal ingest verify_cost sandbox_stop

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: setup-run ## set up everything and start Dreamer; without a display, dream one session
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/dreamer; \
	else exec $(BIN)/dreamer dream --count $(COUNT); fi

test: setup-test ## set up everything and run all tests
	@packaging/linux/test.sh $(ARGS)

check: lint types imports test ## what CI runs: style, types, architecture, tests

lint: setup-test ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-test ## types
	$(BIN)/mypy

imports: setup-test ## which room may import which
	$(BIN)/lint-imports

format: setup-test ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-test ## measure; choose with BENCH="throughput humaneval guardian_truth"
	@for name in $(BENCH); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit; done

images: setup-test ## take the pictures of the documentation from the real window
	$(BIN)/python -m docs.gallery

translations: setup-test ## collect what people see for translators, and make the translations
	$(BIN)/python packaging/translations.py

clean: ## remove what was built here; downloads and the compiled llama.cpp stay cached
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup-run:
	@packaging/linux/setup.sh run

setup-test:
	@packaging/linux/setup.sh test
