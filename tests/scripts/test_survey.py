"""What is read of a Grafana, and what is kept of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.workshop import FOLDER, Workshop, board, workshop

from scripts import settings, sources, survey
from scripts.grafana import Client, capabilities
from scripts.status import Status
from scripts.survey import Survey

MODES = ["unified", "legacy", "v12.3", "v11", "v10"]


@pytest.fixture(params=MODES)
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workshop]:
    """Be a project with each kind of Grafana, pushed."""
    with workshop(tmp_path / "project", request.param) as made:
        made.push()
        yield made


def surveyed(shop: Workshop, *uids: str) -> Survey:
    """Look at everything, or at these dashboards."""
    configured = settings.load(shop.root)
    with Client(configured.environment("t")) as client:
        can = capabilities.discover(client)
        shop.grafana.forget()
        return survey.survey(client, can, sources.load(configured, uids), whole=not uids)


def test_unchanged_dashboards_cost_the_list_and_nothing_else(shop: Workshop) -> None:
    """One request for all in bulk, one each with the old API; no history is asked for."""
    seen = surveyed(shop)

    assert [pair.status for pair in seen.pairs] == [Status.IN_SYNC, Status.IN_SYNC]
    assert len(shop.grafana.log) == (1 if shop.grafana.state.mode.list_for_all else 3)


def test_dashboards_of_others_elsewhere_are_not_kept(shop: Workshop) -> None:
    """Only the code's and those of our folder."""
    shop.grafana.add_folder("elsewhere")
    shop.grafana.add_dashboard("far", board("Far"), folder="elsewhere")
    shop.grafana.add_dashboard("near", board("Near"), folder=FOLDER)

    seen = surveyed(shop)

    assert [(pair.uid, pair.status) for pair in seen.pairs[2:]] == [("near", Status.OTHERS)]


def test_named_dashboards_are_read_alone(shop: Workshop) -> None:
    """What is not named is neither read nor judged."""
    seen = surveyed(shop, "b")

    assert [pair.uid for pair in seen.pairs] == ["b"]
    assert not seen.whole
    assert len(shop.grafana.log) == 1


def test_the_storage_is_seen_in_passing(shop: Workshop) -> None:
    """No request is spent on it where a dashboard is there."""
    assert surveyed(shop).legacy is (shop.grafana.state.mode.name != "unified")


def test_two_dashboards_with_one_title_are_two(shop: Workshop) -> None:
    """The uid is the identity."""
    shop.code("b", board("A"))

    seen = surveyed(shop)

    assert [(pair.uid, pair.status) for pair in seen.pairs] == [("a", Status.IN_SYNC), ("b", Status.CODE_AHEAD)]


def test_without_the_right_to_see_versions_nothing_is_assumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A viewer of a Grafana that keeps no annotations: a difference is never called the code's."""
    with workshop(tmp_path / "project", "v11") as shop:
        shop.push()
        shop.code("a", board("A2"))
        viewer = shop.grafana.state.accounts.add_user("viewer", "viewer", "Viewer")
        assert viewer.role == "Viewer"
        text = (shop.root / "dash.toml").read_text().replace('user = "admin"', 'user = "viewer"')
        (shop.root / "dash.toml").write_text(text)
        monkeypatch.setenv("SECRET", "viewer")

        seen = surveyed(shop)

    assert (seen.pairs[0].status, seen.pairs[0].why) == (Status.BOTH, "nothing tells what was pushed last")
