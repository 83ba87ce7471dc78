"""The questions that panels and rules ask, one module a domain; only `expr` spells PromQL and LogQL."""
