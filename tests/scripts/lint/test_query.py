"""Is a query read in its language, and only once?"""

import pytest

from scripts.lint.query import Language, Query


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("up", "promql", "promql"),
        ("up", "", "promql"),
        ('{a="b"} |= "c"', "", "logql"),
        ('{a="b"}', "", "promql"),
        ("sum(", "", "promql"),
        ('{a="b"}', "logql", "logql"),
    ],
)
def test_the_language_is_that_of_the_data_source_else_of_what_parses(
    raw: str, language: Language, expected: Language
) -> None:
    """Only text that is LogQL and no PromQL is taken for LogQL."""
    assert Query(raw, {}, language).language == expected


@pytest.mark.parametrize(("raw", "expected"), [("sum(", "logql"), ('{a="b"}', "logql"), ("up", "promql")])
def test_the_likely_language_holds_unless_only_the_other_one_parses(raw: str, expected: Language) -> None:
    """On a dashboard whose first data source is Loki, an unmarked query is LogQL."""
    assert Query(raw, {}, "", "logql").language == expected


def test_a_query_that_parses_knows_its_parts() -> None:
    """PromQL has selectors, nodes and a root; LogQL what its parser keeps."""
    promql = Query('sum(rate(x{a="$b"}[$__rate_interval]))', {"b": ""}, "promql")
    logql = Query('rate({a="b"}[$__auto])', {}, "logql")

    assert (promql.is_promql, promql.error, [ask.metric for ask in promql.asks]) == (True, "", ["x"])
    assert promql.root is promql.nodes[0][0]
    assert promql.logql is None
    assert (logql.is_promql, logql.asks, logql.nodes, logql.root) == (False, (), (), None)
    assert logql.logql is not None
    assert logql.logql.kind == "metric"


def test_a_query_that_does_not_parse_says_why_and_has_no_parts() -> None:
    """Rules need not ask first."""
    query = Query("sum(", {}, "promql")

    assert query.error
    assert (query.asks, query.nodes, query.root, query.logql) == ((), (), None, None)


@pytest.mark.parametrize("raw", ["a * 2 > $limit", "quantile($q, a)", "round(a, $step)", "clamp_max(a, $most)"])
def test_a_variable_may_stand_for_a_number(raw: str) -> None:
    """A value that only the server knows is tried as a name and as a number."""
    assert Query(raw, {}, "promql").error == ""
