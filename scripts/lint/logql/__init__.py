"""Is this text LogQL, and what kind of query is it?

No LogQL parser exists for Python, so this is one of our own: a recursive descent over the grammar of Loki 3
(https://grafana.com/docs/loki/latest/query/), with the semantic rules that Loki applies before it runs a query.
It stops at the first mistake. It needs nothing of this project, so that any layer's tests may use it.
"""

from scripts.lint.logql.errors import LogQLError
from scripts.lint.logql.metrics import read
from scripts.lint.logql.query import Kind, Matcher, Query

__all__ = ["Kind", "LogQLError", "Matcher", "Query", "parse", "read"]


def parse(text: str) -> Kind:
    """Judge a query.

    Args:
        text: the query with every Grafana variable outside strings replaced by a value.

    Returns:
        `log` for a query that returns lines, `metric` for one that returns series, `scalar` for a bare number.

    Raises:
        LogQLError: the text is not LogQL, or Loki would refuse to run it.
    """
    return read(text).kind
