"""Dashboards come from a catalog, grafanalib files and JSON files; what is wrong is named with file and line."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import settings, sources
from scripts.errors import ConfigurationError, SourceError
from scripts.settings import Settings

GOOD = '''"""A board."""
from panels.factories import stat
from panels.layout import Board, dashboard, row
from panels.queries.expr import vector


def build() -> Board:
    one = stat("One", vector(1))
    words = {{"question": "?", "time": "now-1h", "refresh": "30s"}}
    return dashboard("{title}", row("Now", [one]), uid="{uid}", area="api", choices=[], **words)
'''


@pytest.fixture
def team(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Be another team's project, whose modules are forgotten afterwards."""
    name = "team_" + "".join(one if one.isalnum() else "_" for one in request.node.name)
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(f'CATALOG = {{"one": "{name}.one", "two": "{name}.two"}}\n')
    (tmp_path / name / "one.py").write_text(GOOD.format(title="First", uid="one"))
    (tmp_path / name / "two.py").write_text(GOOD.format(title="Second", uid="two"))
    (tmp_path / "dash.toml").write_text(f'[sources]\ncatalog = "{name}:CATALOG"\n')
    yield tmp_path / name
    sys.path[:] = [path for path in sys.path if path != str(tmp_path)]
    for module in [module for module in sys.modules if module.split(".")[0] == name]:
        del sys.modules[module]


def loaded(folder: Path) -> Settings:
    """Read the settings of the project around a folder."""
    return settings.load(folder)


def test_a_catalog_is_built_in_its_order_with_the_line_of_each_panel(team: Path) -> None:
    """Diffs and findings name the Python that made a panel."""
    found = sources.load(loaded(team))

    assert [one.uid for one in found] == ["one", "two"]
    assert f"{team.name}/one.py:8" in found[0].lines.values()
    assert found[0].file == f"{team.name}/one.py"


def test_only_the_chosen_are_built(team: Path) -> None:
    """A broken neighbour does not stand in the way."""
    (team / "two.py").write_text("raise RuntimeError('broken')")

    assert [one.uid for one in sources.load(loaded(team), ["one"])] == ["one"]


def test_an_unknown_uid_is_named(team: Path) -> None:
    """And the hint says where to look."""
    with pytest.raises(SourceError, match="no dashboard has the uid three"):
        sources.load(loaded(team), ["three"])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def build(:\n", r"one\.py:1: "),
        ("import nothing_of_that_name\n", r"one\.py:1: No module named"),
        ("\n\nraise ValueError('no such thing')\n", r"one\.py:3: no such thing"),
        (
            "from panels.queries.expr import metric\n\nX = metric('http_request_total')\n",
            r"one\.py:3: .*http_requests_total",
        ),
    ],
)
def test_a_bad_module_is_named_with_its_line(team: Path, code: str, said: str) -> None:
    """One line, never a traceback."""
    (team / "one.py").write_text(code)

    with pytest.raises(SourceError, match=said):
        sources.load(loaded(team))


def test_a_catalog_that_calls_a_dashboard_by_another_uid_is_refused(team: Path) -> None:
    """The uid is the dashboard's identity in every Grafana."""
    (team / "one.py").write_text(GOOD.format(title="First", uid="other"))

    with pytest.raises(SourceError, match="builds the uid other, but the catalog calls it one"):
        sources.load(loaded(team))


def test_two_sources_of_one_uid_are_refused(team: Path) -> None:
    """Which one would win is not ours to guess."""
    (team.parent / "copy.json").write_text(
        json.dumps({"uid": "one", "title": "Copy", "panels": [], "schemaVersion": 42})
    )
    with (team.parent / "dash.toml").open("a") as file:
        file.write('files = ["*.json"]\n')

    with pytest.raises(SourceError, match=r"two dashboards have the uid one: .*one\.py and copy\.json"):
        sources.load(loaded(team))


