"""What the tests of notifying share: one real Alertmanager, with our configuration and an inbox behind it."""

from collections.abc import Iterator

import pytest
from support import alertmanagers
from support.alertmanagers import Running


@pytest.fixture(scope="session")
def alertmanager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Be an Alertmanager that groups a hundred times as fast as in production."""
    with alertmanagers.running(tmp_path_factory.mktemp("alertmanager")) as found:
        yield found
