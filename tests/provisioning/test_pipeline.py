"""What containers write arrives in a real Loki as the contract says, by a real Promtail and a real Alloy.

Docker is a stand-in; the files of provisioning/ are used as they are, with other addresses.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support import loki
from support.docker import Container, daemon

from panels.contract.loglines import ADDED, LABELS, LEVELS
from scripts.cli import run
from scripts.demo.programs import wait_for
from scripts.jsonvalue import Json

NOW = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=10)
"""When the containers wrote; Docker took each line a minute later."""
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
RUNNING = {"promtail": loki.promtail, "alloy": loki.alloy}


def stamp(seconds: float) -> str:
    """Write a moment as the applications do."""
    return (NOW + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def line(second: float, level: object = "INFO", **fields: object) -> str:
    """Write a line of an application."""
    return json.dumps({"timestamp": stamp(second), "level": level, "message": "something", **fields})


PANIC = [
    "thread 'tokio-runtime-worker' panicked at src/engine.rs:88:14:",
    "called `Option::unwrap()` on a `None` value",
    "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
    "stack backtrace:",
    "   0: rust_begin_unwind",
    "             at /rustc/std/src/panicking.rs:665:5",
]
TRACEBACK = [
    "Traceback (most recent call last):",
    '  File "/app/ai.py", line 3, in analyse',
    "    model.predict(candles)",
    "ValueError: no candles",
]
ANOTHER = [*TRACEBACK[:-1], "ValueError: no volume"]
REJECTION = [
    "TypeError: Cannot read properties of undefined (reading 'price')",
    "    at Chart (/app/.next/server/chunks/612.js:1:4242)",
    "    at renderToReadableStream {",
    "  digest: '2338471233'",
    "}",
]
WROTE: dict[str, list[str]] = {
    "rust-core-engine": [
        line(0, event="trade.executed", trace_id=TRACE, request_id="req-1", symbol="BTCUSDT"),
        line(1, "info", endpoint="/health", status=200),
        line(2, "info", endpoint="/metrics", status=200),
        line(3, "WARN", endpoint="/health", status=503),
        *PANIC,
        line(4, "error", event="trade.failed"),
        line(5, "user-4711"),
    ],
    "python-ai-service": [
        "INFO:     Started server process [1]",
        'INFO:     10.0.0.7:51234 - "GET /health HTTP/1.1" 200 OK',
        line(0, "WARNING"),
        *TRACEBACK,
        line(1, "CRITICAL"),
        *ANOTHER,
    ],
    "nextjs-ui-dashboard": [
        " \u2713 Ready in 342ms",
        json.dumps({"level": 50, "time": round((NOW + timedelta(seconds=7)).timestamp() * 1000), "msg": "pino"}),
        *REJECTION,
        " \u2a2f Error: the next one",
        "    at Page (/app/page.js:9:9)",
    ],
    "mongodb": [
        json.dumps({"t": {"$date": stamp(0).replace("Z", "+00:00")}, "s": "E", "c": "QUERY", "msg": "Slow query"}),
        json.dumps({"t": {"$date": stamp(1).replace("Z", "+00:00")}, "s": "D2", "c": "QUERY", "msg": "plan"}),
    ],
    "redis": ["1:M 28 Nov 2026 16:00:00.000 # WARNING overcommit_memory is set to 0!"],
    "rabbitmq": ["2026-11-28 16:00:00.123456+00:00 [error] <0.230.0> closing AMQP connection"],
    "prometheus": ['time=2026-11-28T16:00:00.000Z level=WARN source=main.go:1 msg="x"'],
}
KEPT = 20
"""Entries that are left: no health check that went well, each trace one, and the migration's line."""


def containers() -> Iterator[Container]:
    """What runs on the host: the services, a migration that somebody ran by hand, and a stranger."""
    taken = stamp(60)
    for service, lines in WROTE.items():
        yield Container(service, [(taken, text) for text in lines], service, ports=(8080, 9090))
    once = [(taken, line(0, event="service.started"))]
    yield Container("bot-core-rust-core-engine-run-5f1c0a", once, "rust-core-engine", oneoff=True)
    yield Container("friendly_hopper", [(taken, "I am nobody's service")])


@dataclass(frozen=True, slots=True)
class Shipped:
    """What arrived by one shipper."""

    job: str
    url: str
    loki: str
    environment: str
    found: Sequence[tuple[Json, int, str]]

    def of(self, service: str) -> list[tuple[Json, int, str]]:
        """Take the lines of one service."""
        return [one for one in self.found if one[0]["service"] == service]