def test_a_catalog_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The hint leads to dash.toml."""
    (tmp_path / "dash.toml").write_text('[sources]\ncatalog = "nowhere_at_all:CATALOG"\n')

    with pytest.raises(SourceError, match="nowhere_at_all"):
        sources.load(loaded(tmp_path))


def test_a_catalog_may_hold_functions_and_the_sdks_own_builders(team: Path) -> None:
    """Nobody has to take our layout to be built, checked and pushed by us."""
    builder = "from grafana_foundation_sdk.builders.dashboard import Dashboard\n\n\ndef make() -> Dashboard:\n"
    (team / "own.py").write_text(f"{builder}    return Dashboard('Own').uid('own')\n")
    (team / "__init__.py").write_text(f'from {team.name}.own import make\n\nCATALOG = {{"own": make}}\n')

    (found,) = sources.load(loaded(team))

    assert (found.uid, found.title, found.file) == ("own", "Own", f"{team.name}/own.py")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("CATALOG = ['one']\n", "it is no mapping from uids to modules"),
        ("CATALOG = {\n", "was never closed"),
        ("raise SystemExit(3)\n", "SystemExit: 3"),
        ("OTHER = {}\n", "has no attribute 'CATALOG'"),
    ],
)
def test_a_catalog_that_is_none_is_told(team: Path, code: str, said: str) -> None:
    """With its name in dash.toml, and never a traceback."""
    (team / "__init__.py").write_text(code)

    with pytest.raises(SourceError, match=said) as caught:
        sources.load(loaded(team))

    assert f"the catalog {team.name}:CATALOG" in caught.value.message


def test_a_module_that_builds_something_else_is_told(team: Path) -> None:
    """What it returned is named."""
    (team / "one.py").write_text("def build() -> int:\n    return 3\n")

    with pytest.raises(SourceError, match=r"one\.py: build\(\) returns int, not a dashboard"):
        sources.load(loaded(team))


def test_the_line_of_the_dashboard_is_named_not_that_of_its_helper(team: Path) -> None:
    """The helper is right; what it was given is not."""
    (team / "helper").mkdir()
    (team / "helper/__init__.py").write_text("def half(n: int) -> float:\n    return n / 0\n")
    (team / "one.py").write_text(f"from {team.name}.helper import half\n\n\ndef build():\n    return half(1)\n")

    with pytest.raises(SourceError, match=r"one\.py:5: ZeroDivisionError: division by zero"):
        sources.load(loaded(team))


@pytest.mark.parametrize("name", ["catalog", "dashboard", "grafanalib"])
def test_ctrl_c_while_sources_are_built_is_no_mistake_of_theirs(team: Path, name: str) -> None:
    """It ends the command, instead of naming a line."""
    broken = "raise KeyboardInterrupt\n"
    if name == "grafanalib":
        configured = project(team, "old.dashboard.py", broken)
    else:
        (team / ("__init__.py" if name == "catalog" else "one.py")).write_text(broken)
        configured = loaded(team)

    with pytest.raises(KeyboardInterrupt):
        sources.load(configured)


def test_names_of_data_sources_are_those_of_dash_toml(tmp_path: Path) -> None:
    """An old dashboard says Prometheus or logs; an environment says which uid that is."""
    old = [{"type": "stat", "title": name, "datasource": name} for name in ("loki", "logs", "other")]
    (tmp_path / "old.json").write_text(json.dumps({"uid": "old", "title": "Old", "schemaVersion": 20, "panels": old}))
    (tmp_path / "dash.toml").write_text(
        '[sources]\ncatalog = ""\nfiles = ["old.json"]\n'
        '[environments.t]\nurl = "http://localhost:3000"\ndatasources = { loki = "logs" }\n'
    )

    (found,) = sources.load(loaded(tmp_path))

    by_title = {panel["title"]: panel["datasource"] for panel in found.spec["panels"]}
    assert by_title["loki"] == by_title["logs"] == {"type": "loki", "uid": "logs"}
    assert by_title["other"] == {"type": "prometheus", "uid": "other"}
    assert len(found.notes) == 1


def project(folder: Path, name: str, text: str) -> Settings:
    """Make a project with one source file."""
    (folder / name).write_text(text)
    (folder / "dash.toml").write_text(f'[sources]\nfiles = ["{name}"]\n')
    return loaded(folder)


PANEL = {"type": "stat", "title": "A", "id": 1, "gridPos": {"x": 0, "y": 0, "w": 24, "h": 4}}
BOARD = {"uid": "raw", "title": "Raw", "schemaVersion": 42, "panels": [PANEL]}


@pytest.mark.parametrize(
    "document",
    [
        BOARD,
        {"dashboard": BOARD, "meta": {"slug": "raw"}},
        {
            "apiVersion": "dashboard.grafana.app/v1beta1",
            "kind": "Dashboard",
            "metadata": {"name": "raw"},
            "spec": {**BOARD, "uid": None},
        },
    ],
)
def test_a_json_file_may_be_what_any_grafana_tool_saved(tmp_path: Path, document: object) -> None:
    """The bare model, an answer of the API, or a Kubernetes object."""
    (found,) = sources.load(project(tmp_path, "raw.json", json.dumps(document, indent=1)))

    assert (found.uid, found.title, found.file) == ("raw", "Raw", "raw.json")
    assert found.lines[1].startswith("raw.json:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"uid": "raw",\n  broken}', r"raw\.json:2: not JSON"),
        ("[]", "not a dashboard"),
        ('{"title": "X", "panels": []}', "has no uid"),
        ('{"uid": "x", "panels": []}', "has no title"),
        ('{"uid": "x", "title": "X", "panels": 5}', "panels is no list"),
        ('{"uid": "x", "title": "X", "panels": [5]}', r"panels\.0 is no object"),
        ('{"uid": "x", "title": "X", "panels": [], "schemaVersion": "42"}', "schemaVersion is '42', not a number"),
        ('{"uid": "a b", "title": "X", "panels": [], "schemaVersion": 42}', "Grafana takes no uid 'a b'"),
        ('{"apiVersion": "dashboard.grafana.app/v2beta1", "metadata": {"name": "x"}, "spec": {}}', "v2 model"),
    ],
)
def test_a_json_file_that_is_no_dashboard_is_named(tmp_path: Path, text: str, said: str) -> None:
    """File and, where it helps, the line."""
    with pytest.raises(SourceError, match=said):
        sources.load(project(tmp_path, "raw.json", text))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"title": "Caf\u00e9"}'.encode("latin-1"), r"raw\.json: not UTF-8 at byte 14"),
        (b"[" * 200_000, r"raw\.json: nested too deeply for a dashboard"),
        (b'{"panels": [], "schemaVersion": "42"}', r"raw\.json: schemaVersion is '42', not a number"),
        (b'{"panels": [{"title": "P", "targets": {}}]}', r"raw\.json: P: targets is no list"),
    ],
)
def test_a_file_that_no_editor_of_dashboards_wrote_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    """With the place in it; what would be left out by a guess is refused."""
    configured = project(tmp_path, "raw.json", "")
    (tmp_path / "raw.json").write_bytes(content)

    with pytest.raises(SourceError, match=said):
        sources.load(configured)


def test_a_pattern_without_a_file_is_a_configuration_error(tmp_path: Path) -> None:
    """A misspelt folder must not look like a team without dashboards."""
    (tmp_path / "dash.toml").write_text('[sources]\nfiles = ["boards/*.json"]\n')

    with pytest.raises(ConfigurationError, match="matches no file"):
        sources.load(loaded(tmp_path))


def test_a_pattern_outside_of_the_project_is_a_configuration_error(tmp_path: Path) -> None:
    """Sources lie below the project, so that a checkout is whole."""
    (tmp_path / "dash.toml").write_text('[sources]\nfiles = ["/etc/*.json"]\n')

    with pytest.raises(ConfigurationError, match=r"/etc/\*\.json"):
        sources.load(loaded(tmp_path))


def test_a_project_without_dashboards_is_told_so(tmp_path: Path) -> None:
    """The dashboards that `dash` is installed with are not another folder's."""
    (tmp_path / "pyproject.toml").touch()

    with pytest.raises(ConfigurationError, match="no dashboards of its own"):
        sources.load(loaded(tmp_path))


