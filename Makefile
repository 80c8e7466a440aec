# Two commands: `make book` and `make test`. Everything else is listed by `make help`.
PYTHON  ?= python3
VINTAGE ?= 2024-02
VENV    := .venv
BIN     := $(VENV)/bin
DOIT    := $(BIN)/doit -n 2

.DEFAULT_GOAL := help
.PHONY: help book test lessons lab serve notebooks scenarios benchmark lint format lock clean

help:  ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

book: $(VENV)/ready  ## build the book into _build/html (VINTAGE=name or path of the data)
	@$(DOIT) "vintage=$(VINTAGE)" book

test: $(VENV)/ready  ## check data, package, chapters and the built book
	@$(DOIT) test

lessons: $(VENV)/ready  ## make the lessons' sheets and zips under _build/lessons (VINTAGE=...)
	@$(DOIT) "vintage=$(VINTAGE)" lessons

notebooks: $(VENV)/ready  ## rerun the chapters with default parameters and store their outputs
	@$(DOIT) notebooks

scenarios: $(VENV)/ready  ## run scenarios/*.yml and print their figures side by side (VINTAGE=...)
	@$(DOIT) "vintage=$(VINTAGE)" scenarios

lab: $(VENV)/ready  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

serve: $(VENV)/ready  ## read the book at localhost:8000 (the last good one while another is built)
	@$(DOIT) "vintage=$(VINTAGE)" book || test -f _build/html/index.html
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

benchmark: $(VENV)/ready  ## measure builds against plain Jupyter Book, sweeps against papermill
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/sweep.py

lint: $(VENV)/ready  ## check the style of code, notebooks and imports
	@$(DOIT) lint

format: $(VENV)/ready  ## put code and notebooks into the common style
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock:  ## renew requirements.txt from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --all-extras --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --quiet \
	  --custom-compile-command "make lock" pyproject.toml -o requirements.txt

clean:  ## remove what was built, keep the environment
	rm -rf _build .pytest_cache

# The lock is installed as it stands, hashes checked; then the package itself, editable.
$(VENV)/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
