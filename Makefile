# Everything a person needs here is one of these words: setup, run, test, check, bench, drill.
# A machine with Python 3.11, make and git is enough; the rest is brought into .venv.
SHELL := /bin/bash
# Commands start many short processes; compiled once, each of them starts in a third of the time.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LINKED := $(VENV)/.linked
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard klientela/locale/*/LC_MESSAGES/django.po))
CODE := klientela tests tools $(wildcard bench drills)
TEMPLATES := klientela/web/templates

.PHONY: setup run test check lint tidy types architecture bench bench-measures drill pictures messages browser

setup: $(STAMP) $(LINKED) $(CATALOGUES)

$(STAMP): requirements.lock requirements-uv.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-uv.lock
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements.lock
	touch $@

# The product itself, as it lies here; the command `klientela` is made anew when its description changes.
$(LINKED): $(STAMP) pyproject.toml
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q klientela
	touch $@

%.mo: %.po | $(LINKED)
	$(BIN)/python -m tools.messages compile $<

# --- use it

run: setup
	$(BIN)/klientela demo

# --- trust it

# The architecture first. Then all on SQLite, and on PostgreSQL once more all that meets a database; what meets none
# (`tests/engines.py` counts it) and the journeys in the browser run once.
test: setup browser architecture
	KLIENTELA_TEST_DATABASE=sqlite $(BIN)/pytest -q --ignore=tests/architecture
	KLIENTELA_TEST_DATABASE=postgresql $(BIN)/pytest -q -m "not browser" --ignore=tests/architecture

architecture: setup
	$(BIN)/pytest -q tests/architecture

# Two cores: the type checker on one, everything quick on the other; then the tests on both.
# The last command is the one that the README names.
check: setup
	$(MAKE) --no-print-directory -j 2 --output-sync=target types tidy
	$(MAKE) --no-print-directory test

lint: setup types tidy

types: setup
	$(BIN)/mypy

tidy: setup
	$(BIN)/ruff format --check --quiet $(CODE)
	$(BIN)/ruff check --quiet $(CODE)
	$(BIN)/lint-imports
	if [ -d $(TEMPLATES) ]; then $(BIN)/djlint --quiet --lint $(TEMPLATES); fi
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml klientela
	$(BIN)/python -m tools.messages complete

browser:
	@command -v chromium chromium-browser google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get -qq update && apt-get -qq install --no-install-recommends --yes chromium >/dev/null; } \
	  || echo "Chromium is missing and cannot be installed from here: journeys in the browser are left out."

bench: setup
	$(BIN)/python -m bench

# Beside what analysts use, which comes into an environment of its own.
bench-measures: setup
	$(BIN)/python -m bench.measures

drill: setup
	$(BIN)/python -m drills

pictures: setup browser
	$(BIN)/python -m tools.pictures

# --- words: collect them from code and templates, bring the catalogues up to date, compile

messages: setup
	$(BIN)/python -m tools.messages update
	$(BIN)/python -m tools.messages compile