GRAFANALIB = """
from grafanalib.core import Dashboard, Graph, Row, SingleStat, Target, TimeSeries

dashboard = Dashboard(
    title="Old",
    uid="old",
    rows=[
        Row(title="Then", panels=[
            TimeSeries(title="Rate", dataSource="prom", targets=[Target(expr="rate(up[5m])")]),
            SingleStat(title="One", dataSource="prom", targets=[Target(expr="up")]),
        ]),
    ],
).auto_panel_ids()
"""


def test_a_grafanalib_file_is_brought_to_today(tmp_path: Path) -> None:
    """Rows become row panels, names references, and what is gone from Grafana is noted."""
    (found,) = sources.load(project(tmp_path, "old.dashboard.py", GRAFANALIB))

    kinds = [panel["type"] for panel in found.spec["panels"]]
    assert found.spec["schemaVersion"] == 42
    assert kinds == ["row", "timeseries", "stat"]
    assert any("singlestat is gone" in note for note in found.notes)
    assert any("'prom'" in note for note in found.notes)
    assert "old.dashboard.py:9" in found.lines.values()


def test_a_broken_grafanalib_file_is_named_with_its_line(tmp_path: Path) -> None:
    """A typing error in a dashboard is the team's, not a bug of ours."""
    with pytest.raises(SourceError, match=r"old\.dashboard\.py:2: NameError"):
        sources.load(project(tmp_path, "old.dashboard.py", "\ndashboard = Dashbord()\n"))
