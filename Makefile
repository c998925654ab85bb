# Everything a checkout can do for itself. `make help` lists it.

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test prove prove-install bench check check-steps format assets lock

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$name; break; fi; done)
RUN := .venv/bin/python -m
WITH_SERVICES := $(RUN) ostoja.local.services --
# Each worker begins with half of the files, which keeps what a file's tests share in one process;
# who is done takes over from the other, so that no long proof is left to one of them alone.
PARALLEL := --numprocesses=2 --dist=worksteal
LOCK := $(RUN) uv pip compile pyproject.toml --universal --generate-hashes --no-header \
	--annotation-style=line --python-version=3.11 --quiet $(UPGRADE)
TEMPLATES := accessibility api casework platform/ostoja tenants

# A city's settings, for the checks that look at how it would be run there.
export PORT ?= 8000
PRODUCTION := env BASE_DOMAIN=ostoja.example DEBUG=0 FORWARDED_ALLOW_IPS=127.0.0.1

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: .venv/running ## three cities with sample data on http://gdansk.localhost:8000 (PORT=8000)
	@$(RUN) ostoja.local.demo

demo-reset: .venv/running ## forget what the demo keeps; the next one starts afresh
	@$(RUN) ostoja.local.reset

test: .venv/developing ## the whole suite; ARGS="-k receipt" runs a part
	@$(WITH_SERVICES) $(RUN) pytest $(PARALLEL) $(ARGS)

prove: .venv/developing ## the long proofs, which `make test` only samples
	@$(WITH_SERVICES) $(RUN) pytest -m prove $(PARALLEL) $(ARGS)

prove-install: .venv/developing ## installs a server on this Debian machine, tries it, takes it away (as root)
	@$(WITH_SERVICES) $(RUN) pytest -m deploy -rs tests/deploy $(ARGS)

bench: .venv/developing ## benchmarks: a table, and .local/bench.json
	@$(RUN) ostoja.local.services --durable -- $(RUN) tests.bench

check: .venv/developing ## formatting, lint, types, layers, migrations, translations, templates
	@$(WITH_SERVICES) $(MAKE) --no-print-directory check-steps

format: .venv/developing ## put code and templates into the form that `make check` asks for
	@$(RUN) ruff check --quiet --fix . ; $(RUN) ruff format --quiet .
	@$(RUN) djlint --quiet --reformat $(TEMPLATES) || true

check-steps:
	@echo "formatting" && $(RUN) ruff format --check --quiet .
	@echo "lint" && $(RUN) ruff check --quiet .
	@echo "templates" && $(RUN) djlint --quiet --check $(TEMPLATES) && $(RUN) djlint --quiet --lint $(TEMPLATES)
	@echo "types" && $(RUN) mypy
	@echo "layers" && .venv/bin/lint-imports
	@echo "missing migrations" && $(RUN) ostoja.command_line makemigrations --check --dry-run
	@echo "layout, translations, rolling upgrades" && $(RUN) pytest --quiet tests/test_layout.py tests/test_translations.py tests/test_rolling_upgrades.py
	@echo "deployment" && $(PRODUCTION) $(RUN) ostoja.command_line check --deploy --fail-level WARNING
	@echo "All checks passed."

assets: .venv/developing ## rebuild CSS, scripts, fonts and icons (needs Node.js)
	@command -v npm >/dev/null || { echo "Node.js with npm is missing: install it."; exit 1; }
	cd platform/ostoja/ui/assets && npm ci --no-audit --no-fund && npm run build
	.venv/bin/python platform/ostoja/ui/assets/print_fonts.py \
		platform/ostoja/ui/static/ui/fonts platform/ostoja/ui/print_fonts

lock: .venv/developing ## lock the dependencies; UPGRADE=--upgrade takes the newest allowed
	$(LOCK) --extra install --extra dev --output-file requirements-dev.txt
	$(LOCK) --extra install --constraint requirements-dev.txt --output-file requirements.txt

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing. Install it, or say where: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is missing. Install it (Debian: apt install python3-venv)."; exit 1; }

define install
	@echo "Installing what $(1) names"
	@$(RUN) pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1)
	@$(RUN) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
endef

.venv/running: requirements.txt pyproject.toml | .venv/bin/python
	$(call install,requirements.txt)

.venv/developing: requirements-dev.txt pyproject.toml | .venv/bin/python
	$(call install,requirements-dev.txt)
