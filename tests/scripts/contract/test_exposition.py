"""Is a metrics page read as Prometheus reads it, and everything else refused in one line?"""

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.contract.example import sample
from scripts.contract.exposition import parse
from scripts.errors import UnexpectedAnswer


def test_text_format_with_types_labels_escapes_and_timestamps() -> None:
    """All that 0.0.4 allows on a line."""
    page = parse(
        "# HELP jobs_total Jobs.\n# TYPE jobs_total counter\n"
        'jobs_total{name="a \\"b\\" \\\\ \\n c",kind="}{,"} 3 1700000000000\n'
        'jobs_total { name = "x" , } 1e3\n'
        "# a comment\n\n"
        "free 4.5\n"
        "  odd   +Inf\n"
    )
    first, second = page["jobs_total"].samples
    assert page["jobs_total"].type == "counter"
    assert first.labels == {"name": 'a "b" \\ \n c', "kind": "}{,"}
    assert (first.value, first.line) == (3.0, 3)
    assert (second.labels, second.value) == ({"name": "x"}, 1000.0)
    assert page["free"].type == "untyped"
    assert page["odd"].samples[0].value == math.inf


def test_a_histogram_is_one_family() -> None:
    """Its three series belong together, and names that only look alike do not."""
    page = parse(
        '# TYPE t histogram\nt_bucket{le="1"} 1\nt_bucket{le="+Inf"} 2\nt_sum 3\nt_count 2\n'
        "# TYPE t_max gauge\nt_max 1\nother_count 5\n"
    )
    assert [s.name for s in page["t"].samples] == ["t_bucket", "t_bucket", "t_sum", "t_count"]
    assert (page["t"].type, page["t_max"].type, page["other_count"].type) == ("histogram", "gauge", "untyped")


def test_open_metrics_names_counters_and_infos_by_their_samples() -> None:
    """The TYPE line leaves the suffix out; queries do not."""
    page = parse(
        '# TYPE trades counter\n# UNIT trades x\ntrades_total 4 # {trace_id="a"} 1 1.5\ntrades_created 1.7e9\n'
        '# TYPE app info\napp_info{version="1"} 1\n# EOF\n'
    )
    assert {name: family.type for name, family in page.items()} == {
        "trades_total": "counter",
        "trades_created": "created",
        "app_info": "info",
    }


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("<!DOCTYPE html>\n<html></html>", 1, "not a sample"),
        ('{"status": "ok"}', 1, "not a sample"),
        ("a 1\nb", 2, "not a sample"),
        ("a one", 1, "not a sample"),
        ("a 1_000", 1, "not a sample"),
        ('a{b="1} 2', 1, "not a sample"),
        ('a{b="1",b="2"} 2', 1, "not a sample"),
        ("a{b=1} 2", 1, "not a sample"),
        ("# TYPE a speed\na 1", 1, "a TYPE needs a name and a type"),
        ("# TYPE a\na 1", 1, "a TYPE needs"),
    ],
)
def test_what_is_no_exposition_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    """The line is quoted, and named by its number."""
    with pytest.raises(UnexpectedAnswer, match=f"^web, line {line}: {says}.*: "):
        parse(text, "web")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "# TYPE a counter\n"])
def test_a_page_without_a_metric_is_refused(text: str) -> None:
    """An empty page is not a service without faults."""
    with pytest.raises(UnexpectedAnswer, match="not one metric"):
        parse(text)


def test_a_long_line_is_quoted_in_part() -> None:
    """An error stays one line."""
    with pytest.raises(UnexpectedAnswer) as caught:
        parse("x" * 10_000 + " y")
    assert len(caught.value.message) < 150


@given(
    st.dictionaries(st.from_regex(r"\A[a-z_][a-z0-9_]{0,8}\Z"), st.text(max_size=20), max_size=4),
    st.floats(allow_nan=False),
)
def test_what_is_spelled_is_read_back(labels: dict[str, str], value: float) -> None:
    """Writer and reader agree on every label and value."""
    if any("\r" in text or "\x85" in text for text in labels.values()):
        labels = {name: text.replace("\r", "").replace("\x85", "") for name, text in labels.items()}
    found = parse(sample("m", labels, value))["m"].samples[0]
    assert (found.labels, found.value) == (labels, value)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but UnexpectedAnswer comes out."""
    with suppress(UnexpectedAnswer):
        assert parse(text)
