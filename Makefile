# make demo        from a fresh clone to the digest of the seed article
# make test        from a fresh clone to the whole test suite
# make test-long   the slow tests too: kill tests, fuzzing, clusters, load
# make test-lowest   the suite on the lowest versions that pyproject.toml allows
# make test-pythons   the suite on each of PYTHONS that this machine has
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
SEED := seeds/000_7c349b12d8676159.txt
PYTHONS ?= 3.10 3.11 3.12 3.13
# What is installed for the tests: the work tree, or WHEEL=dist/....whl as in CI.
TESTED := $(if $(WHEEL),"$(WHEEL)[dev]",--editable ".[dev]")

.PHONY: demo test test-long test-lowest test-pythons lint wheel clean

demo: $(VENV)/.demo
	$(BIN)/newsdigest $(SEED)

test: $(VENV)/.dev
	$(BIN)/python -m pytest

test-long: $(VENV)/.dev
	$(BIN)/python -m pytest -m "long or not long"

test-lowest: $(VENV)-lowest/.dev
	$(VENV)-lowest/bin/python -m pytest --ignore=tests/test_style.py --ignore=tests/training

test-pythons: $(PYTHONS:%=test-python-%)

# Where pyenv keeps the interpreters, PYENV_VERSION names one; elsewhere nobody reads it.
test-python-%:
	@python=$$(PYENV_VERSION=$* python$* -c 'import sys; print(sys.executable)' 2>/dev/null) || \
		{ echo "Python $* is not on this machine: left out"; exit 0; }; \
	$(MAKE) test PYTHON="$$python" VENV=$(VENV)-$*

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel:
	$(PYTHON) -m venv $(VENV)-build
	$(VENV)-build/bin/python -m pip --quiet --disable-pip-version-check install build
	$(VENV)-build/bin/python -m build --wheel --outdir dist .

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "newsdigest needs Python 3.10 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(BIN)/python pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: $(BIN)/python pyproject.toml
	$(PIP) install $(TESTED)
	@touch $@

# uv resolves to the lowest versions, which pip cannot. The linters' rules change with theirs.
$(VENV)-lowest/.dev: pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)-lowest
	$(VENV)-lowest/bin/python -m pip --quiet --disable-pip-version-check install uv
	$(VENV)-lowest/bin/uv pip install --quiet --native-tls --python $(VENV)-lowest/bin/python \
		--resolution lowest-direct --editable ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-build dist build
