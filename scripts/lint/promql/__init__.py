"""Is this text PromQL, and what does it ask?

promql-parser (https://github.com/messense/py-promql-parser) judges; here stand the questions that rules have.
"""

from scripts.lint.promql.judge import PromQLError, parse
from scripts.lint.promql.labels import Unknown, output
from scripts.lint.promql.tree import Ask, Node, asks, nodes

__all__ = ["Ask", "Node", "PromQLError", "Unknown", "asks", "nodes", "output", "parse"]
