"""Which declarations does the contract refuse?"""

from collections.abc import Callable

import pytest

from panels.contract.model import ContractError, Job, Label, Metric, counter, gauge, histogram, like, one_of


def a_job(*metrics: Metric, kind: str = "application") -> Job:
    """Make a job of these metrics."""
    return Job(
        name="shop",
        service="shop",
        kind=kind,  # type: ignore[arg-type]  # the test gives one of the literals
        host="shop",
        port=80,
        description="A shop",
        metrics=metrics,
    )


def test_a_closed_label_accepts_only_its_values() -> None:
    """An enumeration is closed."""
    side = one_of("side", "buy", "sell")
    assert side.closed
    assert side.limit == 2
    assert side.accepts("buy")
    assert not side.accepts("hold")
    assert not side.accepts("buy ")


def test_a_patterned_label_accepts_what_matches_as_a_whole() -> None:
    """The pattern is anchored on both sides, and the examples need not match it."""
    version = like("version", r"\d+\.\d+", 2, "next")
    assert not version.closed
    assert version.accepts("1.4")
    assert version.accepts("next")
    assert not version.accepts("1.4-beta")


def test_a_label_with_neither_accepts_anything() -> None:
    """Labels that a rule or Prometheus sets are not judged."""
    assert Label("le").accepts("0.5")
    assert not Label("le").closed


@pytest.mark.parametrize(
    ("declare", "says"),
    [
        (lambda: Label("a-b", ("x",)), "letters, digits and underscores"),
        (lambda: Label("side", ("buy", "buy")), "listed twice"),
        (lambda: Label("side", pattern="x"), "needs `most`"),
        (lambda: Label("side", ("a", "b"), "x", 1), "at least as many as the examples"),
        (lambda: Label("side", ("a",), most=3), "goes with a pattern"),
        (lambda: gauge("9lives", "1", "Lives."), "begins with no digit"),
        (lambda: Metric("a", "summary", (), "1", "A."), "is no type"),  # type: ignore[arg-type]  # on purpose
        (lambda: gauge("a", "1", "A.", one_of("x", "1"), one_of("x", "2")), "declared twice"),
        (lambda: gauge("a", "1", "A.", one_of("le", "1")), "reserves this label"),
        (lambda: gauge("a", "1", "A.", one_of("__name__", "1")), "reserves this label"),
        (lambda: gauge("a", "1", "A.", Label("x")), "closed list of values, or a pattern"),
        (lambda: histogram("a", "s", "A.", ()), "needs buckets"),
        (lambda: Metric("a", "gauge", (), "1", "A.", (1.0,)), "nothing else has any"),
        (lambda: histogram("a", "s", "A.", (1, 0.5)), "must ascend"),
        (lambda: histogram("a", "s", "A.", (1, 1)), "must ascend"),
        (lambda: gauge("a", "1", " "), "say in `help`"),
        (lambda: a_job(gauge("a", "1", "A."), gauge("a", "1", "A.")), "shop: a is declared twice"),
        (lambda: a_job(gauge("a", "1", "A.", one_of("service", "x"))), "service is a target label"),
        (lambda: a_job(counter("a", "1", "A.")), "ends in _total"),
    ],
)
def test_a_contradiction_is_refused_with_its_reason(declare: Callable[[], object], says: str) -> None:
    """Each rule has an error that names it."""
    with pytest.raises(ContractError, match=says):
        declare()


def test_an_exporter_may_name_its_counters_as_it_likes() -> None:
    """Only applications are ours to name."""
    assert a_job(counter("a", "1", "A."), kind="exporter").metric("a") is not None
    assert a_job(kind="exporter").metric("a") is None