@pytest.fixture(scope="module", params=RUNNING)
def shipped(
    request: pytest.FixtureRequest, loki_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shipped]:
    """Ship everything once with each shipper that is installed."""
    program = loki.installed(request.param)
    if not program:
        pytest.skip(f"{request.param} is not on the PATH")
    environment = loki.own_environment()
    with tempfile.TemporaryDirectory() as short:  # the path of a socket has at most 107 bytes
        docker = Path(short) / "docker.sock"
        folder = tmp_path_factory.mktemp(request.param)
        with (
            daemon(docker, *containers()),
            RUNNING[request.param](program, folder, docker, loki_url, environment) as url,
        ):
            found: list[tuple[Json, int, str]] = []

            def arrived() -> bool:
                found[:] = loki.entries(loki_url, f'{{environment="{environment}"}}')
                return len(found) >= KEPT

            wait_for(f"shipping with {request.param}", arrived, poll=0.2)
            yield Shipped(request.param, url, loki_url, environment, found)
    loki.forget(loki_url, environment)


def test_every_line_arrives_once_and_health_checks_do_not(shipped: Shipped) -> None:
    """The host's containers of compose are found by Docker; several ports make no second copy."""
    assert len(shipped.found) == KEPT
    assert not [text for _, _, text in shipped.found if "nobody" in text]
    health = [text for _, _, text in shipped.found if "/health" in text or "/metrics" in text]
    assert [json.loads(text)["status"] for text in health] == [503]


def test_streams_have_the_labels_of_the_contract(shipped: Shipped) -> None:
    """No more, and no value that nobody bounds."""
    streams = loki.labels(shipped.loki, f'{{environment="{shipped.environment}"}}')

    assert all(set(stream) <= {*LABELS, *ADDED} for stream in streams)
    assert all(stream["job"] == stream["service"] == stream["service_name"] for stream in streams)
    assert {stream["level"] for stream in streams if "level" in stream} <= set(LEVELS)
    assert {stream["container_name"] for stream in streams} == set(WROTE)


@pytest.mark.parametrize(
    ("service", "levels"),
    [
        ("rust-core-engine", ["INFO", "INFO", "WARN", "ERROR", "ERROR", ""]),
        ("python-ai-service", ["WARN", "FATAL", "INFO", "ERROR", "ERROR"]),
        ("nextjs-ui-dashboard", ["ERROR", "ERROR", "ERROR", ""]),
        ("mongodb", ["ERROR", "DEBUG"]),
        ("redis", ["WARN"]),
        ("rabbitmq", ["ERROR"]),
        ("prometheus", ["WARN"]),
    ],
)
def test_levels_are_normalised(shipped: Shipped, service: str, levels: list[str]) -> None:
    """Python's, pino's, MongoDB's, Redis' and the rest; what is no level becomes no label."""
    assert sorted(found.get("level", "") for found, _, _ in shipped.of(service)) == sorted(levels)


def test_the_time_is_the_line_s_own(shipped: Shipped) -> None:
    """Not that of Docker, which took the line a minute later; text without a time has Docker's."""
    (first,) = [at for _, at, text in shipped.of("nextjs-ui-dashboard") if "pino" in text]
    assert first == round((NOW + timedelta(seconds=7)).timestamp()) * 10**9
    for service in ("rust-core-engine", "python-ai-service", "mongodb"):
        for _, at, text in shipped.of(service):
            said = json.loads(text) if text.startswith("{") else {}
            own = said.get("timestamp") or said.get("t", {}).get("$date") or stamp(60)
            wanted = datetime.fromisoformat(own).timestamp()
            assert at / 1e9 == pytest.approx(wanted, abs=0.001), text


def test_a_trace_is_one_entry_and_leaves_json_alone(shipped: Shipped) -> None:
    """Each of them whole, two in a row apart, and every JSON line as it was written."""
    texts = [text for _, _, text in shipped.found]
    for trace in (PANIC, TRACEBACK, ANOTHER, REJECTION):
        assert "\n".join(trace) in texts
    written = {text for lines in WROTE.values() for text in lines if text.startswith("{")}
    assert [text for text in texts if text.startswith("{") and text not in written] == [
        line(0, event="service.started")
    ]


def test_ids_are_found_without_being_labels(shipped: Shipped) -> None:
    """By their text, as a click on `trace_id` in Grafana does; a count makes no series of each."""
    selector = f'{{environment="{shipped.environment}"}}'
    (found,) = loki.entries(shipped.loki, f'{selector} |= "{TRACE}"')

    assert {*found[0]} <= {*LABELS, *ADDED, "detected_level"}


def test_the_metrics_are_those_of_the_contract(shipped: Shipped, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the shipper, and of the Loki that took its lines: nothing is missing, and no label unknown."""
    for job, url in ((shipped.job, shipped.url), ("loki", shipped.loki)):
        assert run(["contract", "check", f"{url}/metrics", "--service", job]) == 0
        assert capsys.readouterr().out == ""
