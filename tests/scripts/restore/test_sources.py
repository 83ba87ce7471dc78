"""Other data sources: named by the user, asked for, or missing."""

from pathlib import Path

import pytest
from support.twosites import Sites
from support.workshop import PROMETHEUS, board

from scripts.jsonvalue import Json


def fill(both: Sites) -> None:
    """A dashboard with a panel and a variable that ask `prom`."""
    variable: Json = {
        "name": "source",
        "type": "datasource",
        "query": "prometheus",
        "current": {"text": "Prom", "value": PROMETHEUS},
    }
    both.source.add_datasource(PROMETHEUS, name="Prom")
    both.source.add_dashboard("one", board("One", templating={"list": [variable]}))
    both.target.add_datasource("other", name="Other")


def asked(both: Sites) -> tuple[str, str, str]:
    """Which data source the panel, its query and the variable ask in the target."""
    spec = both.target.spec("one")
    panel = spec["panels"][0]
    return panel["datasource"]["uid"], panel["datasource"]["type"], spec["templating"]["list"][0]["current"]["value"]


@pytest.mark.parametrize("words", ["prom=other", "Prom=Other", "prom=Other"])
def test_another_data_source_is_asked(both: Sites, words: str) -> None:
    """By uid or by name on both sides; the old one is not restored, and a second run finds all equal."""
    fill(both)
    saved = both.backup("a", "--only", "dashboards", "--only", "data-sources")

    said = both.restore(saved, "--map-datasource", words)

    assert (said.code, said.last) == (0, "1 created, 1 skipped"), said
    assert asked(both) == ("other", "prometheus", "other")
    assert [one["uid"] for one in both.target.state.datasources] == ["other"]
    assert both.restore(saved, "--map-datasource", words).last == "1 equal, 1 skipped"


def test_a_mapping_can_stand_in_a_file(both: Sites, tmp_path: Path) -> None:
    """JSON; anything else is refused with the form."""
    fill(both)
    saved = both.boards()
    file = tmp_path / "map.json"
    file.write_text('{"prom": "other"}')

    assert both.restore(saved, "--datasource-map", str(file)).code == 0
    assert asked(both)[0] == "other"
    for text in ("nonsense", '["a"]', '{"a": 1}'):
        file.write_text(text)
        said = both.restore(saved, "--datasource-map", str(file))
        assert (said.code, 'write {"old uid": "new uid"}' in said.err) == (2, True)


def test_a_data_source_that_is_not_there_is_refused(both: Sites) -> None:
    """Before anything is written; so is what is no pair."""
    fill(both)
    saved = both.boards()

    said = both.restore(saved, "--map-datasource", "prom=nobody")
    assert (said.code, "there is other" in said.err) == (2, True), said
    assert both.restore(saved, "--map-datasource", "prom").code == 2
    assert both.target.state.dashboards == {}


def test_what_is_missing_is_named_and_restored_all_the_same(both: Sites) -> None:
    """Grafana takes such a dashboard; the note says how to name another data source."""
    fill(both)
    saved = both.boards()

    said = both.restore(saved)

    assert said.code == 0
    assert "data source prom is missing: needed by dashboard one (One); --map-datasource prom=UID" in said.out


def test_a_person_is_asked(both: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, for each data source that is missing."""
    fill(both)
    saved = both.boards()
    monkeypatch.setattr("scripts.restore.asking.interactive", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "Other")

    assert both.restore(saved).code == 0
    assert asked(both)[0] == "other"


def test_secrets_come_from_variables_and_files(both: Sites, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is missing is named at the end, with the variable; a later run that is given it completes."""
    both.source.add_datasource("sec", basicAuth=True, secureJsonData={"basicAuthPassword": "pw", "token": "t"})
    saved = both.backup("a", "--only", "data-sources")

    said = both.restore(saved)
    assert said.code == 0
    assert "secret basicAuthPassword of data source sec is missing: $DASH_SECRET_SEC_BASICAUTHPASSWORD" in said.out

    monkeypatch.setenv("DASH_SECRET_SEC_BASICAUTHPASSWORD", "new password")
    file = tmp_path / "secrets.json"
    file.write_text('{"sec": {"token": "new token"}}')
    said = both.restore(saved, "--secrets-file", str(file))
    assert (said.code, said.last) == (0, "1 completed"), said
    assert "missing" not in said.out
    assert "new password" not in said.out + "".join(p.read_text() for p in both.root.rglob("*.json*"))
    assert both.restore(saved).last == "1 equal"
