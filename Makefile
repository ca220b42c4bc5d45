# Inglenook. `make help` lists what there is. Everything that is built lies in .venv/ and build/.

PYTHON ?= python3
BACKEND ?=
ARGS ?=

PROGRAM := .venv/bin/inglenook
VENV_PYTHON := .venv/bin/python
NATIVE_BUILD := build/native-tests
CHECKED := desktop engine native packaging bench tests
JOBS := $(shell nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)

# Hundreds of processes are started by the tests, and each would compile every module again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup run test test-native test-python check translations
.PHONY: bench bench-parts bench-gpu faults gallery clean distclean
.DEFAULT_GOAL := help

help:
	@echo "make run       set up, then open the window (in a terminal without a display: the chat)"
	@echo "make test      set up, then all tests; one test: make test-python ARGS=tests/unit/store"
	@echo "make setup     set up alone; the program is then $(PROGRAM)"
	@echo "make check     style, types and the rules between packages"
	@echo "make translations  bring the files of the window's languages up to date with its texts"
	@echo "make bench     measure speculation beside llama-server, hours; ARGS=--quick takes about a quarter of an hour"
	@echo "make bench-parts  measure the rest: beside llama-bench, beside a busy program, the loop's cost, the start"
	@echo "make bench-gpu    pack what a GPU machine without a network needs into build/gpu, and say how it is used"
	@echo "make faults    kill, cut, damage and fill up the store some hundred times; ARGS=--full takes hours"
	@echo "make gallery   a picture of every state of the window, in every look, into build/gallery; ARGS='--look dark'"
	@echo "make clean     remove what was built; make distclean also removes .venv"
	@echo "               BACKEND=cuda|metal|vulkan|hip|cpu compiles llama.cpp for another device; auto looks again"

setup:
	@$(PYTHON) packaging/set_up.py --backend="$(BACKEND)"

run: setup
	@$(PROGRAM) $(ARGS)

test: setup test-native test-python

test-native: setup
	@.venv/bin/cmake -S native -B $(NATIVE_BUILD) -G Ninja -DCMAKE_MAKE_PROGRAM="$(CURDIR)/.venv/bin/ninja" \
	    -DCMAKE_BUILD_TYPE=Debug -DINGLENOOK_NATIVE_TESTS=ON --log-level=WARNING
	@.venv/bin/cmake --build $(NATIVE_BUILD) --parallel $(JOBS)
	@.venv/bin/ctest --test-dir $(NATIVE_BUILD) --output-on-failure --no-tests=error --parallel $(JOBS)

# One more than there are cores: a tenth of the time a test waits for a process or a timer.
test-python: setup
	@$(VENV_PYTHON) -m pytest --numprocesses=$$(($(JOBS) + 1)) --maxprocesses=4 --dist=worksteal $(ARGS)

check: setup
	@$(VENV_PYTHON) -m ruff check $(CHECKED)
	@$(VENV_PYTHON) -m ruff format --check $(CHECKED)
	@$(VENV_PYTHON) -m mypy
	@MYPYPATH=packaging:bench:tests $(VENV_PYTHON) -m mypy packaging/*.py packaging/inglenook_set_up bench
	@.venv/bin/lint-imports

translations: setup
	@$(VENV_PYTHON) packaging/translations.py update

bench: setup
	@$(VENV_PYTHON) bench/speculation_bench.py $(ARGS)

bench-parts: setup
	@$(VENV_PYTHON) bench/decode_vs_llama_bench.py $(ARGS)
	@$(VENV_PYTHON) bench/busy_core_bench.py
	@$(VENV_PYTHON) bench/loop_overhead.py
	@$(VENV_PYTHON) bench/startup.py

bench-gpu: setup
	@$(VENV_PYTHON) bench/gpu_bench.py pack build/gpu

faults: setup
	@$(VENV_PYTHON) tests/faults/run.py $(ARGS)

gallery: setup
	@$(VENV_PYTHON) tests/gallery.py $(ARGS)

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

distclean: clean
	rm -rf .venv
