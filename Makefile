# Every task of the project. `make` lists them.
PYTHON ?= python3
VENV ?= .venv
# One more than the cores of a small machine: some tests wait for the disk, for a limit or for another program.
PROCESSES ?= 3
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet

# Tools keep what they would write to the home directory inside the environment. Compiled tests are kept between runs.
export MPLCONFIGDIR := $(abspath $(VENV))/home/matplotlib
export IPYTHONDIR := $(abspath $(VENV))/home/ipython
export JUPYTER_CONFIG_DIR := $(abspath $(VENV))/home/jupyter
export JUPYTER_DATA_DIR := $(abspath $(VENV))/home/jupyter
export JUPYTER_RUNTIME_DIR := $(abspath $(VENV))/home/jupyter
export PYRIGHT_PYTHON_CACHE_DIR := $(abspath $(VENV))/home/pyright
export PIP_DISABLE_PIP_VERSION_CHECK := 1
ifndef PIP_CACHE_DIR
# The cache of pip is in the home directory too.
export PIP_NO_CACHE_DIR := 1
endif
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help same-python demo test test-scale test-lowest coverage check generate lint format types docs bench bench-scale fuzz release clean

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 10) else "Python 3.10 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12")'
	@echo "Making an environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

same-python: $(BIN)/python
	@mkdir -p $(VENV)/home
ifneq ($(origin PYTHON),file)
	@test "$$($(PYTHON) -V)" = "$$($(BIN)/python -V)" || \
		echo "$(VENV) stays with $$($(BIN)/python -V). For another, name another place too: VENV=.venv2"
endif

$(VENV)/installed-demo: pyproject.toml | same-python
	@echo "Installing the client and the sandbox (about 40 MB)"
	@$(PIP) install --editable '.[sandbox]'
	@touch $@

# Groups of dependencies are read by pip 25.1 and newer.
$(VENV)/installed: pyproject.toml | same-python
	@echo "Installing the client, its extras and the development tools (about 1.2 GB, once)"
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable '.[all]' --group dev
	@touch $@ $(VENV)/installed-demo

$(VENV)/installed-scale: $(VENV)/installed
	@$(PIP) install --group scale
	@touch $@

demo: $(VENV)/installed-demo ## create a customer, in a sandbox unless CODAT_API_KEY is set
	@$(BIN)/python examples/create_customer.py $(ARGS)

test: $(VENV)/installed ## run all tests, in PROCESSES processes (3)
	$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist worksteal $(ARGS)

test-scale: $(VENV)/installed-scale ## run the tests that need PostgreSQL and Redis; it starts both
	PYTHONPATH=tests $(BIN)/python -m support.services \
		$(BIN)/python -m pytest -m 'postgres or engines' --numprocesses $(PROCESSES) --dist worksteal $(ARGS)

check: $(VENV)/installed ## check generated files, lint, types and tests; CI runs this and test-scale
	$(BIN)/python -m codegen --check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(MAKE) --no-print-directory test

# Both halves of the tests count, and so do the processes that they start.
coverage: $(VENV)/installed-scale ## run test and test-scale; fail below 95 % of the branches of the hand-written code
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest --numprocesses $(PROCESSES) --dist worksteal
	PYTHONPATH=tests $(BIN)/python -m support.services \
		$(BIN)/python -m coverage run -m pytest -m 'postgres or engines' --numprocesses $(PROCESSES) --dist worksteal
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m tools.branch_coverage

test-lowest: ## run all tests on the lowest versions that pyproject.toml allows
	$(PYTHON) -m venv $(VENV)-lowest
	$(VENV)-lowest/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(VENV)-lowest/bin/python -m pip install --quiet --editable '.[all]' --group dev
	$(VENV)-lowest/bin/python -m pip install --quiet --requirement tests/lowest.txt
	$(VENV)-lowest/bin/python -m pytest --numprocesses $(PROCESSES) --dist worksteal

fuzz: $(VENV)/installed ## change real responses at random for a minute; only SDKErrors may result
	PYTHONPATH=tests $(BIN)/python tests/faults/fuzz.py --seconds 60

generate: $(VENV)/installed ## write the generated files from api/ and gen.yaml
	$(BIN)/python -m codegen

docs: $(VENV)/installed ## build the documentation site into build/site; fail on a dead link
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --jobs auto -c docs -b html . build/site
	@echo "Open build/site/index.html"

bench: $(VENV)/installed ## compare the client with 0.2.0, bare requests and json in one run
	$(BIN)/python -m benchmarks $(ARGS)

bench-scale: $(VENV)/installed ## measure a journal in PostgreSQL that many workers share, and one in a file
	PYTHONPATH=tests $(BIN)/python -m support.services --durable $(BIN)/python -m benchmarks.scale $(ARGS)

lint: $(VENV)/installed ## ruff alone
	$(BIN)/ruff check

format: $(VENV)/installed ## format the hand-written code
	$(BIN)/ruff format

types: $(VENV)/installed ## mypy and pyright alone
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

release: $(VENV)/installed ## check, build and try a release; nothing is uploaded
	$(PIP) install --group release
	$(BIN)/python -m tools.release

clean: ## remove what the tasks made
	rm -rf $(VENV) $(VENV)-lowest .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* build dist
