# make run | make test | make check | make serve | make eval | make bench | make bench-web | make bench-cold
# make bench-spread | make bench-scale | make faults | make fuzz | make pictures | make sample | make clean
# One environment in .venv, pinned by constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
GOLD ?= ../shared/gold
CORPUS ?=
LIBRARY ?= library
WORKERS ?= 2
KILLS ?= 200
# Passages of the libraries that `make bench-scale` makes, each filled up to be the next.
SIZES ?= 10000 30000 100000 300000 1000000
# Tests over vectors moved by so much, as no processor moves them: make test MOVED=1e-3
MOVED ?=
export HF_HUB_OFFLINE = 1
SHELL := /bin/bash

.PHONY: run test check serve eval bench bench-web bench-cold bench-spread bench-scale faults fuzz sample pictures clean

run: .venv/.run ## build a library and show the main answers; CORPUS=folder for your own files
	@$(BIN)/throughline demo $(if $(CORPUS),"$(CORPUS)")

test: .venv/.dev ## the whole test suite
ifneq ($(MOVED),)
	$(BIN)/python -m eval.perturb --size $(MOVED) --out build/moved
	XDG_CACHE_HOME=$(CURDIR)/build/moved OMP_NUM_THREADS=1 $(BIN)/pytest -n $(WORKERS) \
		--deselect tests/models/text/test_encoder.py::test_vectors_are_the_same_on_every_processor \
		--deselect tests/models/statements/test_reader.py::test_readings_are_the_same_on_every_processor
else
	OMP_NUM_THREADS=1 $(BIN)/pytest -n $(WORKERS)
endif

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
	$(BIN)/python -m eval.bench.speed

bench-spread: .venv/.dev ## how far an ingest spreads over workers, by counting work; minutes
	$(BIN)/python -m eval.bench.spread

bench-web: .venv/.dev ## speeds of the pages, and fifty readers for a minute; LIBRARY=folder
	$(BIN)/python -m eval.bench.web --library "$(LIBRARY)"

faults: .venv/.dev ## kill at every step, then real processes so often, about an hour; KILLS=20 for fewer
	THROUGHLINE_FAULTS=all $(BIN)/pytest tests/faults
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.faults.long_run --kills $(KILLS)

bench-cold: .venv/.dev ## fifty readers for a minute, of a server just started; LIBRARY=folder
	$(BIN)/python -m eval.bench.web --library "$(LIBRARY)" --cold

bench-scale: .venv/.dev ## what a question costs as a library grows, and its picture; an hour and 8 GB; SIZES="10000 30000"
	$(BIN)/python -m eval.bench.scale --sizes $(SIZES) --figures build/scale.json \
		--picture docs/pictures/scale.svg

fuzz: .venv/.dev ## the API against its description and every address against every edge: minutes
	THROUGHLINE_FUZZ=300 THROUGHLINE_EDGES=1 $(BIN)/pytest \
		tests/api/http/test_description.py tests/api/http/test_edges.py

pictures: .venv/.dev ## take the pictures in docs/pictures again; needs chromium
	PYTHONPATH=. $(BIN)/python docs/pictures/take.py

sample: .venv/.dev ## write the sample's PDFs again from their sources
	$(BIN)/python -m corpus.sample.build

# pip's output goes to .venv/install.log; shown are a line of progress and, where it fails, the end.
define install
start=$$SECONDS; \
echo "Installing $(1) and what it needs into .venv: once, two to five minutes, 2 GB (most of it torch)"; \
set -o pipefail; \
$(BIN)/pip install --progress-bar off --constraint constraints.txt --editable '$(1)' 2>&1 \
	| tee .venv/install.log \
	| awk -v shown="$$([ -t 1 ] && echo 1)" \
	  '/^ *Collecting/ { if (shown) printf "\r\033[K  %d: %s", ++n, $$2 } \
	   /^Installing/ { if (shown) printf "\r\033[K"; print "  unpacking " split($$0, all, ",") " packages ..." } { fflush() }' \
	|| { tail -n 20 .venv/install.log >&2; echo "The whole log: .venv/install.log" >&2; exit 1; }; \
echo "  done in $$((SECONDS - start)) s"
endef

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; set PYTHON=path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run: pyproject.toml constraints.txt | .venv/bin/python
	@$(call install,.)
	@touch $@

.venv/.dev: .venv/.run
	@$(call install,.[dev])
	@touch $@

clean: ## remove what was built; your library stays
	rm -rf .venv build .cache *.egg-info
