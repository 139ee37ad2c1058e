# Every task of the project. `make` lists them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help same-python demo test test-lowest check generate lint format types bench fuzz clean

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 10) else "Python 3.10 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

same-python: $(BIN)/python
ifneq ($(origin PYTHON),file)
	@test "$$($(PYTHON) -V)" = "$$($(BIN)/python -V)" || \
		echo "$(VENV) stays with $$($(BIN)/python -V). For another, name another place too: VENV=.venv2"
endif

$(VENV)/installed: pyproject.toml | same-python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/installed ## create a customer, in a sandbox unless CODAT_API_KEY is set
	$(BIN)/python examples/create_customer.py $(ARGS)

test: $(VENV)/installed ## run all tests
	$(BIN)/python -m pytest

check: $(VENV)/installed ## what CI runs: generation is current, lint, types, tests
	$(BIN)/python -m codegen --check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python -m pytest

test-lowest: ## run all tests on the lowest versions that pyproject.toml allows
	$(PYTHON) -m venv $(VENV)-lowest
	$(VENV)-lowest/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(VENV)-lowest/bin/python -m pip install --quiet --disable-pip-version-check --requirement tests/lowest.txt
	$(VENV)-lowest/bin/python -m pytest

fuzz: $(VENV)/installed ## change real answers at random for a minute; nothing but SDKErrors may come of it
	PYTHONPATH=tests $(BIN)/python tests/faults/fuzz.py --seconds 60

generate: $(VENV)/installed ## write the generated half from api/ and gen.yaml
	$(BIN)/python -m codegen

bench: $(VENV)/installed ## compare ours, 0.2.0, bare requests and json in one run
	$(BIN)/python -m benchmarks $(ARGS)

lint: $(VENV)/installed ## ruff alone
	$(BIN)/ruff check

format: $(VENV)/installed ## format what people write
	$(BIN)/ruff format

types: $(VENV)/installed ## mypy and pyright alone
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

clean: ## remove what the tasks made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
