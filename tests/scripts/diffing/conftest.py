"""A project and a Grafana for the tests of `dash diff` and `dash adopt`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.workshop import Workshop, workshop

MODES = ("unified", "legacy", "v11")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    """Compare with a Grafana 12.4 on unified storage."""
    with workshop(tmp_path / "project") as made:
        yield made


@pytest.fixture(params=MODES)
def any_shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workshop]:
    """Compare with each kind of Grafana."""
    with workshop(tmp_path / "project", request.param) as made:
        yield made
