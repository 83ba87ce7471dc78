"""The real Loki of the tests: named by LOKI_URL, or started from the PATH."""

from collections.abc import Iterator

import pytest
from support import loki


@pytest.fixture(scope="session")
def loki_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Loki that answers; without one the test is skipped, and says so."""
    if loki.url():
        yield loki.url()
        return
    program = loki.installed("loki")
    if not program:
        pytest.skip("no Loki: set LOKI_URL, or put loki on the PATH")
    with loki.started(program, tmp_path_factory.mktemp("loki")) as url:
        yield url
