# Two commands do the work; both set up what they need in .venv, from requirements.lock, by hash.
# Needs make and Python 3.12 or later (PYTHON=... names another interpreter). Tests run on two cores (WORKERS=...).

PYTHON ?= python3
WORKERS ?= 2
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
TESTED := $(VENV)/.ready-for-tests
MEASURED := $(VENV)/.ready-for-benchmark
PYTEST := $(RUN) -m pytest --numprocesses $(WORKERS) --dist worksteal
PIP := $(RUN) -m pip --disable-pip-version-check --quiet
LOCK := uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help compare test slow coverage mutants soak lint benchmark lock docs pictures clean

help: ## this text
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

compare: $(READY) ## run the main job: Xiaonanmen in plausible cities, task force against silo; ends with results/compare/report.html
	$(RUN) -m experiments.compare

test: $(TESTED) ## run the tests; some minutes
	$(PYTEST)

slow: $(TESTED) ## run the tests that are left out above because they take long
	$(PYTEST) -m slow

coverage: $(TESTED) ## say which lines of sim/ no test runs, in plain Python; some minutes
	$(RUN) -m coverage erase
	NUMBA_DISABLE_JIT=1 COVERAGE_CORE=sysmon $(RUN) -m coverage run -m pytest -n $(WORKERS) tests/sim
	$(RUN) -m coverage combine --quiet
	$(RUN) -m coverage report

mutants: $(TESTED) ## change twenty rules, one at a time: do the tests of their rooms notice? some minutes
	$(RUN) -m tests.mutants

soak: $(TESTED) ## tiny runs under random signals, and a kill at every step of merging; some minutes
	$(RUN) -m tests.soak "$$(mktemp -d)/soak" 3000

lint: $(TESTED) ## check style and types
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

benchmark: $(MEASURED) ## measure speed against SimPy, Ciw, Mesa, NumPy and C, and growth; some minutes
	$(RUN) -m experiments.benchmark

lock: ## resolve the dependencies anew into the three lock files (needs uv)
	$(LOCK) --extra dev pyproject.toml --output-file requirements.lock
	$(LOCK) --extra dev --extra dask --constraints requirements.lock pyproject.toml --output-file requirements-dask.lock
	$(LOCK) --extra dev --extra benchmark --constraints requirements.lock pyproject.toml --output-file requirements-benchmark.lock

docs: $(READY) ## write docs/parameters.md anew from the declarations
	$(RUN) -m experiments.describe

pictures: $(TESTED) ## render every page below results/ (STUDIES=...): two languages, two widths, and on paper; needs Chromium
	$(RUN) -m tests.browser.pictures $(STUDIES)

clean: ## take away .venv and caches; results stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' || \
		{ echo "Python 3.12 or later is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another with PYTHON=..."; exit 1; }
	@echo "setting up $(VENV) (once, some minutes)"
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --requirement requirements.lock
	@touch $@

$(TESTED): $(READY) requirements-dask.lock
	$(PIP) install --require-hashes --requirement requirements-dask.lock
	@touch $@

$(MEASURED): $(READY) requirements-benchmark.lock
	$(PIP) install --require-hashes --requirement requirements-benchmark.lock
	@touch $@
