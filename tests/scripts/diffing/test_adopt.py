"""`dash adopt`: every edit in Grafana becomes a line of Python to change, or a piece of the patch file."""

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support import boards
from support.edits import EDITS, edited
from support.workshop import Said, Workshop, board

from scripts import adopt, status
from scripts.canonical import canonical
from scripts.grafana.live import Live
from scripts.jsonvalue import Json
from scripts.sources import Source


def adopted(shop: Workshop, *arguments: str) -> Said:
    """Run `dash adopt --env t` and make sure that it only read."""
    shop.grafana.forget()
    said = shop.dash("adopt", "--env", "t", *arguments)
    assert shop.grafana.writes == []
    return said


def edits(model: Json) -> None:
    """Do what somebody does at three in the morning."""
    model["tags"] = ["night"]
    first = model["panels"][0]
    first["fieldConfig"]["defaults"]["unit"] = "ms"
    first["targets"][0]["expr"] = "sum(up) by (job)"
    new = {**copy.deepcopy(first), "id": 99, "title": "Why is it slow?", "type": "table"}
    new["gridPos"] = {"x": 12, "y": 8, "w": 12, "h": 8}
    model["panels"].append(new)


def test_each_edit_names_its_line_and_what_to_change(any_shop: Workshop) -> None:
    """From the code to Grafana; the whole new panel is in the patch file."""
    any_shop.push()
    any_shop.grafana.save_in_browser("a", edits)

    said = adopted(any_shop, "a")

    assert said.code == 0
    assert said.out.splitlines() == [
        "boards/a.json  the dashboard",
        "    tags none -> night",
        "boards/a.json:1  One",
        "    query A: up{panel='One'} -> sum(up) by (job)",
        "    unit none -> ms",
        "boards/a.json  Why is it slow?",
        "    panel added (table)  (see a.adopt.json)",
        "4 changes to adopt",
    ]
    patch = json.loads((any_shop.root / "a.adopt.json").read_text())
    (change,) = patch["changes"]
    assert (patch["uid"], change["kind"], change["panel"]) == ("a", "added", "Why is it slow?")
    assert change["new"]["targets"][0]["expr"] == "sum(up) by (job)"


def test_after_the_change_there_is_nothing_to_adopt(shop: Workshop) -> None:
    """In sync, or the code is ahead: no file, no words."""
    shop.push()
    said = adopted(shop, "a")
    assert (said.code, said.out) == (0, "0 changes to adopt\n")
    assert "in sync" in said.err

    shop.code("a", board("A", "Another"))
    said = adopted(shop, "a")
    assert (said.code, said.out) == (0, "0 changes to adopt\n")
    assert "code ahead" in said.err
    assert not (shop.root / "a.adopt.json").exists()


def test_a_dashboard_that_somebody_moved_has_nothing_for_the_code(shop: Workshop) -> None:
    """The folder is said by dash.toml: what brings it back is named, because a refused push leads here."""
    shop.grafana.add_folder("elsewhere")
    shop.grafana.add_dashboard("a", board("A"), folder="elsewhere")

    said = adopted(shop, "a")

    assert (said.code, said.out) == (0, "0 changes to adopt\n")
    assert "it lies in elsewhere, not in team" in said.err
    assert "dash push --env t --ours a" in said.err


def test_changes_on_both_sides_are_told_with_a_warning(shop: Workshop) -> None:
    """Nobody can tell them apart, for only the checksum of the last push is known."""
    shop.push()
    shop.edit("a")
    shop.code("a", board("A", "Another"))

    said = adopted(shop, "a")

    assert "changed on both sides" in said.err
    assert "title A -> Edited" in said.out


def test_the_patch_file_may_be_named(shop: Workshop) -> None:
    """And JSON goes to stdout, with everything in it."""
    shop.push()
    shop.grafana.save_in_browser("a", edits)

    said = adopted(shop, "a", "--output", str(shop.root / "other" / "patch.json"))
    assert "(see patch.json)" in said.out
    assert (shop.root / "other" / "patch.json").is_file()

    document = json.loads(adopted(shop, "a", "--format", "json").out)
    assert len(document["changes"]) == 4
    assert not (shop.root / "a.adopt.json").exists()


def test_a_dashboard_that_is_not_there(shop: Workshop) -> None:
    """One line and the command that makes it."""
    said = adopted(shop, "a")

    assert said.code == 2
    assert "dash push --env t a" in said.err


@pytest.mark.parametrize("name", sorted(EDITS))
def test_no_edit_is_neither_in_words_nor_in_the_patch(name: str) -> None:
    """Each edit that a person can make is told: what is cut in the words is whole in the file or below them."""
    code = canonical(boards.spec("api-performance"))
    done, changed = edited(code, Random(5), name)

    pair = _pair(code, changed)
    found = adopt.adopted(pair)

    assert bool(found) == bool(done)
    for one in found:
        assert one.line.startswith("dashboards/api.py")
        if adopt.in_words(one) and adopt.CUT in one.words and one.new is not None:
            said = "\n".join(adopt.lines(found, Path("x.json")))
            assert isinstance(one.new, str)
            assert one.new.splitlines()[0] in said


def _pair(code: Json, live: Json) -> status.Pair:
    lines = {number: f"dashboards/api.py:{n}" for n, number in enumerate(boards.board("api-performance").sources)}
    there: Any = {"resource_version": "1", "version": 1, "annotations": {}, "labels": {}, "raw": {}}
    return status.Pair(
        uid="u",
        title="T",
        status=status.Status.EDITED,
        source=Source("u", "T", code, "dashboards/api.py", lines),
        wanted=code,
        live=Live(uid="u", title="T", folder="", spec=live, **there),
    )


def test_a_renamed_panel_leads_to_the_line_of_the_old_one() -> None:
    """Its id in Grafana stays, while ours follows from the title."""
    code = canonical(boards.spec("api-performance"))
    live = copy.deepcopy(code)
    panel = next(one for one in live["panels"] if one["type"] == "stat")
    panel.update(title="By another name", id=4711)

    (change,) = adopt.adopted(_pair(code, live))

    assert change.words.startswith("renamed from")
    assert change.line.startswith("dashboards/api.py:")
