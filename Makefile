# onrecord: `make run` builds and publishes the sample, `make test` runs the tests; both make the environment first.
SHELL := /bin/sh
PYTHON ?= python3
UV_VERSION := 0.13.9
INPUT ?= data/sample
OUT ?= data
CORPORA ?= ../shared/corpora
MODEL ?= data/model
BASE ?=
WITHOUT ?=
export INPUT OUT CORPORA MODEL BASE

BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help env lock run check test eval model golden dictionary clean

help: ## this text
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  INPUT=$(INPUT)   file, folder or 'glob' of .txt .html .jsonl(.gz) .parquet .warc(.gz)"
	@echo "  OUT=$(OUT)   releases go to OUT/published, working files to OUT/work"
	@echo "  CORPORA=$(CORPORA) MODEL=$(MODEL)   what is measured, and which model"

env: $(READY) ## make the environment from requirements.lock

$(READY): requirements.lock
	@echo "making the environment (once)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "onrecord needs Python 3.11 or newer; name one with PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip install --quiet --require-hashes --no-deps --python $(BIN)/python -r requirements.lock
	@touch $(READY)

lock: $(READY) ## write requirements.lock anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --upgrade --extra dask --group dev pyproject.toml --output-file requirements.lock

run: $(READY) ## build and publish a release from INPUT into OUT
	@$(BIN)/python -m flows build --input "$$INPUT" --out "$$OUT"

check: $(READY) ## lint, types, layers
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: $(READY) ## all tests
	@$(BIN)/pytest

eval: $(READY) ## all figures of MODEL on the gold of CORPORA, beside their floors
	@$(BIN)/python -m tests.eval --corpora "$$CORPORA" --model "$$MODEL"

model: $(READY) ## train the language model on CORPORA into MODEL (an hour on two cores); WITHOUT="gum_noncommercial timex" leaves some out
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r tasks/train/requirements.txt
	@$(BIN)/python -m flows.train --corpora "$$CORPORA" --out "$$MODEL" --whole "$$OUT/work/model-32-bits" $${BASE:+--base "$$BASE"} $(WITHOUT:%=--without %)
	@$(BIN)/python -m tests.eval --corpora "$$CORPORA" --model "$$MODEL" --against "$$OUT/work/model-32-bits"

golden: $(READY) ## write the golden files anew; review their diff like code
	@$(BIN)/python -m tests.golden.regenerate

dictionary: $(READY) ## write the data dictionary in README.md anew
	@$(BIN)/python -m tasks.tables.dictionary README.md

clean: ## remove working files; never raw/ or published/
	@test ! -e "$${OUT:?}/work/.lock" || rm -rf "$${OUT:?}/work"
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
