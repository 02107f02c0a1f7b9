# make demo, make test: the two commands of a newcomer. Each sets .venv up first, once.
.DEFAULT_GOAL := help
.PHONY: help setup demo test run check lint

help:  ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | column -t -s '|'

setup:  ## install the locked packages into .venv
	@scripts/setup.sh

demo: setup  ## play sample feeds through the whole pipeline: no network, no token
	@.venv/bin/caucasus-alerts demo

test: setup  ## run the tests: no network, no token
	@.venv/bin/python -m pytest -n 2

run: setup  ## start the service with config.toml; without a token it prints the messages
	@.venv/bin/caucasus-alerts run

check: setup  ## check config.toml and print every problem in it
	@.venv/bin/caucasus-alerts check

lint: setup  ## format check, lint, types, style budgets
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy
	@.venv/bin/python -m scripts.check_style
