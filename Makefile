PYTHON ?= .venv/bin/python

all: lint test data

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

data:
	$(PYTHON) -m kg check
	$(PYTHON) -m kg fmt --check

.PHONY: all lint test data
