"""Does a Grafana that is provisioned by file have our data sources and dashboards?

With GRAFANA_HOME (the folder of an unpacked Grafana 12) a real one is started with exactly these files and with the
settings of docker-compose.yml; without it the files are judged by themselves.
"""

import base64
import json
import os
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from dashboards import CATALOG
from scripts.build import MOUNTED
from scripts.demo.programs import answers, free_port, wait_for
from scripts.lint.logql import parse as parse_logql
from scripts.settings import Folder
from scripts.stack import compose

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "provisioning/grafana"
HOME = os.environ.get("GRAFANA_HOME", "")
PASSWORD = "correct horse battery staple"
SOURCES = {
    one["uid"]: one
    for one in yaml.safe_load((FOLDER / "datasources/datasources.yml").read_text(encoding="utf-8"))["datasources"]
}


def test_the_uids_are_those_that_dashboards_ask_for() -> None:
    """The default choice of their variables, and of `dash push`."""
    asked = set()
    for uid in CATALOG:
        text = (FOLDER / f"dashboards/{uid}.json").read_text(encoding="utf-8")
        for variable in json.loads(text)["templating"]["list"]:
            if variable["type"] == "datasource":
                asked.add((variable["query"], variable["current"]["value"]))

    assert asked == {("prometheus", "prometheus"), ("loki", "loki")}
    assert {(one["type"], uid) for uid, one in SOURCES.items()} == asked | {("alertmanager", "alertmanager")}


def test_nobody_but_alertmanager_notifies() -> None:
    """Else everything would be told twice."""
    assert SOURCES["alertmanager"]["jsonData"]["handleGrafanaManagedAlerts"] is False
    assert SOURCES["prometheus"]["jsonData"]["alertmanagerUid"] == "alertmanager"
    assert not (FOLDER / "alerting").exists()


def test_a_rate_interval_is_four_scrapes() -> None:
    """Grafana must know how often Prometheus scrapes."""
    scrape = yaml.safe_load((ROOT / "provisioning/prometheus/prometheus.yml").read_text(encoding="utf-8"))["global"]

    assert SOURCES["prometheus"]["jsonData"]["timeInterval"] == scrape["scrape_interval"]


def test_the_urls_are_those_of_the_stack() -> None:
    """By service name and the port inside, never the one published."""
    stack = compose.read(ROOT, {})
    for one in SOURCES.values():
        url = urlsplit(one["url"])
        assert url.port in {port.inside for port in stack.services[str(url.hostname)].ports}


def test_a_metric_leads_to_the_logs_of_its_request() -> None:
    """The link of an exemplar opens Explore with a query that our checker takes."""
    (link,) = SOURCES["prometheus"]["jsonData"]["exemplarTraceIdDestinations"]
    panes = json.loads(
        unquote(urlsplit(link["url"].replace("$${__value.raw}", "4bf92f35")).query.split("panes=")[1].split("&")[0])
    )
    query = panes["a"]["queries"][0]

    assert query["datasource"]["uid"] == panes["a"]["datasource"] == "loki"
    assert query["expr"] == '{service=~".+"} |= "4bf92f35"'
    parse_logql(query["expr"])


def test_a_log_line_leads_to_all_lines_of_its_request() -> None:
    """The pattern finds the id in the line as the contract says that it is written, and nothing in other lines."""
    (field,) = SOURCES["loki"]["jsonData"]["derivedFields"]
    found = re.search(field["matcherRegex"], '{"level":"ERROR","trace_id":"4bf92f3577b34da6","message":"x"}')

    assert found is not None
    assert found[1] == "4bf92f3577b34da6"
    assert re.search(field["matcherRegex"], '{"level":"INFO","trace_id":null}') is None
    parse_logql(field["url"].replace("$${__value.raw}", found[1]))
    assert field["datasourceUid"] == "loki"


