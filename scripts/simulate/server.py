"""How is the simulated Bot-Core served: one HTTP port, one path a target, scenarios switched while it runs?

GET  /                     what there is
GET  /<job>/metrics        a target's page; 503 while a scenario has the job down
GET  /scenario             the scenario that rules, as JSON
POST /scenario/<name>      switch
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from scripts.errors import ConfigurationError, DashError
from scripts.simulate.model import Model
from scripts.simulate.scenarios import SCENARIOS
from scripts.simulate.timeline import Timeline

PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Simulation:
    """A model and what has happened to it; switched by any thread, read by any other.

    Args:
        model: the targets.
        clock: tells the time, in Unix seconds.
        timeline: what happened before.
    """

    def __init__(self, model: Model, clock: Callable[[], float] = time.time, timeline: Timeline | None = None) -> None:
        """Begin with nothing gone wrong."""
        self.model = model
        self.clock = clock
        self.timeline = timeline or Timeline()
        self._lock = threading.Lock()

    @property
    def scenario(self) -> str:
        """Name the scenario that rules now."""
        return self.timeline.at(self.clock()).scenario.name

    def switch(self, name: str) -> None:
        """Let a scenario rule from now on.

        Raises:
            ConfigurationError: there is no such scenario.
        """
        with self._lock:
            self.timeline = self.timeline.switched(name, self.clock())

    def answer(self, path: str) -> tuple[int, str, str]:
        """Answer a GET: status, content type, body."""
        if path == "/scenario":
            body = json.dumps({"scenario": self.scenario, "scenarios": list(SCENARIOS)})
            return 200, "application/json", body + "\n"
        if path == "/":
            return 200, "text/plain; charset=utf-8", self._index()
        target = next((target for target in self.model.targets if target.path == path), None)
        if target is None:
            return 404, "text/plain; charset=utf-8", f"there is nothing at {path}; / lists what there is\n"
        now = self.clock()
        if self.timeline.is_down(target.job.name, now):
            return 503, "text/plain; charset=utf-8", f"{target.job.name} is down in scenario {self.scenario}\n"
        return 200, PROMETHEUS_TEXT, self.model.page(target, now, self.timeline)

    def _index(self) -> str:
        lines = [f"A simulated Bot-Core, seed {self.model.seed}, scenario {self.scenario}.", "", "Metrics pages:"]
        lines += [f"  {target.path}" for target in self.model.targets]
        lines += ["", "Scenarios, switched by POST /scenario/NAME:"]
        lines += [f"  {scenario.name:18} {scenario.text}" for scenario in SCENARIOS.values()]
        return "\n".join(lines) + "\n"


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for a simulation; the server carries it."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        """Answer with a page, the scenario or the index."""
        self._send(*self.server.simulation.answer(urlsplit(self.path).path))

    def do_POST(self) -> None:
        """Switch the scenario."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        name = path.removeprefix("/scenario/")
        if name == path or not name:
            return self._send(404, "text/plain; charset=utf-8", "POST /scenario/NAME switches the scenario\n")
        try:
            self.server.simulation.switch(name)
        except ConfigurationError as error:
            return self._send(404, "text/plain; charset=utf-8", f"{error.message}; {error.hint}\n")
        self.server.told(name)
        return self._send(200, "application/json", json.dumps({"scenario": name}) + "\n")

    def _send(self, status: int, kind: str, body: str) -> None:
        raw = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
        """Stay silent: Prometheus asks twenty times in fifteen seconds."""
        del format, args


class _Server(ThreadingHTTPServer):
    """Carries the simulation to the handlers."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], simulation: Simulation, told: Callable[[str], None]) -> None:
        self.simulation = simulation
        self.told = told
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away."""
        del request, client_address


@contextmanager
def serving(
    simulation: Simulation, port: int = 0, host: str = "127.0.0.1", told: Callable[[str], None] = lambda _: None
) -> Iterator[str]:
    """Serve a simulation in the background for as long as the `with` lasts.

    Args:
        simulation: what to serve.
        port: 0 takes a free one.
        host: the address to listen on.
        told: called with the name of every scenario that is switched to.

    Yields:
        The address, as `host:port`.

    Raises:
        DashError: the port is taken.
    """
    try:
        server = _Server((host, port), simulation, told)
    except OSError as error:
        raise DashError(f"cannot listen on {host}:{port}: {error.strerror}", "give another --port") from None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="simulator")
    thread.start()
    try:
        yield f"{host}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
