"""`dash diff` against every kind of Grafana: what it finds, what it says, and that it writes nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from support import boards
from support.grafana.provisioning import File
from support.grafana.standin import Manager
from support.workshop import FOLDER, Said, Workshop, board

from scripts.canonical import canonical
from scripts.jsonvalue import Json


def diff(shop: Workshop, *arguments: str) -> Said:
    """Run `dash diff --env t` and make sure that it only read."""
    shop.grafana.forget()
    said = shop.dash("diff", "--env", "t", *arguments)
    assert shop.grafana.writes == []
    return said


def statuses(shop: Workshop) -> dict[str, str]:
    """Read the status of each dashboard."""
    document = json.loads(diff(shop, "--format", "json").out)
    return {one["uid"]: one["status"] for one in document["dashboards"]}


def setting(*path: str | int, value: Any) -> Callable[[Json], object]:  # noqa: ANN401 - any JSON value
    """Make a change of one setting, as somebody does it in the browser."""

    def change(model: Json) -> None:
        node: Any = model
        for part in path[:-1]:
            node = node[part]
        node[path[-1]] = value

    return change


def test_before_the_first_push_everything_is_only_in_the_code(any_shop: Workshop) -> None:
    """And the folder is missing: drift."""
    said = diff(any_shop)

    assert said.code == 1
    assert "+ a  A\n    only in code: 1 panel\n" in said.out
    assert "note: the folder Team (team) is not there; a push makes it" in said.out
    assert said.last == "2 dashboards: 2 only in code"


def test_after_a_push_and_a_save_without_a_change_there_is_no_difference(any_shop: Workshop) -> None:
    """The browser fills in defaults and turns nulls to zeros: nobody sees any of it."""
    any_shop.code("a", {**canonical(boards.spec("api-performance")), "title": "A"})
    any_shop.push("--ignore-missing")
    any_shop.grafana.save_in_browser("a")

    said = diff(any_shop)

    assert (said.code, said.out) == (0, "2 dashboards: 2 in sync\n")


def test_an_edit_in_the_browser_shows_itself(any_shop: Workshop) -> None:
    """Just that, on its panel, with the line of the source."""
    any_shop.push()
    any_shop.grafana.save_in_browser("a", setting("panels", 0, "targets", 0, "expr", value="up{panel='Two'}"))

    said = diff(any_shop)

    assert said.code == 1
    assert said.out.splitlines() == [
        "t -> code:",
        "~ a  A",
        "    edited in Grafana: 1 panel changed",
        "  ~ One                                                          boards/a.json:1",
        "      query A: up{panel=[-'Two'-]{+'One'+}}",
        "2 dashboards: 1 edited in Grafana, 1 in sync",
    ]


def test_who_changed_what_is_told(any_shop: Workshop) -> None:
    """Code ahead, edited, both, only in code, ours that is gone, others'."""
    for uid in "cdef":
        any_shop.code(uid, board(uid.upper()))
    any_shop.push()
    for uid in "bd":
        any_shop.edit(uid)
    for uid in "cd":
        any_shop.code(uid, board(uid.upper(), "Another"))
    any_shop.code("e", None)
    any_shop.code("g", board("G"))
    any_shop.grafana.add_dashboard("guest", board("Guest"), folder=FOLDER)
    any_shop.grafana.add_dashboard("far", board("Far"))

    assert statuses(any_shop) == {
        "a": "in sync",
        "b": "edited in Grafana",
        "c": "code ahead",
        "d": "changed on both sides",
        "f": "in sync",
        "g": "only in code",
        "e": "only in Grafana, ours",
        "guest": "only in Grafana, others'",
    }


def test_somebody_elses_dashboards_in_our_folder_are_no_drift(shop: Workshop) -> None:
    """They are told, and nobody has to do anything."""
    shop.push()
    shop.grafana.add_dashboard("guest", board("Guest"), folder=FOLDER)

    said = diff(shop)

    assert said.code == 0
    assert "  guest  Guest\n    only in Grafana, others': 1 panel\n" in said.out


def test_a_dashboard_from_a_file_is_compared_but_not_ours(shop: Workshop) -> None:
    """Grafana of the guide's compose file provisions our dashboards: in sync is in sync."""
    shop.grafana.provision(File(uid="a", spec=board("A"), provider="p", path="a.json", folder=FOLDER))
    shop.grafana.add_dashboard("b", board("B", "Else"), folder=FOLDER, manager=Manager(kind="terraform", ident="x"))

    said = diff(shop, "--format", "json")
    found = {one["uid"]: one for one in json.loads(said.out)["dashboards"]}

    assert (found["a"]["status"], found["a"]["drift"]) == ("from a provisioning file", False)
    assert (found["b"]["status"], found["b"]["drift"]) == ("managed by someone else", True)
    assert found["b"]["why"] == "Terraform (x)"
    assert said.code == 1