@pytest.fixture(scope="module")
def grafana(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Start a real Grafana with our files, the paths of its container rendered; yields its URL and log."""
    if not HOME:
        pytest.skip("GRAFANA_HOME is not set: no real Grafana to start")
    folder = tmp_path_factory.mktemp("grafana")
    for name in ("dashboards", "datasources"):
        shutil.copytree(FOLDER / name, folder / "provisioning" / name)
    for name in ("provisioning/plugins", "provisioning/alerting", "plugins"):
        (folder / name).mkdir()  # the image has them
    provider = folder / "provisioning/dashboards/provider.yml"
    provider.write_text(provider.read_text(encoding="utf-8").replace(MOUNTED, str(provider.parent)), encoding="utf-8")
    port, log = free_port(), folder / "log"
    settings = compose.read(ROOT, {"GRAFANA_PASSWORD": PASSWORD}).services["grafana"].raw["environment"]
    changes = {
        "GF_SERVER_HTTP_ADDR": "127.0.0.1",
        "GF_SERVER_HTTP_PORT": str(port),
        "GF_PATHS_DATA": str(folder / "data"),
        "GF_PATHS_LOGS": str(folder / "data/log"),
        "GF_PATHS_PLUGINS": str(folder / "plugins"),
        "GF_PATHS_PROVISIONING": str(folder / "provisioning"),
        "GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED": "true",
    }
    program = next(path for path in (Path(HOME) / "bin/grafana", Path(HOME).parent / "bin/grafana") if path.exists())
    with log.open("wb") as out:
        process = subprocess.Popen(
            [program, "server", "--homepath", HOME],
            env={**os.environ, **settings, **changes},
            stdout=out,
            stderr=out,
            cwd=HOME,
        )
    try:
        wait_for("starting Grafana", lambda: answers(f"http://127.0.0.1:{port}/api/health"), patience=90, poll=0.5)
        yield f"http://127.0.0.1:{port}", log
    finally:
        process.terminate()
        process.wait(30)


def get(url: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """Ask as the admin of .env."""
    request = urllib.request.Request(url)
    request.add_header("Authorization", "Basic " + base64.b64encode(f"admin:{PASSWORD}".encode()).decode())
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def test_a_real_grafana_has_our_data_sources(grafana: tuple[str, Path]) -> None:
    """With these uids, read-only, Prometheus the default."""
    found = {one["uid"]: one for one in get(f"{grafana[0]}/api/datasources")}

    assert found.keys() == SOURCES.keys()
    assert all(one["readOnly"] for one in found.values())
    assert [uid for uid, one in found.items() if one["isDefault"]] == ["prometheus"]
    assert found["loki"]["jsonData"]["derivedFields"][0]["url"] == '{service=~".+"} |= "${__value.raw}"'
    assert "${__value.raw}" in found["prometheus"]["jsonData"]["exemplarTraceIdDestinations"][0]["url"]


def test_a_real_grafana_loads_every_dashboard(grafana: tuple[str, Path]) -> None:
    """Into our folder, without a word of complaint."""
    url, log = grafana
    wait_for("loading the dashboards", lambda: len(get(f"{url}/api/search?type=dash-db")) == len(CATALOG), poll=0.5)
    found = get(f"{url}/api/search?type=dash-db")

    assert {one["uid"] for one in found} == CATALOG.keys()
    assert {(one["folderUid"], one["folderTitle"]) for one in found} == {(Folder().uid, Folder().title)}
    said = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    assert said
    about_files = [line for line in said if "rovision" in str(line) or str(log.parent) in str(line)]
    assert [line for line in about_files if line["level"] in ("warn", "error")] == []


def test_dash_push_refuses_what_is_provisioned_by_file(grafana: tuple[str, Path], tmp_path: Path) -> None:
    """By name; the provider would take it back."""
    shutil.copytree(FOLDER / "dashboards", tmp_path / "boards")
    (tmp_path / "dash.toml").write_text(
        f'[sources]\nfiles = ["boards/*.json"]\n[environments.local]\nurl = "{grafana[0]}"\n'
    )
    environment = {**os.environ, "GRAFANA_PASSWORD": PASSWORD, "PYTHONPATH": str(ROOT)}
    argv = [str(ROOT / ".venv/bin/python"), "-m", "scripts", "push", "--yes"]
    done = subprocess.run(argv, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 4, done.stdout + done.stderr
    for uid in CATALOG:
        assert re.search(rf"refused {uid}: .*file", done.stdout), done.stdout
