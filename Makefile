# The two commands of a newcomer: `make portal` and `make test`. Both set up what they need.
PYTHON ?= python3
DISCLOSURES ?= disclosures
OUTPUT ?= portal
VENV := .venv
BIN := $(VENV)/bin

.PHONY: portal serve test lint setup sample clean

portal: setup          ## build the portal from $(DISCLOSURES) into $(OUTPUT)
	$(BIN)/mingzhang build $(DISCLOSURES) --output $(OUTPUT)

serve: setup           ## serve the built portal on one port
	$(BIN)/mingzhang serve --output $(OUTPUT)

test: setup            ## lint, types and all tests, with coverage of branches
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest --cov --cov-report=term

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

sample: setup          ## write the made-up disclosures again
	$(BIN)/python -m generator disclosures --seed 1

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Mingzhang needs Python 3.11 or newer: set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

clean:                 ## forget what was built (not the environment)
	rm -rf $(OUTPUT) .mingzhang
