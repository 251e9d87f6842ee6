# Waymark. Needs Python 3.11 or newer, make and git; everything else is fetched into .venv.
# `make` alone lists the targets. Settings come from the environment or .env, see .env.example.

PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
# The lock names every package there is to install, so pip resolves nothing: what is released tomorrow can't matter.
PIP := $(PY) -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --no-deps
UV_COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--python-version 3.11 --custom-compile-command "make lock"

# What `make check` reads the settings with; nothing of a person's own is touched.
CHECK := env BASE_URL=https://example.org DATABASE_URL= DATA_DIR=.venv/check \
	SECRET_KEY=only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz

# Compiled files spare each process the reading of every module, whatever the shell says of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run demo install test long machines check format measure mutants bench pictures lock clean prepare serve python
.DEFAULT_GOAL := help
.NOTPARALLEL:

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 14

run: serve ## start Waymark on http://localhost:8000, or wherever BASE_URL and PORT say

demo: export DATA_DIR = data-demo
demo: prepare demo-data serve ## the same with a sample story, in a data folder of its own

install: python ## what the server needs, into .venv, and nothing is started: docs/operate.md

test: check ## everything: the checks, all tests on SQLite, then on PostgreSQL
	$(PY) -m pytest -n auto --dist worksteal
	TEST_DATABASE=postgres $(PY) -m pytest -n auto --dist worksteal -m "not browser or journey"

long: .venv/test.stamp ## what takes long by its nature: many orders of clicks, every hostile value in every field
	$(PY) -m pytest -n auto --dist worksteal -m "long"
	TEST_DATABASE=postgres $(PY) -m pytest -n auto --dist worksteal -m "long and (not browser or journey)"

machines: .venv/test.stamp ## anything in any order, on both databases at once, and what holds all the same: MINUTES=20 SEED=1
	$(PY) -m tests.tools.machines "$(or $(MINUTES),20)" "$(SEED)"

check: .venv/test.stamp ## the lock, lint, format, types, templates, imports, migrations, deployment settings
	$(PY) -m tests.tools.lock
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	find templates -name '*.html' | xargs $(BIN)/djade --check --target-version 5.2
	$(BIN)/lint-imports
	$(CHECK) $(BIN)/mypy
	$(CHECK) $(PY) manage.py makemigrations --check --dry-run
	$(CHECK) $(PY) manage.py check --deploy --fail-level WARNING

format: .venv/test.stamp ## put Python and templates into their form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find templates -name '*.html' | xargs $(BIN)/djade --target-version 5.2

measure: .venv/test.stamp ## the house in figures: what repeats, what is long, how much there is
	@$(PY) -m tests.tools.measure

lock: ## pin every dependency again (needs uv); newer versions with: make lock UPGRADE=--upgrade
	@command -v uv >/dev/null || { echo "make lock needs uv, which was not found on the path"; exit 1; }
	$(UV_COMPILE) $(UPGRADE) pyproject.toml -o requirements/base.txt
	$(UV_COMPILE) $(UPGRADE) --group pyproject.toml:test -c requirements/base.txt -o requirements/test.txt

mutants: .venv/test.stamp ## change the code of a room in N small ways, show what no test notices: ROOM=search N=24 SEED=7
	$(PY) -m tests.tools.mutants "$(ROOM)" "$(or $(N),24)" "$(or $(SEED),1)"

bench: .venv/test.stamp ## what pages cost beside the least a signed-in page can cost here; BENCH_CROWD=1, BENCH_SIZES=100
	$(PY) benchmarks/speed.py

pictures: .venv/test.stamp ## take the pictures of README.md and docs/use.md again, in a browser, of the sample story
	$(PY) -m tests.tools.pictures

clean: ## remove what these commands made, but never a data folder
	rm -rf .venv staticfiles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results

# The parts of the above

prepare: python
	@$(PY) -m config.prepared

demo-data: prepare
	@if [ -e data-demo/loaded ]; then $(PY) manage.py load_demo demo@example.org --reset-password; \
	else $(PY) manage.py load_demo demo@example.org && touch data-demo/loaded; fi

serve: python
	@exec $(PY) -m config.server

# A newer Python of the system leaves .venv with a name that leads nowhere.
python: .venv/base.stamp
	@$(PY) -c '' 2>/dev/null || { echo "The Python under .venv is gone. Run: make clean, then make run."; exit 1; }

.venv/base.stamp: requirements/base.txt
	@command -v $(PYTHON) >/dev/null || { echo "Waymark needs Python 3.11 or newer, but there is no $(PYTHON)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Waymark needs Python 3.11 or newer, but \
	$(PYTHON) is %d.%d. With another one installed, say for example: make run PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
	$(INSTALL) -r requirements/base.txt
	@$(PIP) check
	@touch $@

.venv/test.stamp: .venv/base.stamp requirements/test.txt
	$(INSTALL) --no-compile -r requirements/test.txt
	@$(PIP) check
	@touch $@
