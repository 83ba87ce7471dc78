"""Long lists are read to their end, and never taken for whole when they are not."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.grafana.server import running
from support.grafana.standin import StandIn
from support.loopback import Reply, sequence, serving

from scripts.errors import UnexpectedAnswer
from scripts.grafana import Client, annotations, paging
from scripts.settings import Credentials, Environment

TIMES = (1_700_000_000_000, 1_700_000_000_001, 1_700_000_600_000, 1_700_086_400_000)


def page(*uids: str, token: str = "") -> Reply:
    """Make a page of `/apis`."""
    return Reply(body={"metadata": {"continue": token}, "items": [{"uid": uid} for uid in uids]})


def test_a_list_of_apis_is_followed_until_no_page_is_left() -> None:
    """However short its pages are: the server cuts at a size, too."""
    with serving(sequence(page("x", "y", token="a"), page(token="b"), page("z"))) as server:
        client = Client(Environment(name="t", url=server.url))
        assert [one["uid"] for one in paging.objects(client, "/apis/x")] == ["x", "y", "z"]

    assert [request.path.partition("continue=")[2] for request in server.requests] == ["", "a", "b"]


@pytest.mark.parametrize("body", [{"items": None}, {"metadata": {}}, [], {"items": {}}])
def test_what_is_no_list_of_apis_is_said(body: object) -> None:
    """A proxy's page, or another program: not an empty list."""
    with serving(sequence(Reply(body=body))) as server, pytest.raises(UnexpectedAnswer, match="a list without items"):
        list(paging.objects(Client(Environment(name="t", url=server.url)), "/apis/x"))


def test_a_list_that_runs_in_circles_is_said() -> None:
    """The same token twice would never end."""
    with serving(sequence(*(page("x", token=token) for token in "abab"))) as server:
        client = Client(Environment(name="t", url=server.url))
        with pytest.raises(UnexpectedAnswer, match="the list has no end"):
            list(paging.objects(client, "/apis/x"))

    assert len(server.requests) == 3


def test_a_numbered_list_ends_with_a_page_that_is_not_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the last full page was the last one."""
    monkeypatch.setattr(paging, "NUMBERED_PAGE", 2)
    replies = [
        Reply(body={"found": {"rows": rows}})
        for rows in ([{"uid": "a"}, {"uid": "b"}], [{"uid": "c"}, {"uid": "d"}], None)
    ]
    with serving(sequence(*replies)) as server:
        client = Client(Environment(name="t", url=server.url))
        found = paging.numbered(client, "/api/x", "found.rows", first=0)
        assert [one["uid"] for one in found] == ["a", "b", "c", "d"]

    assert ["page=0" in request.path for request in server.requests] == [True, False, False]


@pytest.mark.parametrize(
    ("body", "said"), [({}, "without found.rows"), ({"found": 1}, "without found.rows"), ([], "without found.rows")]
)
def test_an_answer_without_its_list_is_said(body: object, said: str) -> None:
    """By the name of what it should have had."""
    with serving(sequence(Reply(body=body))) as server, pytest.raises(UnexpectedAnswer, match=said):
        list(paging.numbered(Client(Environment(name="t", url=server.url)), "/api/x", "found.rows"))


def test_something_else_than_a_list_is_said() -> None:
    """A number where the list should be."""
    with serving(sequence(Reply(body={"rows": 7}))) as server, pytest.raises(UnexpectedAnswer, match="not a list"):
        list(paging.numbered(Client(Environment(name="t", url=server.url)), "/api/x", "rows"))


@pytest.fixture(scope="module")
def grafana() -> Iterator[StandIn]:
    """A Grafana, whose annotations each example sets anew."""
    with running(service_accounts=False) as made:
        yield made


@settings(max_examples=25)
@given(st.lists(st.sampled_from(TIMES), max_size=24), st.integers(1, 5))
def test_annotations_are_read_without_one_left_out_or_doubled(grafana: StandIn, times: list[int], most: int) -> None:
    """However few an answer holds, and however many begin at the same millisecond; the newest window first."""
    grafana.state.annotations.clear()
    made = [
        grafana.call("POST", "/api/annotations", {"time": time, "tags": [], "text": str(number)})["id"]
        for number, time in enumerate(times)
    ]
    credentials = Credentials(user="admin", password_env="SECRET")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET", "admin")
        client = Client(Environment(name="t", url=grafana.url, credentials=credentials))
        windows = list(annotations.between(client, 1, 1_800_000_000_000, most))

    found = [row["id"] for window in windows for row in window]
    assert sorted(found) == sorted(made)
    firsts = [window[0]["time"] for window in windows if window]
    assert firsts == sorted(firsts, reverse=True)
