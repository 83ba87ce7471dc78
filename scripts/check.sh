#!/bin/sh
# Runs everything that CI runs, in the order in which mistakes are cheapest to see.
set -eu
bin=$1/bin
PATH="$(pwd)/.stack/usr/bin:$PATH"
export PATH
"$bin/ruff" format --check .
"$bin/ruff" check .
"$bin/mypy" panels dashboards scripts tests
"$bin/lint-imports"
"$bin/dash" build --check
"$bin/dash" lint
"$bin/pytest" -n 2 --dist loadgroup --cov --cov-report=term:skip-covered
