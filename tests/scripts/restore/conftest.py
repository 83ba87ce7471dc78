"""Two Grafanas for the tests of restores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.twosites import Sites, sites

MODES = ("unified", "legacy", "v12.3", "v11", "v10")


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Sites]:
    """From a Grafana 12.4 on unified storage to another."""
    with sites(tmp_path / "project") as made:
        yield made


@pytest.fixture(params=MODES)
def any_kind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sites]:
    """From each kind of Grafana to another of the same kind."""
    with sites(tmp_path / "project", request.param, request.param) as made:
        yield made
