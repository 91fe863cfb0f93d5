# `make run` and `make test` need Python 3.11 (or later), its venv module and make; the rest goes into .venv.
# Folders are quoted or relative everywhere, so that a path with spaces works.
PYTHON ?= $(shell command -v python3.11 >/dev/null 2>&1 && python3.11 -c 'import venv' 2>/dev/null && echo python3.11 || echo python3)
BIN := .venv/bin

.PHONY: run test torture example identity pin bench weights clean

run: .venv/run.stamp
	@status=0; $(BIN)/policy-extract run corpora/samples || status=$$?; \
	 $(BIN)/policy-extract table outputs/samples --to xlsx && \
	 $(BIN)/policy-extract report outputs/samples && \
	 echo "the command is '$(CURDIR)/$(BIN)/policy-extract'; source $(BIN)/activate makes it policy-extract" && exit $$status

# Types are looked at beside the tests, which wait now and then; a process that is done takes tests over from the other.
test: .venv/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "lines stand otherwise than ruff sets them: $(BIN)/ruff format . sets them"; exit 1; }
	@$(BIN)/mypy & types=$$!; \
	 $(BIN)/python -m pytest -n 2 --dist worksteal; suite=$$?; \
	 wait $$types || { echo "mypy finds fault with the types: its lines stand above the tests"; exit 1; }; exit $$suite

# Runs that are killed two hundred times, starved of disk, started twice: minutes to an hour.
torture: .venv/dev.stamp
	@$(BIN)/python tests/torture.py

# What the README shows; to be made again when a rule changes what it says.
example: .venv/run.stamp
	@rm -rf outputs/example/articles outputs/example/tables
	@$(BIN)/policy-extract run outputs/example/bulletin.txt --published 2026-03-12 --out outputs/example
	@$(BIN)/policy-extract table outputs/example --to csv

# Which records of our samples and hand-checked passages have changed since `make pin`, and how.
identity: .venv/dev.stamp
	@$(BIN)/python bench/identity.py

pin: .venv/dev.stamp
	@$(BIN)/python bench/identity.py --pin

# The learned weights, from corpora/gold and corpora/rules (short lines of our own); with GOLD=folder those that stand learn on, from further annotated passages too (JSON lines in the same form).
weights: .venv/dev.stamp
	@$(BIN)/python -m extract.learn corpora/gold corpora/rules/*.jsonl $(if $(GOLD),"$(GOLD)" --on) --out patterns/weights

# In a venv of its own: the other tools ask for old versions of what ours use. What cannot be installed is told and left out.
bench:
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -e .
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -e '.[bench]' || echo "JioNLP or Recognizers-Text cannot be installed here"
	@.venv-bench/bin/python bench/bench.py
	@.venv-bench/bin/python bench/speed.py

clean:
	rm -rf .venv .venv-bench build dist outputs/samples .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run.stamp: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[report]'
	@touch $@

# What is installed is compiled in two processes and without its own tests: a third of the time that pip takes for it.
.venv/dev.stamp: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -e '.[dev]'
	@$(BIN)/python -m compileall -q -j 2 -x /tests/ .venv/lib >/dev/null || true
	@touch .venv/run.stamp $@
