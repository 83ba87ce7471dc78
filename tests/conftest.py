"""What every test may use."""

import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # a busy one is slow, not wrong
settings.load_profile("any machine")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep proxies, colours and passwords of the machine out of the tests."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "NO_COLOR", "GRAFANA_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _ctrl_c_works() -> None:
    """Take Ctrl-C as a terminal gives it: a shell starts background jobs, and so some CIs, with SIGINT ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def root() -> Path:
    """Be the checkout."""
    return ROOT


def program(name: str) -> str:
    """Find a real program on the PATH or in `.stack/`.

    Raises:
        FileNotFoundError: it is not there; `make programs` brings it.
    """
    found = shutil.which(name) or shutil.which(name, path=str(ROOT / ".stack/usr/bin"))
    if found is None:
        raise FileNotFoundError(f"{name} is not there: run `make programs`")
    return found


@pytest.fixture
def promtool() -> str:
    """Be the real promtool."""
    return program("promtool")


@pytest.fixture(scope="session")
def loki_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Be a real Loki: the one of LOKI_URL, or one from the PATH; without either the test is skipped, and says so."""
    from support import loki

    if loki.url():
        yield loki.url()
        return
    found = loki.installed("loki")
    if not found:
        pytest.skip("no Loki: set LOKI_URL, or put loki on the PATH")
    with loki.started(found, tmp_path_factory.mktemp("loki")) as url:
        yield url
