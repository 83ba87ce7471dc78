"""The Grafanas that the contract is held against: a real one if GRAFANA_URL is set, else each mode of the stand-in."""

from collections.abc import Iterator

import pytest
from support.contract import Api, Target, real
from support.grafana.server import running

BULK = ("unified", "legacy", "v12.3")
"""Modes that list and write whole dashboards through /apis."""

OLD = ("unified", "legacy", "v12.3", "v11", "v10")
"""Modes that have the old API: all of them."""

_REAL = real()


def _serve(mode: str) -> Iterator[Api]:
    if _REAL is not None:
        with Api(_REAL) as api:
            yield api
        return
    with running(mode) as grafana, Api(Target(grafana.url)) as api:
        yield api


@pytest.fixture(scope="module", params=["real"] if _REAL else BULK)
def bulk(request: pytest.FixtureRequest) -> Iterator[Api]:
    """A Grafana that lists and writes whole dashboards."""
    yield from _serve(request.param)


@pytest.fixture(scope="module", params=["real"] if _REAL else OLD)
def old(request: pytest.FixtureRequest) -> Iterator[Api]:
    """Any Grafana, spoken to through the old API."""
    yield from _serve(request.param)
