"""Do the blackbox exporter's modules tell a good service from a bad one? Asked of the real exporter."""

import os
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from conftest import program
from support.loopback import CERTIFICATES, Reply, serving

from panels.contract import JOBS
from scripts.demo.programs import answers, free_port, wait_for

FILE = Path(__file__).parents[2] / "provisioning/blackbox/blackbox.yml"
MODULES = yaml.safe_load(FILE.read_text(encoding="utf-8"))["modules"]
DAY = 86400.0

Probe = Callable[[str, str], dict[str, float]]


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Probe]:
    """Run the exporter with our file; it trusts the CA of the tests instead of the machine's."""
    port = free_port()
    log = tmp_path_factory.mktemp("blackbox") / "log"
    argv = [program("prometheus-blackbox-exporter"), f"--config.file={FILE}", f"--web.listen-address=127.0.0.1:{port}"]
    environment = {**os.environ, "SSL_CERT_FILE": str(CERTIFICATES / "ca.pem")}
    with log.open("wb") as out:
        process = subprocess.Popen(argv, stdout=out, stderr=out, env=environment)
    wait_for("starting the exporter", lambda: answers(f"http://127.0.0.1:{port}/-/healthy"))

    def ask(module: str, target: str) -> dict[str, float]:
        query = urllib.parse.urlencode({"module": module, "target": target})
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/probe?{query}", timeout=20) as page:
            text = page.read().decode()
        lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in lines}

    try:
        yield ask
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def engine(first_line: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Be an engine that answers a request for an upgrade with this line; upgraded connections stay open."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                while not b"".join(heard).endswith(b"\r\n\r\n"):
                    heard.append(connection.recv(4096))
                connection.sendall(first_line + b"\r\n\r\n")
                if b" 101 " in first_line:
                    connection.settimeout(10)
                    connection.recv(1)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}", heard
        thread.join(10)


def test_every_module_that_a_job_asks_for_is_there() -> None:
    """A probe of an unknown module is a target that is down."""
    asked = {module for job in JOBS for module in job.params.get("module", ())}

    assert asked <= set(MODULES)


def test_every_time_out_is_shorter_than_the_scrape() -> None:
    """Prometheus gives up after 10 s; a slow answer must be a failed probe, not a missing one."""
    assert all(int(module["timeout"].removesuffix("s")) <= 10 for module in MODULES.values())


@pytest.mark.parametrize(("status", "success"), [(200, 1), (204, 1), (301, 0), (404, 0), (500, 0), (503, 0)])
def test_a_health_page_is_well_with_2xx_only(probe: Probe, status: int, success: int) -> None:
    """A redirect leads to a login page: no health page."""
    with serving(lambda _: Reply(status=status, body="", headers={"Location": "/login"})) as server:
        found = probe("http_2xx", f"{server.url}/health")

    assert (found["probe_success"], found["probe_http_status_code"]) == (success, status)


def test_a_health_page_that_is_gone_fails(probe: Probe) -> None:
    """At once, not after the time-out."""
    found = probe("http_2xx", f"http://127.0.0.1:{free_port()}/health")

    assert found["probe_success"] == 0
    assert found["probe_duration_seconds"] < 2


def test_a_certificate_tells_how_long_it_lasts(probe: Probe) -> None:
    """A valid one, behind a page that wants a login."""
    with serving(lambda _: Reply(status=401, body=""), "server") as server:
        found = probe("tls", server.url)

    assert found["probe_success"] == 1
    assert found["probe_ssl_earliest_cert_expiry"] - time.time() > 30 * DAY


def test_an_expired_certificate_still_tells_its_date(probe: Probe) -> None:
    """Else the alert on the date would fall silent on the day it is needed most."""
    with serving(lambda _: Reply(body=""), "expired") as server:
        found = probe("tls", server.url)

    assert found["probe_ssl_earliest_cert_expiry"] < time.time()


def test_a_public_name_without_tls_fails(probe: Probe) -> None:
    """There is no certificate to watch."""
    with serving(lambda _: Reply(body="")) as server:
        assert probe("tls", server.url)["probe_success"] == 0


@pytest.mark.parametrize(
    ("line", "success"), [(b"HTTP/1.1 101 Switching Protocols", 1), (b"HTTP/1.1 426 Upgrade Required", 0)]
)
def test_an_upgrade_is_asked_for_and_judged(probe: Probe, line: bytes, success: int) -> None:
    """The engine sees a whole request; the probe does not wait for the end of a connection that stays open."""
    with engine(line) as (address, heard):
        found = probe("websocket_upgrade", address)

    assert found["probe_success"] == success
    assert b"".join(heard).startswith(b"GET /ws HTTP/1.1\r\n")
    assert b"\r\nUpgrade: websocket\r\n" in b"".join(heard)
    if success:
        assert found["probe_duration_seconds"] < 1


def test_a_port_takes_connections_or_does_not(probe: Probe) -> None:
    """Whatever it speaks."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert probe("tcp_connect", f"127.0.0.1:{listening.getsockname()[1]}")["probe_success"] == 1
    assert probe("tcp_connect", f"127.0.0.1:{free_port()}")["probe_success"] == 0


@pytest.mark.parametrize(
    ("reply", "success"),
    [
        (Reply(body={}), 1),
        (Reply(body={"serverTime": 1764345600123}), 1),
        (Reply(body="<html>Access denied</html>"), 0),
        (Reply(status=451, body={"code": 0, "msg": "restricted location"}), 0),
        (Reply(status=418, body={"code": -1003}), 0),
    ],
)
def test_binance_is_known_by_its_answers(probe: Probe, reply: Reply, success: int) -> None:
    """Ping says {}, time says when; a proxy, a block or a ban is not Binance."""
    with serving(lambda _: reply, "server") as server:
        assert probe("binance", f"{server.url}/api/v3/ping")["probe_success"] == success


def test_a_false_binance_is_not_trusted(probe: Probe) -> None:
    """Here the certificate matters: orders go there."""
    with serving(lambda _: Reply(body={}), "expired") as server:
        assert probe("binance", server.url)["probe_success"] == 0
