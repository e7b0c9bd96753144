.DEFAULT_GOAL := help
.PHONY: help setup run check test bench nation load format lock messages

help:    ## list these targets
	@sed -nE 's/^([a-z]+): *## (.*)/  make \1\t\2/p' Makefile | expand -t 16

setup:   ## install what the others need; does nothing when all is there
	@bin/setup test

run:     ## serve the portal with demonstration data on 127.0.0.1 (PORT=8000)
	@bin/run

check:   ## run the gate for a commit: lint, types, and the tests on SQLite without browser and paper
	@bin/setup test
	@bin/test check

test:    ## run all checks and tests, on SQLite, on PostgreSQL and in a real browser
	@bin/setup test
	@bin/test

bench:   ## print the benchmark table
	@bin/setup test
	@.venv/bin/python -m tests.bench

nation:  ## measure the portal at one agency, 150 and 7,850 with eight years each, on PostgreSQL (some minutes, 4 GB of disk)
	@bin/setup test
	@.venv/bin/python -m tests.bench_nation

load:    ## let fifty people work at one sheet and one plan for a minute, and compare what was stored
	@bin/setup test
	@.venv/bin/python -m tests.operation.load

format:  ## format the code and mend what the lint rules can mend
	@bin/setup test
	@.venv/bin/python -m ruff check --fix --quiet . ; .venv/bin/python -m ruff format .

lock:    ## compile requirements*.txt from pyproject.toml (bin/lock --upgrade takes newer versions)
	@bin/lock

messages: ## compile the Thai that Django itself lacks (ita_portal/locale)
	@bin/setup test
	@bin/messages
