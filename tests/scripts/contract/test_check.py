"""Which faults of a metrics page does the judge name?"""

import re

import pytest

from panels.contract import JOBS, Job
from panels.contract.model import counter, gauge, histogram, like, one_of
from scripts.contract import example
from scripts.contract.check import judge
from scripts.contract.exposition import parse

METRICS = (
    counter("orders_total", "orders", "Orders.", one_of("side", "buy", "sell"), like("symbol", r"[A-Z]{3,}", 2, "BTC")),
    gauge("stock", "1", "Stock."),
    histogram("wait_seconds", "s", "Waiting.", (0.1, 0.5, 1), like("page", r"/.*", 3, "/")),
    gauge("rare", "1", "Rare.", optional=True),
)


def shop(kind: str = "application") -> Job:
    """Make a small job."""
    return Job(
        name="shop",
        service="shop",
        kind=kind,  # type: ignore[arg-type]  # the tests give literals
        host="shop",
        port=80,
        description="A shop",
        metrics=METRICS,
    )


GOOD = example.page(shop())


def lines(page: str, kind: str = "application") -> list[str]:
    """Judge a page and print as the command does."""
    return [str(finding) for finding in judge(shop(kind), parse(page))]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_the_example_page_of_every_job_keeps_the_contract(job: Job) -> None:
    """What we print for the teams is right by our own judge."""
    assert judge(job, parse(example.page(job))) == []


@pytest.mark.parametrize(
    ("change", "to", "expected"),
    [
        (r"orders_total\{.*\n", "", "orders_total: missing: counter of side, symbol is not on the page; every"),
        (r"(?m)\bstock\b", "stocks", "stock: missing: gauge is not on the page; is it stocks?"),
        (
            "orders_total counter",
            "orders_total gauge",
            "orders_total: wrong type: it is a gauge, and must be a counter",
        ),
        ("# TYPE stock gauge", "", "stock: wrong type: it is a untyped"),
        ('side="buy",', "", "orders_total: label missing: 1 of 1 series have no side"),
        ('side="buy"', 'side=""', "orders_total: label missing: 1 of 1 series have no side"),
        ('side="buy"', 'side="hold"', "orders_total: unknown value: side is 'hold'; allowed are buy, sell"),
        ('symbol="BTC"', 'symbol="btc"', "orders_total: unknown value: symbol is 'btc'; it matches [A-Z]{3,}, as in"),
        ('side="buy"', 'side="buy",user="7"', "orders_total: unknown label: user; the contract has side, symbol"),
        ("stock 1", 'stock{job="shop"} 1', "stock: target label: job is set by the scrape configuration"),
        ('le="0.1"', 'le="0.2"', "wait_seconds: wrong buckets: without 0.1; besides 0.2"),
        (r'(?m)^.*le="\+Inf".*\n', "", 'wait_seconds: broken histogram: {page="/"}: no bucket le="+Inf"'),
        ("wait_seconds_count{.*} 1", "", 'wait_seconds: broken histogram: {page="/"}: no _count'),
        (r"wait_seconds_count(\{.*\}) 1", r"wait_seconds_count\1 9", "_count is 9, but the +Inf bucket 1"),
        ('le="0.1"} 0', 'le="0.1"} 7', "counts fall from one bucket to the next"),
        ('le="0.1"', 'le="fast"', "a bucket's le is no number"),
        (r"(?m)^.*_bucket.*\n", "", "wait_seconds: wrong buckets: no buckets at all"),
        ("stock 1", "stock 1\nstock 2", "stock: duplicate: line 7 repeats a series"),
        (r"\Z", "# TYPE sales counter\nsales 1\n", "sales: no _total: a counter's name ends in _total"),
    ],
)
def test_a_fault_is_one_line_that_names_metric_and_rule(change: str, to: str, expected: str) -> None:
    """One change to a good page, one finding (and, for a renamed thing, its other half)."""
    page = re.sub(change, to, GOOD, count=0 if change.startswith("(?m)") else 1)
    assert page != GOOD
    found = lines(page)
    assert any(expected in line for line in found), found
    assert not found[0].startswith("note")


def test_too_many_values_of_a_label_are_unbounded() -> None:
    """Right one by one, too many together."""
    more = "".join(f'orders_total{{side="buy",symbol="{"ABC"[i] * 3}"}} 1\n' for i in range(3))
    assert lines(GOOD + more) == [
        "orders_total: unbounded label: symbol has 4 values, more than 2, such as 'AAA', 'BBB', 'BTC', 'CCC'"
    ]


def test_many_wrong_values_are_told_in_part() -> None:
    """One line, whatever the number."""
    more = "".join(f'orders_total{{side="s{i}",symbol="BTC"}} 1\n' for i in range(50))
    found = lines(GOOD + more)
    assert len(found) == 2
    assert "and 45 more; allowed are buy, sell" in found[0]


def test_what_an_application_adds_is_a_note() -> None:
    """The contract is a minimum."""
    page = GOOD + "# TYPE sales_total counter\nsales_total 1\nthing 1\n# TYPE orders_created gauge\norders_created 1\n"
    assert lines(page) == [
        "note: sales_total: not in the contract: counter, 1 series",
        "note: thing: not in the contract: untyped, 1 series",
        "note: orders_created: created series: doubles the series; disable_created_metrics()",
    ]


def test_an_exporter_may_be_untyped_and_say_more() -> None:
    """Its names, further labels, further buckets and further metrics are its own business."""
    page = GOOD.replace("# TYPE stock gauge\n", "").replace(
        "# TYPE orders_total counter", "# TYPE orders_total untyped"
    )
    page = page.replace('side="buy"', 'side="buy",region="eu"') + "# TYPE sales counter\nsales 1\n"
    page = page.replace('wait_seconds_bucket{page="/",le="1"}', 'wait_seconds_bucket{page="/",le="0.7"} 1\n\\g', 1)
    page = page.replace("\\g", 'wait_seconds_bucket{page="/",le="1"}')
    assert lines(page, "exporter") == ["note: orders_total: unknown label: region; the contract has side, symbol"]


def test_a_subset_of_the_values_and_an_absent_optional_metric_are_right() -> None:
    """Only `buy` was seen, and `rare` is not there."""
    page = "\n".join(line for line in GOOD.splitlines() if "rare" not in line)
    assert lines(page) == []
