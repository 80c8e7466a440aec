# Two commands: `make book` and `make test`. Everything else is listed by `make help`.
PYTHON  ?= python3
VINTAGE ?= 2024-02
OUT     ?=
TRUST   ?=
VENV    := .venv
BIN     := $(VENV)/bin
DOIT    := $(BIN)/doit -n 2
# Which book is meant, and where it goes: what any of these commands makes, the others take up.
OF_BOOK := "vintage=$(VINTAGE)" "out=$(OUT)" "trust=$(TRUST)"
UV      ?= $(shell command -v uv 2>/dev/null)
PIP     := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check
INSTALL := $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(PIP))
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-annotate --quiet --custom-compile-command "make lock"

# A build starts a hundred processes of Python: where none may keep its bytecode, each compiles all
# libraries anew, which takes half as long again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install links book watch pdf release sbom test torture lessons lab serve notebooks scenarios benchmark lint format lock clean

help:  ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/ready  ## install what the book and the command `semibook` need, and build nothing

book: $(VENV)/ready  ## build the book into _build/html, or OUT/name (VINTAGE=name or path of the data)
	@$(DOIT) $(OF_BOOK) book

watch: $(VENV)/ready  ## make the book, and again as its tables are saved (VINTAGE=... CHAPTER=...)
	@$(BIN)/semibook watch "$(VINTAGE)" $(CHAPTER) $(if $(OUT),--out "$(OUT)") $(if $(TRUST),--trust "$(TRUST)")

test: $(VENV)/ready-dev  ## check data, package, chapters and the built book
	@$(DOIT) test

torture: $(VENV)/ready-dev  ## kill builds, imports and sweeps, and feed nonsense, for some hours (after make book)
	TORTURE=1000 $(BIN)/python -m pytest tests/torture tests/site/test_accessibility.py

pdf: $(VENV)/ready  ## print both editions into _build/pdf (needs Chromium; VINTAGE=...)
	@$(DOIT) $(OF_BOOK) pdf

lessons: $(VENV)/ready  ## make the lessons' sheets and zips under _build/lessons (VINTAGE=...)
	@$(DOIT) $(OF_BOOK) lessons

release: $(VENV)/ready-dev  ## pack book, PDF, data, lessons (with slides) and licences into _build/release
	@$(DOIT) $(OF_BOOK) release

# What is installed knows its licences, which the lock does not. An environment of its own has neither
# the tests' packages nor the tool that lists.
sbom:  ## list what the book is made with, with licences, for the release (CycloneDX; needs uv)
	rm -rf _build/sbom && mkdir -p _build/release
	uv venv --quiet --python $(PYTHON) _build/sbom
	uv pip install --quiet --python _build/sbom --require-hashes -r requirements.txt
	uvx --from "cyclonedx-bom>=7" cyclonedx-py environment _build/sbom --pyproject pyproject.toml \
	  --output-reproducible --output-format JSON --output-file _build/release/sbom.cdx.json
	rm -rf _build/sbom

notebooks: $(VENV)/ready  ## rerun the chapters with default parameters and store their outputs
	@$(DOIT) notebooks

links: $(VENV)/ready  ## ask each address of sources and references whether it opens (network)
	@$(BIN)/semibook links

scenarios: $(VENV)/ready  ## run scenarios/*.yml and print their figures side by side (VINTAGE=...)
	@$(DOIT) $(OF_BOOK) scenarios

lab: $(VENV)/ready-dev  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

serve: $(VENV)/ready  ## read the book at localhost:8000 (the last good one while another is built)
	@$(DOIT) $(OF_BOOK) book || test -f "$(or $(OUT),_build/html)/index.html"
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory "$(or $(OUT),_build/html)" 8000

benchmark: $(VENV)/ready-dev  ## measure cells, builds (against plain Jupyter Book), sweeps (against papermill)
	$(BIN)/python benchmarks/cells.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/sweep.py

lint: $(VENV)/ready-dev  ## check the style of code, notebooks and imports
	@$(DOIT) lint

format: $(VENV)/ready-dev  ## put code and notebooks into the common style
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock:  ## renew both locks from pyproject.toml (needs uv; `make lock UPGRADE=--upgrade` once a month)
	$(COMPILE) $(UPGRADE) --all-extras pyproject.toml -o requirements-dev.txt
	$(COMPILE) --constraint requirements-dev.txt pyproject.toml -o requirements.txt

clean:  ## remove what was built, keep the environment
	rm -rf _build .pytest_cache

# A lock is installed as it stands, hashes checked; then the package itself, editable. What makes the
# book is a part of what tests it. Bytecode is left to the first import: most modules never have one.
# Where uv is installed, it installs the same files in a fifth of the time; `make UV=` has pip do it.
$(VENV)/ready: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@