def test_a_dashboard_in_another_folder_differs(shop: Workshop) -> None:
    """A push would bring it back."""
    shop.grafana.add_folder("away", "Away")
    shop.grafana.add_dashboard("a", board("A"), folder="away")

    said = diff(shop, "a")

    assert said.code == 1
    assert "      folder away -> team\n" in said.out


def test_dashboards_are_asked_for_by_uid(any_shop: Workshop) -> None:
    """Only those are read, and nothing else is told."""
    any_shop.push()
    any_shop.edit("a")
    any_shop.edit("b")

    said = diff(any_shop, "a")

    assert said.code == 1
    assert "b  " not in said.out
    assert said.last == "1 dashboard: 1 edited in Grafana"
    assert diff(any_shop, "nowhere").code == 2


def test_the_bulk_list_takes_one_request_for_all(shop: Workshop) -> None:
    """As many dashboards as there are: the number of requests stays."""
    for n in range(40):
        shop.grafana.add_dashboard(f"x{n}", board(f"X{n}"))
    shop.push()

    diff(shop)

    assert sum("/dashboards?" in one.path for one in shop.grafana.log) == 1
    assert len(shop.grafana.log) <= 6


def test_our_folder_belongs_to_the_diff(shop: Workshop) -> None:
    """Its title, and permissions that Grafana does not give by itself."""
    shop.push()
    assert diff(shop).out == "2 dashboards: 2 in sync\n"

    folder = shop.grafana.state.folders[FOLDER]
    folder.now.spec["title"] = "Crew"
    folder.grants = [one for one in folder.grants if one.role != "Viewer"]

    said = diff(shop)

    assert said.code == 0
    assert said.out.splitlines()[:2] == [
        "note: the folder team is called Crew in Grafana, Team in dash.toml",
        "note: folder team: the role Viewer may do nothing, usual is view",
    ]


@pytest.mark.parametrize("form", ["text", "json", "markdown", "github"])
def test_the_result_goes_to_a_file_whole(shop: Workshop, form: str) -> None:
    """The same as on stdout, without colour; stdout stays empty."""
    shop.push()
    shop.edit("a")
    file = shop.root / "out" / "found"

    shown, written = diff(shop, "--format", form), diff(shop, "--format", form, "--output", str(file))

    assert file.read_text() == shown.out
    assert (written.code, written.out) == (1, "")
    assert "wrote" in written.err


def test_a_file_that_cannot_be_written_is_an_error(shop: Workshop) -> None:
    """One line, and the code of a failing disk."""
    (shop.root / "taken").write_text("")

    said = diff(shop, "--output", str(shop.root / "taken" / "found"))

    assert said.code == 5
    assert "cannot be written" in said.err


def test_a_wrong_password_is_one_line(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, and no second try."""
    monkeypatch.setenv("SECRET", "wrong")

    said = diff(shop)

    assert said.code == 3
    assert "wrong" not in said.err
    assert len(shop.grafana.log) == 1


def test_a_server_that_is_not_there_is_one_line(shop: Workshop) -> None:
    """Exit 5."""
    shop.configure(url="http://127.0.0.1:1")

    said = shop.dash("diff", "--env", "t")

    assert said.code == 5
    assert len(said.err.splitlines()) <= 2


def test_the_environments_values_are_no_difference(shop: Workshop) -> None:
    """The code with the environment's data source is what a push writes."""
    one = {"name": "ds", "type": "datasource", "query": "prometheus", "current": {"text": "x", "value": "x"}}
    shop.configure('datasources = { prometheus = "prom" }')
    shop.code("a", board("A", templating={"list": [one]}))
    shop.push()

    assert diff(shop).code == 0


def test_full_shows_each_difference_on_its_own(shop: Workshop) -> None:
    """Three settings of the look: one line, or three."""
    shop.push()

    def restyle(model: Json) -> None:
        custom = model["panels"][0]["fieldConfig"]["defaults"]["custom"]
        custom.update(lineWidth=3, fillOpacity=50, pointSize=9)

    shop.grafana.save_in_browser("a", restyle)

    assert diff(shop).out.count("line width") == 1
    assert "look: " in diff(shop).out
    assert "look: " not in diff(shop, "--full").out
    assert "      line width 3 -> 1\n" in diff(shop, "--full").out
