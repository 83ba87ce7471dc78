"""Does the LogQL checker judge as Loki documents it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.lint.logql import LogQLError, parse

LOG = [
    '{job="api"}',
    '{ job = "api" , level =~ "warn|error" }',
    '{job="api", level!=""}',
    '{service=~".+"}',
    '{job="api"} |= "timeout" != "healthz" |~ "5[0-9]{2}" !~ "(?i)debug"',
    '{job="api"} |> "<_> level=error <_>" !> "<_> probe <_>"',
    '{job="api"} |= "a" or "b" or "c" |= `d`',
    '{job="api"} |= ip("10.0.0.0/8") != ip("10.1.0.1")',
    '{job="api"} | json',
    '{job="api"} | json status, path="request.path"',
    '{job="api"} | logfmt --strict --keep-empty level, took="duration"',
    '{job="api"} | regexp "(?P<method>\\\\w+) (?<path>[^ ]+)"',
    '{job="api"} | pattern "<ip> - <user> [<_>] \\"<method> <path>\\""',
    '{job="api"} | unpack | decolorize',
    '{job="api"} | json | status >= 500 and took > 1.5s or size > 10KiB, level = "error" user != ""',
    '{job="api"} | json | (status == 500 or status == -1) and addr = ip("::1")',
    '{job="api"} | logfmt | line_format "{{.level}} {{.msg}}" | label_format svc=service, who="{{.user}}"',
    '{job="api"} | drop trace_id, level="debug" | keep service, status=~"5.."',
    '({job="api"} |= "x")',
    '{job="api"} # everything\n|= "x" # with x',
    '{job="api"} | logfmt | rate = "fast" | ip = "1.2.3.4"',
    '{job="api"} |~ "$search"',
]
METRIC = [
    'rate({job="api"}[5m])',
    'RATE({job="api"} [1h30m])',
    'sum by (level) (count_over_time({job="api"} | json [1m]))',
    'sum(rate({job="api"}[5m])) by (level)',
    'sum without () (bytes_rate({job="api"}[5m]))',
    'count_over_time({job="api"}[5m] |= "error")',
    'count_over_time({job="api"} |= "error" [5m] offset 1d)',
    'count_over_time(({job="api"} |= "error")[5m] offset -1h)',
    'count_over_time(({job="api"} |= "error" [5m]))',
    'count_over_time((({job="api"}[5m])))',
    'quantile_over_time(0.99, {job="api"} | json | unwrap duration_seconds(took) | __error__ = "" [5m]) by (path)',
    'sum_over_time(({job="api"})[5m] | unwrap bytes(size))',
    'sum_over_time({job="api"}[5m] | logfmt | unwrap size)',
    'max_over_time({job="api"} | unwrap size | size > 5 [5m]) without (pod)',
    'rate({job="api"} | unwrap size [5m])',
    'absent_over_time({job="api"}[15m])',
    'topk(5, sum by (path) (rate({job="api"} | json [5m])))',
    'bottomk by (level) (3, rate({job="api"}[5m]))',
    'approx_topk(10, sum by (path) (rate({job="api"}[5m])))',
    'sort_desc(sum by (path) (rate({job="api"}[5m])))',
    'label_replace(rate({job="api"}[5m]), "service", "$1", "job", "(.*)-\\\\d+")',
    "vector(1)",
    'sum(rate({job="api"}[5m])) / sum(rate({job=~".+"}[5m])) * 100 > bool 5',
    'sum by (a) (rate({job="x"}[5m])) / on (a) group_left (b) sum by (a, b) (rate({job="y"}[5m]))',
    'rate({job="x"}[5m]) and ignoring () group_right rate({job="y"}[5m]) unless vector(1)',
    '2 ^ 3 ^ rate({job="api"}[5m])',
    'sum by (rate, sum) (rate({count="1"}[5m]))',
]
SCALAR = ["1", "-1", "+1.5e3", "(1 + 2) * 3", "1 == bool 1", "# one\n1"]

INVALID = {
    "": 0,
    "rate": 0,
    "{": 1,
    "{}": 0,
    '{job="api"': 10,
    '{job="api",}': 11,
    '{job="api}': 5,
    "{job='api'}": 5,
    '{job="\\d"}': 6,
    '{job!="api"}': 0,
    '{job=""}': 0,
    '{job=~".*"}': 0,
    '{job=~"a|"}': 0,
    '{job!~".+"}': 0,
    '{job=~"(api"}': 6,
    '{job=~"api(?=x)"}': 6,
    '{json="api"}': 1,
    '{job="api"} "error"': 12,
    '{job="api"} error': 12,
    '{job="api"} |=': 14,
    '{job="api"} |= error': 15,
    '{job="api"} |> "<user> logged in"': 15,
    '{job="api"} | regexp "no capture"': 21,
    '{job="api"} | regexp "(unnamed)"': 21,
    '{job="api"} | regexp "(?P<a>.)(?P<a>.)"': 21,
    '{job="api"} | pattern "<a><b>"': 22,
    '{job="api"} | pattern "<_> only"': 22,
    '{job="api"} | pattern "<a> <a>"': 22,
    '{job="api"} | status >= "500"': 21,
    '{job="api"} | status > -5m': 24,
    '{job="api"} | addr > ip("1.2.3.4")': 21,
    '{job="api"} | status > 0x10': 23,
    '{job="api"} | label_format a=b, a=c': 32,
    '{job="api"} | label_format a=b,': 31,
    '{job="api"} | unwrap size': 12,
    '{job="api"}[5m]': 11,
    'rate({job="api"})': 16,
    'rate({job="api"}[5m] | json [5m])': 28,
    'rate({job="api"}[5minutes])': 16,
    'rate({job="api"}[1.5h])': 16,
    'rate({job="api"}[])': 16,
    'rate({job="api"}[5m)': 16,
    'rate({job="api"}[5m] offset 5)': 28,
    'rate({job!="api"}[5m])': 5,
    'rate(1, {job="api"}[5m])': 4,
    'count_over_time({job="api"} | unwrap size [5m])': 15,
    'sum_over_time({job="api"}[5m])': 13,
    'sum_over_time({job="api"} | unwrap size [5m]) by (job)': 46,
    'quantile_over_time({job="api"} | unwrap size [5m])': 18,
    'max_over_time({job="api"} | unwrap seconds(size) [5m])': 42,
    'max_over_time({job="api"} | unwrap size | json [5m])': 42,
    'sum({job="api"})': 4,
    'sum(5, rate({job="api"}[5m]))': 4,
    'topk(rate({job="api"}[5m]))': 5,
    'topk(2.5, rate({job="api"}[5m]))': 5,
    'topk(0, rate({job="api"}[5m]))': 5,
    'sum by (a) (rate({job="api"}[5m])) by (b)': 35,
    'sort(rate({job="api"}[5m])) by (a)': 4,
    'approx_topk(3, rate({job="api"}[5m])) by (a)': 11,
    "vector(a)": 7,
    "vector(-1)": 7,
    'label_replace(rate({job="api"}[5m]), "a")': 40,
    'label_replace(rate({job="api"}[5m]), "a", "b", "c", "(")': 52,
    "bytes(1)": 0,
    '{job="api"} + 1': 12,
    'rate({job="api"}[5m]) - {job="b"}': 22,
    'rate({job="api"}[5m]) or 1': 22,
    '(1 + 1) unless rate({job="api"}[5m])': 8,
    "bool 1": 0,
    "1 +": 3,
    "1 ; 2": 2,
    '-rate({job="api"}[5m])': 1,
    "(1": 2,
}


@pytest.mark.parametrize("text", LOG)
def test_a_log_query_is_accepted(text: str) -> None:
    """A query that returns lines is of kind log."""
    assert parse(text) == "log"


@pytest.mark.parametrize("text", METRIC)
def test_a_metric_query_is_accepted(text: str) -> None:
    """A query that returns series is of kind metric."""
    assert parse(text) == "metric"


@pytest.mark.parametrize("text", SCALAR)
def test_a_number_is_a_scalar(text: str) -> None:
    """Arithmetic on bare numbers is of kind scalar."""
    assert parse(text) == "scalar"


@pytest.mark.parametrize(("text", "position"), INVALID.items())
def test_a_mistake_is_refused_where_it_stands(text: str, position: int) -> None:
    """What Loki refuses is refused here too, with the place of the mistake."""
    with pytest.raises(LogQLError) as caught:
        parse(text)

    assert (caught.value.position, caught.value.message != "") == (position, True), str(caught.value)


def test_half_a_character_is_refused() -> None:
    """A lone surrogate, which JSON may hold, is a mistake and no crash."""
    with pytest.raises(LogQLError):
        parse('{job="\ud800"}')


def test_very_deep_brackets_are_refused_without_a_crash() -> None:
    """Nesting beyond Python's stack is a mistake like any other."""
    with pytest.raises(LogQLError, match="deeply"):
        parse("(" * 5000 + "1" + ")" * 5000)


PIECES = st.sampled_from(
    [
        *'{}()[],|=~!<>^*/%+-"`#',
        "job",
        '"api"',
        "[5m]",
        "rate",
        "sum",
        "by",
        "json",
        "unwrap",
        "and",
        "or",
        "5m",
        "1",
        " ",
    ]
)


@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=40))
def test_any_text_is_either_a_query_or_a_mistake_with_a_place(text: str) -> None:
    """No text makes the checker crash, and every place lies in the text."""
    try:
        kind, position = parse(text), 0
    except LogQLError as error:
        kind, position = "log", error.position

    assert kind in {"log", "metric", "scalar"}
    assert 0 <= position <= len(text)


@given(st.sampled_from(METRIC), st.sampled_from(METRIC), st.sampled_from(["+", "*", "/", ">", "== bool", "^"]))
def test_an_operator_joins_any_two_metric_queries(left: str, right: str, op: str) -> None:
    """Metric queries are closed under operators and brackets."""
    assert parse(f"({left}) {op} ({right})") == "metric"
