"""`dash lint` judges any dashboard, says what is wrong in one line if it cannot, and keeps to its exit codes."""

import json
import time
from pathlib import Path

import pytest

from scripts import cli, linting

ROOT = Path(__file__).parents[2]
PANEL = {
    "type": "stat",
    "title": "Requests",
    "description": "How many.",
    "id": 1,
    "datasource": {"type": "prometheus", "uid": "$datasource"},
    "gridPos": {"x": 0, "y": 0, "w": 24, "h": 4},
    "fieldConfig": {"defaults": {"unit": "none", "thresholds": {"steps": [{"color": "text", "value": None}]}}},
    "targets": [{"refId": "A", "expr": "sum(up)", "legendFormat": "up"}],
}
BOARD = {
    "uid": "one",
    "title": "One",
    "schemaVersion": 42,
    "templating": {"list": [{"type": "datasource", "query": "loki", "name": "datasource", "label": "Data source"}]},
    "panels": [PANEL],
}
BAD = {**BOARD, "panels": [{**PANEL, "fieldConfig": {}}]}


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in another team's project with one good source."""
    (tmp_path / "boards").mkdir()
    (tmp_path / "boards/one.json").write_text(json.dumps(BOARD, indent=2))
    (tmp_path / "dash.toml").write_text('[sources]\ncatalog = ""\nfiles = ["boards/*.json"]\n')
    (tmp_path / "bad.json").write_text(json.dumps(BAD, indent=2))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def dash(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run dash and return exit code, stdout and stderr."""
    code = cli.run(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.usefixtures("team")
def test_sources_without_a_mistake_end_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    """The canonical form, in which they are judged, adds no mistake but the editable flag that Grafana defaults to."""
    Path(".lint").write_text("exclusions:\n  uneditable-dashboard: {reason: everybody may edit}\n")

    code, out, err = dash(capsys, "lint")

    assert (code, err) == (0, "")
    assert out == "No findings in 1 dashboard, 1 excused in .lint.\n"


@pytest.mark.usefixtures("team")
def test_a_file_is_judged_as_it_is_with_the_line_of_the_panel(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, and the line where the panel's title stands."""
    code, out, err = dash(capsys, "lint", "bad.json", "--format", "json")
    found = json.loads(out)["findings"]

    assert (code, err) == (1, "")
    assert {one["rule"] for one in found} == {"panel-units-rule", "default-colours-rule"}
    written = Path("bad.json").read_text().splitlines()
    assert {one["file"] for one in found} == {"bad.json"}
    assert {written[one["line"] - 1].strip() for one in found} == {'"title": "Requests",'}


@pytest.mark.usefixtures("team")
def test_a_uid_chooses_one_of_the_sources(capsys: pytest.CaptureFixture[str]) -> None:
    """Files and uids may be mixed."""
    assert dash(capsys, "lint", "one", "boards/one.json")[1].endswith("in 2 dashboards.\n")


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(("form", "start"), [("text", "One\n"), ("github", "::error "), ("sarif", "{"), ("json", "{")])
def test_every_format_reports_the_same_and_fails(capsys: pytest.CaptureFixture[str], form: str, start: str) -> None:
    """The exit code does not depend on the format."""
    code, out, _ = dash(capsys, "lint", "bad.json", "--format", form)

    assert code == 1
    assert out.startswith(start)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("broken.json", '{\n"panels": [', "broken.json:2: not JSON"),
        ("list.json", "[]", "list.json: not a dashboard"),
        ("number.json", "1", "number.json: not a dashboard"),
        ("other.json", '{"a": 1}', "other.json: not a dashboard"),
        ("panels.json", '{"panels": 1}', "panels.json: not a dashboard"),
        (
            "v2.json",
            '{"apiVersion": "dashboard.grafana.app/v2beta1", "spec": {}}',
            "v2.json: a dashboard of the v2 model",
        ),
        ("bytes.json", b"\xff\xfe\x00", "bytes.json: not UTF-8"),
        ("deep.json", "[" * 100_000, "deep.json: nested too deeply"),
        ("empty.json", "", "empty.json:1: not JSON"),
        (".lint", "exclusions: [", "this is no YAML"),
    ],
)
@pytest.mark.usefixtures("team")
def test_what_is_no_dashboard_is_one_clear_line(
    capsys: pytest.CaptureFixture[str], name: str, content: str | bytes, says: str
) -> None:
    """Exit 2, on stderr, without a traceback."""
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())

    code, out, err = dash(capsys, "lint", "bad.json" if name == ".lint" else name)

    assert (code, out) == (2, "")
    assert says in err.splitlines()[0]
    assert len(err.splitlines()) <= 2


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.json", "missing.json: there is no such file"),
        ("boards", "boards is a folder"),
        ("boards/", "boards/ is a folder"),
        ("two", "two is neither a file nor the uid of a dashboard"),
        ("../outside.dashboard.py", "there is no such file"),
    ],
)
def test_what_is_not_there_is_one_clear_line(capsys: pytest.CaptureFixture[str], name: str, says: str) -> None:
    """Exit 2, with what to do instead."""
    code, _, err = dash(capsys, "lint", name)

    assert code == 2
    assert says in err.splitlines()[0]


