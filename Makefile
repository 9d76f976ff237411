# Everything this project can do, each with its own set-up: a fresh clone needs Python 3.11 or newer and nothing else.
#   ARGS="..." is passed on:  make test ARGS="-k last_place"     make bench ARGS="--only joins"

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

BIN := .venv/bin
PY := $(BIN)/python
WORKERS ?= 2
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$name"; break; }; done)
BROWSER = $(shell for name in "$(CHROMIUM)" chromium chromium-browser google-chrome-stable google-chrome; do \
	[ -n "$$name" ] && command -v "$$name" 2>/dev/null && break; done)

NGINX ?= $(shell PATH="$$PATH:/usr/sbin:/usr/local/sbin" command -v nginx 2>/dev/null)

unexport PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK := 1
ifeq ($(strip $(HOME)),)
export HOME := $(CURDIR)/.make/home
endif

.PHONY: help demo run test check fix bench soak story pictures lock system
help:
	@echo 'make demo    a whole team purchase in your browser: no token, no network'
	@echo 'make run     the bot on Telegram, with the settings of .env'
	@echo 'make test    every test (Chromium is used for the page, nginx for several replicas)'
	@echo 'make check   format, lint, types, import contract, architecture'
	@echo 'make fix     format and mend what can be mended'
	@echo 'make bench   measure the goals of performance: a table and bench.json'
	@echo 'make soak    the long tests'
	@echo 'make pictures  draw every screen that the guides show, in both languages, and the demo'
	@echo 'make story   play the story of docs/stories anew and write it down, with pictures'
	@echo 'make lock    pin the dependencies of pyproject.toml anew'

demo: .make/installed
	@$(PY) -m bot demo $(ARGS)

run: .make/installed
	@$(PY) -m bot run $(ARGS)

test: system .make/installed
	@CHROMIUM="$(BROWSER)" NGINX="$(NGINX)" $(PY) -m pytest -n $(WORKERS) $(ARGS)

check: .make/installed
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy --strict bot handlers storage benchmarks
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo
	@$(PY) -m pytest -q tests/architecture

fix: .make/installed
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: .make/installed
	@$(PY) -m benchmarks $(ARGS)

soak: system .make/installed
	@NGINX="$(NGINX)" $(PY) -m pytest -m soak --timeout=0 tests/soak $(ARGS)

pictures: system .make/installed
	@CHROMIUM="$(BROWSER)" $(PY) -m tests.guides

story: system .make/installed
	@CHROMIUM="$(BROWSER)" $(PY) -m tests.stories

# The virtual environment holds what requirements.lock says, and is made anew when it is missing or no longer starts. The
# lock is whole: without --no-deps, pip looks for newer releases of what is needed with an extra, and refuses to have found one.
ifeq ($(wildcard $(PY)),)
.PHONY: .make/installed
endif
.make/installed: requirements.lock
	@mkdir -p .make
	@if ! $(PY) -m pip --version >/dev/null 2>&1; then \
		if [ -z "$(PYTHON)" ]; then \
			echo 'Python 3.11 or newer with its venv module is missing (on Debian: apt-get install python3 python3-venv).' >&2; \
			echo 'If it stands under another name: make PYTHON=/path/to/python' >&2; exit 1; fi; \
		echo "Making .venv with $(PYTHON)"; "$(PYTHON)" -m venv --clear .venv; fi
	@echo 'Installing what requirements.lock pins'
	@$(PY) -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	@touch $@

# What tests need of the system: a browser for the page, fonts that can draw both languages, nginx before several replicas.
# As root on Debian what is missing is installed, and no service of it is started; else it is said.
system:
	@missing=""; [ -n "$(BROWSER)" ] || missing="chromium"; \
	if [ -z "$(BROWSER)" ] || { command -v fc-list >/dev/null && [ -z "$$(fc-list :lang=zh family)" ]; }; then \
		missing="$$missing fonts-noto-cjk fonts-noto-color-emoji"; fi; \
	[ -n "$(NGINX)" ] || missing="$$missing nginx-light"; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing $$missing"; export DEBIAN_FRONTEND=noninteractive; \
		policy=/usr/sbin/policy-rc.d; \
		if [ ! -e $$policy ]; then trap "rm -f $$policy" EXIT; printf '#!/bin/sh\nexit 101\n' >$$policy && chmod +x $$policy; fi; \
		if apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing >/dev/null; then exit 0; fi; fi; \
	echo "Missing here (names of Debian's packages): $$missing" >&2; \
	case "$$missing" in *nginx*) echo 'Without nginx the tests of several replicas fail; another place: make test NGINX=/path/to/nginx' >&2;; esac; \
	[ -n "$(BROWSER)" ] && exit 0; \
	echo 'Name another browser of the family of Chromium: make test CHROMIUM=/path/to/browser' >&2; exit 1

lock:
	@mkdir -p .make
	@if [ -z "$(PYTHON)" ]; then echo 'Python 3.11 or newer with its venv module is missing.' >&2; exit 1; fi
	@[ -x .make/lock-venv/bin/pip-compile ] || { "$(PYTHON)" -m venv --clear .make/lock-venv && .make/lock-venv/bin/python -m pip install --quiet pip-tools; }
	@CUSTOM_COMPILE_COMMAND='make lock' .make/lock-venv/bin/python -m piptools compile --quiet --extra=dev --generate-hashes \
		--no-emit-index-url --no-emit-find-links --strip-extras $(ARGS) --output-file=requirements.lock pyproject.toml
