.DEFAULT_GOAL := help
VENV := .venv
DASH := $(VENV)/bin/dash
PYTHON ?= python3
COMPOSE ?= $(shell docker compose version >/dev/null 2>&1 && echo docker compose || echo docker-compose)

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## Make the virtual environment (no root needed)

$(VENV)/.ready: pyproject.toml
	sh scripts/setup.sh "$(PYTHON)" "$(VENV)"

dashboards: setup ## Build, check and write all dashboards and rules
	$(DASH) build && $(DASH) lint

programs: ## Find Prometheus and its like, or unpack them into .stack/ (no root needed)
	sh scripts/programs.sh

demo: setup programs ## Run the monitoring with a simulated Bot-Core: make demo SCENARIO=service-down
	$(DASH) demo --scenario $(or $(SCENARIO),healthy)

up: setup ## Start the monitoring stack with Docker, when nothing speaks against it
	$(DASH) doctor --stack || [ $$? -eq 5 ]
	$(COMPOSE) --profile monitoring up -d

down: ## Stop the monitoring stack; its data stays
	$(COMPOSE) --profile monitoring --profile alloy down

test: setup programs ## Everything CI runs: format, lint, types, layers, generated files, docs, tests
	sh scripts/check.sh "$(VENV)"

mutants: setup programs ## Try every small mistake in every alert: a case must notice it (minutes)
	PATH="$(CURDIR)/.stack/usr/bin:$$PATH" $(VENV)/bin/pytest -m mutants tests/dashboards/rules/alerts/test_mutants.py

bench: setup ## Time dash against a Grafana with 1,000 and 10,000 dashboards
	PYTHONPATH=tests $(VENV)/bin/python tests/bench/bench.py && PYTHONPATH=tests $(VENV)/bin/python tests/bench/backing_up.py

docs: setup ## Write the generated pages of docs/
	$(VENV)/bin/python -m scripts.reference

diff: setup ## Compare with a Grafana: make diff ENV=prod
	$(DASH) diff --env $(or $(ENV),local)

push: setup ## Bring a Grafana there: make push ENV=prod
	$(DASH) push --env $(or $(ENV),local)

clean: ## Remove what make made; generated files under provisioning/ stay
	rm -rf $(VENV) .stack .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* *.egg-info

.PHONY: help setup dashboards programs demo up down test mutants bench docs diff push clean
