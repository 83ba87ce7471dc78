"""Does the proxy let happen what it says, and only at the request that was chosen?"""

from collections.abc import Iterator

import pytest
import requests
from support.faults import (
    CUT_AFTER,
    CUT_BEFORE,
    EVERY,
    GARBLED,
    HALF_REQUEST,
    LATE_AFTER,
    LATE_BEFORE,
    TRUNCATED,
    TWICE,
    VERY_LATE,
    Fault,
    Proxy,
    Seen,
    answering,
    at,
    at_random,
    doing,
    proxied,
)
from support.grafana.server import running
from support.grafana.standin import StandIn

PATH = "/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards"
ENDED = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@pytest.fixture
def grafana() -> Iterator[StandIn]:
    """A Grafana."""
    with running() as grafana:
        yield grafana


@pytest.fixture
def proxy(grafana: StandIn) -> Iterator[Proxy]:
    """A proxy in front of it."""
    with proxied(grafana.url) as proxy:
        yield proxy


def create(proxy: Proxy, uid: str = "board", seconds: float = 5) -> requests.Response:
    """Make a dashboard through the proxy."""
    body = {"metadata": {"name": uid}, "spec": {"title": uid}}
    return requests.post(proxy.url + PATH, json=body, auth=("admin", "admin"), timeout=seconds)


def test_without_a_fault_everything_passes(grafana: StandIn, proxy: Proxy) -> None:
    """Status, body and headers."""
    assert create(proxy).json()["metadata"]["name"] == "board"
    assert create(proxy).status_code == 409
    listed = requests.get(proxy.url + PATH, auth=("admin", "admin"), timeout=5)
    assert [item["metadata"]["name"] for item in listed.json()["items"]] == ["board"]
    assert [seen.writes for seen in proxy.seen] == [True, True, False]
    assert [exchange.method for exchange in grafana.log] == ["POST", "POST", "GET"]


@pytest.mark.parametrize(
    ("fault", "stored"),
    [(CUT_BEFORE, False), (CUT_AFTER, True), (TRUNCATED, True)],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_a_cut_connection_tells_nothing_of_what_was_done(
    grafana: StandIn, proxy: Proxy, fault: Fault, *, stored: bool
) -> None:
    """The client sees an error in each case."""
    proxy.plan = at(0, fault)
    with pytest.raises(ENDED):
        create(proxy)
    assert ("board" in grafana.state.dashboards) is stored
    assert create(proxy, "another").status_code == 201


@pytest.mark.parametrize("fault", [LATE_BEFORE, LATE_AFTER], ids=lambda fault: fault.name)
def test_a_late_one_is_stored_after_the_client_gave_up(grafana: StandIn, proxy: Proxy, fault: Fault) -> None:
    """Whether the server got it before or after that."""
    proxy.plan = at(0, fault)
    with pytest.raises(ENDED):
        create(proxy, seconds=0.05)
    assert create(proxy, "another").status_code == 201
    assert create(proxy, "board").status_code in {201, 409}
    assert "board" in grafana.state.dashboards


def test_a_very_late_one_is_stored_when_the_test_says_so(grafana: StandIn, proxy: Proxy) -> None:
    """Long after the client gave up."""
    proxy.plan = at(0, VERY_LATE)
    with pytest.raises(ENDED):
        create(proxy, seconds=0.05)
    assert create(proxy, "another").status_code == 201
    assert "board" not in grafana.state.dashboards
    proxy.settle()
    assert "board" in grafana.state.dashboards


def test_a_doubled_request_is_answered_the_second_time(grafana: StandIn, proxy: Proxy) -> None:
    """So that a creation looks like a conflict."""
    proxy.plan = at(0, TWICE)
    assert create(proxy).status_code == 409
    assert grafana.revisions("board") == 1


def test_an_error_of_a_gateway_may_hide_a_write(grafana: StandIn, proxy: Proxy) -> None:
    """Made up instead of the server, or after it."""
    proxy.plan = at(0, answering(503))
    assert create(proxy).status_code == 503
    assert "board" not in grafana.state.dashboards
    proxy.forget(at(0, answering(502, applied=True)))
    assert create(proxy).status_code == 502
    assert "board" in grafana.state.dashboards


def test_waiting_is_asked_for_by_a_header(proxy: Proxy) -> None:
    """Retry-After."""
    proxy.plan = at(0, answering(429, headers={"Retry-After": "0"}))
    assert create(proxy).headers["Retry-After"] == "0"


def test_a_garbled_answer_is_no_json(proxy: Proxy) -> None:
    """But arrives whole."""
    proxy.plan = at(0, GARBLED)
    with pytest.raises(ValueError, match=r"."):
        create(proxy).json()


def test_half_a_request_is_refused_by_the_server(grafana: StandIn, proxy: Proxy) -> None:
    """Nothing of it is stored."""
    proxy.plan = at(0, HALF_REQUEST)
    assert create(proxy).status_code == 400
    assert grafana.state.dashboards == {}


def test_something_else_can_happen_while_a_request_is_under_way(grafana: StandIn, proxy: Proxy) -> None:
    """Such as a save in the browser."""
    create(proxy)
    proxy.forget(doing(0, lambda: grafana.save_in_browser("board", lambda model: model.update(title="edited"))))
    shown = requests.get(f"{proxy.url}{PATH}/board", auth=("admin", "admin"), timeout=5).json()
    assert shown["spec"]["title"] == "edited"


def test_faults_at_random_are_the_same_for_the_same_seed() -> None:
    """And all kinds come in time."""
    seen = [Seen(index, "GET", "/", None) for index in range(500)]
    first, again, other = ([at_random(seed, 0.5)(one) for one in seen] for seed in (1, 1, 2))
    assert first == again != other
    assert {fault.name for fault in first if fault} == {fault.name for fault in EVERY}
    assert 200 < sum(fault is None for fault in first) < 300
