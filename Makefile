# make run | make test | make check | make serve | make eval | make bench | make bench-web | make pictures
# One environment in .venv, pinned by constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
GOLD ?= ../shared/gold
CORPUS ?=
LIBRARY ?= library
export HF_HUB_OFFLINE = 1

.PHONY: run test check serve eval bench bench-web sample pictures clean

run: .venv/.run ## build a library and show the main answers; CORPUS=folder for your own files
	@$(BIN)/throughline demo $(if $(CORPUS),"$(CORPUS)")

test: .venv/.dev ## the whole test suite
	$(BIN)/pytest

check: .venv/.dev ## lint, types, the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

serve: .venv/.run ## the API on 127.0.0.1:8000
	$(BIN)/throughline serve

eval: .venv/.run ## every accuracy figure, against the committed baseline
	$(BIN)/throughline eval all --gold "$(GOLD)"

bench: .venv/.dev ## speeds as ratios, with the machine's facts
	$(BIN)/python -m eval.bench

bench-web: .venv/.dev ## speeds of the pages, and fifty readers for a minute; LIBRARY=folder
	$(BIN)/python -m eval.bench_web --library "$(LIBRARY)"

pictures: .venv/.dev ## take the pictures in docs/pictures again; needs chromium
	PYTHONPATH=. $(BIN)/python docs/pictures/take.py

sample: .venv/.dev ## write the sample's PDFs again from their sources
	$(BIN)/python -m corpus.sample.build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; set PYTHON=path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing into .venv (once; a few minutes) ..."
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/.dev: .venv/.run
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean: ## remove what was built; your library stays
	rm -rf .venv build .cache *.egg-info
