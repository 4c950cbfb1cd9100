# The two commands of a newcomer: `make portal` and `make test`. Both set up what they need.
PYTHON ?= python3
DISCLOSURES ?= disclosures
OUTPUT ?= portal
VENV := .venv
BIN := $(VENV)/bin
NEXT := $(VENV)/datasette-next
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --upgrade --quiet \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := portal
FAST := not slow and not browser

.PHONY: help portal serve test test-fast coverage lint docs pictures lock setup sample clean

help:                  ## list these targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

portal: setup          ## build the portal from $(DISCLOSURES) into $(OUTPUT)
	$(BIN)/mingzhang build $(DISCLOSURES) --output $(OUTPUT)

serve: setup           ## serve the built portal on one port
	$(BIN)/mingzhang serve --output $(OUTPUT)

test: setup $(NEXT)/.installed  ## lint, types and all tests
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest

test-fast: setup       ## lint, types and the unit tests: what to run before every commit, within two minutes
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -m "$(FAST)"

coverage: setup        ## which branches of the package the unit tests reach (measuring takes twice their time)
	$(BIN)/pytest -m "$(FAST)" --cov --cov-report=term

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: setup            ## build docs/ as a site into docs-site/, every link checked
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file .ci/docs.yml

sample: setup          ## write the made-up disclosures again
	$(BIN)/python -m generator disclosures --seed 1

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml locks/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Mingzhang needs Python 3.11 or newer: set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement locks/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Datasette 1.0 cannot stand beside the Datasette that serves: it gets an environment of its own.
$(NEXT)/.installed: locks/datasette-next.txt
	$(PYTHON) -m venv $(NEXT)
	$(NEXT)/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement locks/datasette-next.txt
	@touch $@

lock: setup            ## write locks/ anew, each package at the newest release that pyproject.toml allows
	$(PIP) --group lock
	$(LOCK) pyproject.toml --all-extras --group dev --output-file locks/dev.txt
	$(LOCK) locks/datasette-next.in --output-file locks/datasette-next.txt

pictures: setup        ## take the pictures of the README anew, in Chromium
	$(BIN)/python .ci/pictures.py

clean:                 ## forget what was built (not the environment)
	rm -rf $(OUTPUT) .mingzhang