@pytest.mark.usefixtures("team")
def test_what_a_person_saved_may_be_an_answer_or_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    """The API's answer, a Kubernetes object, and a file with a byte order mark are dashboards too."""
    Path("answer.json").write_text(json.dumps({"dashboard": BOARD, "meta": {}}))
    Path("object.json").write_text(
        json.dumps({"apiVersion": "dashboard.grafana.app/v1beta1", "spec": BOARD, "metadata": {}})
    )
    Path("mark.json").write_text("\ufeff" + json.dumps(BOARD))

    assert dash(capsys, "lint", "answer.json", "object.json", "mark.json")[:2] == (0, "No findings in 3 dashboards.\n")


@pytest.mark.usefixtures("team")
def test_a_grafanalib_source_is_judged_as_it_would_be_built(capsys: pytest.CaptureFixture[str]) -> None:
    """Its panels get today's model first."""
    Path("old.dashboard.py").write_text(
        "from grafanalib.core import Dashboard, Graph, Row, Target\n"
        "dashboard = Dashboard(title='Old', uid='old', rows=[Row(title='R', panels=[\n"
        "    Graph(title='P', dataSource='x', targets=[Target(expr='sum(', refId='A')])])]).auto_panel_ids()\n"
    )

    code, out, err = dash(capsys, "lint", "old.dashboard.py")

    assert code == 1, err
    assert "[target-promql-rule]" in out
    assert "old.dashboard.py:3" in out


def test_our_own_dashboards_have_no_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What we ship keeps every rule, or `.lint` says why not; no exception is left over."""
    monkeypatch.chdir(ROOT)

    report = linting.judge(())

    assert [f"{one.place.dashboard} / {one.place}: {one.message} [{one.rule}]" for one in report.findings] == []


def test_files_can_be_judged_by_the_contract_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A stranger's metric is unknown only then."""
    monkeypatch.chdir(ROOT)
    file = tmp_path / "strange.json"
    file.write_text(json.dumps({**BOARD, "panels": [{**PANEL, "targets": [{"refId": "A", "expr": "strange"}]}]}))

    without, with_it = (linting.judge([str(file)], contract=contract) for contract in (False, True))

    assert "contract-metric-rule" not in {finding.rule for finding in without.findings}
    assert "contract-metric-rule" in {finding.rule for finding in with_it.findings}


def test_judging_all_dashboards_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Warm, with everything parsed anew at most once, it takes about a second of processor time on a busy machine."""
    monkeypatch.chdir(ROOT)
    linting.judge(())
    start = time.process_time()
    linting.judge(())

    assert time.process_time() - start < 2
