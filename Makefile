# For people who work on the code. Needs the environment that the README's test command makes.
BIN := .venv/bin

.PHONY: check test slow bench

check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q

test:
	$(BIN)/python -m pytest

slow:
	$(BIN)/python -m pytest -m slow

bench:
	$(BIN)/python bench/floor.py
