"""What is unusual about our folder is told, and nothing else."""

import pytest
import requests
from support.grafana.server import running
from support.grafana.standin import Manager, StandIn

from scripts.grafana import Client
from scripts.jsonvalue import Json
from scripts.ourfolder import notes
from scripts.settings import Credentials, Environment, Folder

USUAL: list[Json] = [{"role": "Viewer", "permission": 1}, {"role": "Editor", "permission": 2}]


def told(grafana: StandIn, monkeypatch: pytest.MonkeyPatch, token: str = "", uid: str = "team") -> list[str]:
    """List the notes."""
    monkeypatch.setenv("SECRET", token or "admin")
    how = Credentials(token_env="SECRET") if token else Credentials(user="admin", password_env="SECRET")
    folder = Folder(uid=uid, title="Team")
    with Client(Environment(name="t", url=grafana.url, folder=folder, credentials=how)) as client:
        return list(notes(client))


def made(grafana: StandIn, title: str = "Team") -> None:
    """Make the folder as a push does."""
    body = {"uid": "team", "title": title}
    requests.post(f"{grafana.url}/api/folders", json=body, auth=("admin", "admin"), timeout=5).raise_for_status()


def granted(grafana: StandIn, *items: Json) -> None:
    """Set the permissions as the browser does."""
    url = f"{grafana.url}/api/folders/team/permissions"
    requests.post(url, json={"items": list(items)}, auth=("admin", "admin"), timeout=5).raise_for_status()


@pytest.mark.parametrize("mode", ["unified", "legacy", "v11"])
def test_a_folder_that_a_push_made_is_as_it_should_be(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to tell, nor about the root, nor where there is no folder but that it will be made."""
    with running(mode) as grafana:
        assert told(grafana, monkeypatch) == ["the folder Team (team) is not there; a push makes it"]
        assert told(grafana, monkeypatch, uid="") == []

        made(grafana)

        assert told(grafana, monkeypatch) == []


def test_permissions_that_grafana_does_not_give_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A role without, a role with more, a person besides."""
    with running("unified") as grafana:
        made(grafana)
        granted(grafana, {"role": "Viewer", "permission": 2})

        assert told(grafana, monkeypatch) == [
            "folder team: the role Viewer may edit, usual is view",
            "folder team: the role Editor may do nothing, usual is edit",
        ]

        granted(grafana, *USUAL, {"userId": 1, "permission": 4}, {"userId": 1, "permission": 2})
        granted(grafana, *USUAL, {"userId": 1, "permission": 2})
        assert told(grafana, monkeypatch) == ["folder team: granted besides: admin may edit"]


def test_what_we_may_not_see_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A viewer sees the folder, not who else does; and may not save there."""
    with running("unified") as grafana:
        made(grafana)

        assert told(grafana, monkeypatch, grafana.tokens["Viewer"]) == [
            "we may not save in the folder team",
            "we may not see the permissions of the folder team",
        ]


def test_another_title_a_parent_and_a_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    """A push changes none of these."""
    with running("unified") as grafana:
        grafana.add_folder("around", "Around")
        grafana.add_folder("team", "Crew", parent="around", manager=Manager(kind="terraform", ident="x"))

        said = told(grafana, monkeypatch)

        assert said[0] == "the folder team is called Crew in Grafana, Team in dash.toml"
        assert said[1].startswith("the folder team is managed by")
        assert "the folder team lies in around, not at the root" in said
