# Every target makes its own virtual environment from the hashed lock where there is none.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

.PHONY: demo test lint bench docs lock clean

demo: $(READY)
	$(BIN)/renda demo --year
	$(BIN)/renda demo --cases

test: $(READY)
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/renda lint

bench: $(READY) .venv-bench/.ready
	$(BIN)/python tools/bench.py

docs: $(READY)
	$(BIN)/python -m tools.reference

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $(READY)

.venv-bench/.ready: requirements-bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --require-hashes -r requirements-bench.txt
	touch .venv-bench/.ready

# Needs uv; writes locks that name no registry.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --group dev --all-extras pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --group bench pyproject.toml -o requirements-bench.txt

clean:
	rm -rf $(VENV) .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis
