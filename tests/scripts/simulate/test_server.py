"""Is the simulation served as Prometheus expects it, and switched while it runs?"""

import json
import urllib.error
import urllib.request

import pytest

from scripts.errors import DashError
from scripts.simulate.model import Model
from scripts.simulate.server import Simulation, serving

NOW = 1_795_000_000.0


def get(url: str, method: str = "GET") -> tuple[int, str, str]:
    """Ask; returns status, content type and body."""
    request = urllib.request.Request(url, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


def test_every_target_has_its_page() -> None:
    """As the model writes it, with the content type of the text format."""
    simulation = Simulation(Model(), clock=lambda: NOW)
    with serving(simulation) as address:
        index = get(f"http://{address}/")[2]
        for target in simulation.model.targets:
            status, kind, body = get(f"http://{address}{target.path}?module=http_2xx")
            assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
            assert body == simulation.model.page(target, NOW, simulation.timeline)
            assert f"  {target.path}\n" in index


def test_a_scenario_is_switched_and_shown() -> None:
    """A job that is down answers 503, and comes back."""
    told: list[str] = []
    simulation = Simulation(Model(), clock=lambda: NOW)
    with serving(simulation, told=told.append) as address:
        assert get(f"http://{address}/scenario/service-down", "POST")[0] == 200
        assert json.loads(get(f"http://{address}/scenario")[2])["scenario"] == "service-down"
        status, _, body = get(f"http://{address}/rust-core-engine/metrics")
        assert (status, body) == (503, "rust-core-engine is down in scenario service-down\n")
        assert get(f"http://{address}/redis/metrics")[0] == 200
        assert get(f"http://{address}/scenario/healthy", "POST")[0] == 200
        assert get(f"http://{address}/rust-core-engine/metrics")[0] == 200
    assert told == ["service-down", "healthy"]


@pytest.mark.parametrize(
    ("path", "method", "says"),
    [
        ("/nothing", "GET", "there is nothing at /nothing"),
        ("/scenario/disk-ful", "POST", "did you mean disk-full?"),
        ("/scenario/", "POST", "POST /scenario/NAME"),
        ("/redis/metrics", "POST", "POST /scenario/NAME"),
    ],
)
def test_a_wrong_request_is_answered_with_what_is_right(path: str, method: str, says: str) -> None:
    """With 404, and nothing is switched."""
    simulation = Simulation(Model())
    with serving(simulation) as address:
        status, _, body = get(f"http://{address}{path}", method)
    assert status == 404
    assert says in body
    assert simulation.scenario == "healthy"


def test_a_taken_port_is_one_line() -> None:
    """With the flag that helps."""
    simulation = Simulation(Model())
    with serving(simulation) as address:
        port = int(address.partition(":")[2])
        with pytest.raises(DashError, match=rf"cannot listen on 127.0.0.1:{port}: Address already in use") as caught:
            serving(simulation, port).__enter__()
    assert "--port" in caught.value.hint
