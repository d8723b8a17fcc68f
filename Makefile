# `make` lists what there is. Needs git, make and Python 3.11 or later; the rest it installs.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$each && break; done || echo python3)
RUN = .venv/bin/python -m cet_portal.local
WITH = $(RUN).with_services
# Both cores; browser tests stay together in one process.
TESTS ?= tests
PARALLEL ?= -n 2 --dist loadgroup

.DEFAULT_GOAL := help

.PHONY: help
help: ## list what there is
	@sed -n 's/^\([a-z-]*\):.* ## /\1|/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

.PHONY: setup setup-tests
setup: ## install everything, start nothing
	@$(PYTHON) cet_portal/local/install.py

setup-tests:
	@$(PYTHON) cet_portal/local/install.py --tests

.PHONY: demo demo-reset
demo: setup ## run the demonstration (PORT=8123 make demo for another port)
	@$(RUN).demo

demo-reset: setup ## the same with new data
	@$(RUN).demo --reset

.PHONY: test test-fast
test: setup-tests ## run every test (TESTS=tests/core for some)
	@$(RUN).test $(PARALLEL) $(TESTS)

test-fast: setup ## run the tests that start neither browser nor processes
	@$(RUN).test $(PARALLEL) -m "not browser and not processes" $(TESTS)

.PHONY: check
check: setup ## run every check but the tests
	@$(RUN).check

.PHONY: fix
fix: setup ## put formatting and import order right
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format --quiet .
	@.venv/bin/djhtml --quiet templates || true

.PHONY: code shell manage
code: setup ## print a security code for an account of the demonstration (EMAIL=...)
	@$(WITH) --demo -- .venv/bin/python manage.py security_code $(EMAIL)

shell: setup ## open a Python shell on the demonstration's data
	@$(WITH) --demo -- .venv/bin/python manage.py shell

manage: setup ## run a command of manage.py on the demonstration's data (ARGS="demo_accounts")
	@$(WITH) --demo -- .venv/bin/python manage.py $(ARGS)

.PHONY: bench-approvals
bench-approvals: setup ## measure approvals with 20,000 applications (ARGS="--applications 2000")
	@$(WITH) --durable -- $(RUN).benchmarks.approvals $(ARGS)

.PHONY: migrations schema states screenshots lock
migrations: setup ## write the migrations that the models ask for
	@$(WITH) -- .venv/bin/python manage.py makemigrations

schema: setup ## write docs/openapi.yaml anew
	@$(WITH) -- .venv/bin/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

states: setup ## write docs/states.md anew
	@$(WITH) -- .venv/bin/python manage.py states_doc

screenshots: setup-tests ## photograph the main pages for the guides
	@$(RUN).screenshots

COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml
lock: setup ## lock the Python packages anew (UPGRADE=--upgrade for newer ones)
	@$(COMPILE) $(UPGRADE) --output-file requirements.txt
	@$(COMPILE) $(UPGRADE) --group dev --output-file requirements-dev.txt

.PHONY: bench-upload
bench-upload: setup ## measure uploads of 1,000 to 100,000 rows; the last line is JSON
	@$(WITH) -- .venv/bin/python -m cet_portal.local.benchmarks.upload

.PHONY: bench-certificates
bench-certificates: setup ## measure certificates, one and 500 in the worker; the last line is JSON
	@$(WITH) -- .venv/bin/python -m cet_portal.local.benchmarks.certificates $(ARGS)

.PHONY: bench-compliance
bench-compliance: setup ## measure end-of-cycle runs of 30,000 and 100,000 people; the last line is JSON
	@$(WITH) -- .venv/bin/python -m cet_portal.local.benchmarks.compliance $(ARGS)

.PHONY: bench-cycle-end
bench-cycle-end: setup ## measure letters, late points, removals and their pages for 30,000 people
	@$(WITH) --durable -- .venv/bin/python -m cet_portal.local.benchmarks.cycle_end $(ARGS)

.PHONY: bench-statement
bench-statement: setup ## measure statements, and 50 people who accept at once; the last line is JSON
	@$(WITH) --durable -- .venv/bin/python -m cet_portal.local.benchmarks.statement $(ARGS)

.PHONY: clean
clean: ## remove everything that make has made, data included
	@$(PYTHON) cet_portal/local/clean.py
