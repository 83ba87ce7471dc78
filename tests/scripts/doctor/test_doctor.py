"""What the doctor says of healthy and of sick Grafanas."""

from pathlib import Path

import pytest
from support.descriptions import description
from support.loopback import Reply, routes, serving

from scripts import doctor
from scripts.doctor import Check
from scripts.settings import Credentials, Environment, Folder, Settings, Sources


@pytest.fixture
def nothing_to_build(tmp_path: Path) -> Settings:
    """Be a project without dashboards."""
    return Settings(root=tmp_path, sources=Sources(catalog=""))


def examined(settings: Settings, table: dict[str, Reply], **changes: object) -> list[Check]:
    """Run the doctor on a server that answers by this table."""
    with serving(routes(table)) as server:
        return list(doctor.examine(settings, Environment(name="t", url=server.url, **changes)))  # type: ignore[arg-type]  # what a test changes is checked by running


def states(checks: list[Check]) -> dict[str, str]:
    """Reduce checks to name and state."""
    return {check.name: check.state for check in checks}


def test_a_healthy_grafana_is_all_ok(nothing_to_build: Settings) -> None:
    """Every line is ok, and the exit code is 0."""
    checks = examined(nothing_to_build, description())

    assert set(states(checks).values()) == {"ok"}
    assert [check.name for check in checks] == [
        "server",
        "identity",
        "version",
        "api",
        "storage",
        "clock",
        "folder",
        "may diff",
        "may push",
        "may push --prune",
        "may push --annotate",
        "may smoke",
    ]
    assert doctor.exit_code(checks) == 0


def test_a_missing_password_is_the_only_line(nothing_to_build: Settings) -> None:
    """Nothing is asked with nothing to ask with; exit 2."""
    checks = examined(nothing_to_build, {}, credentials=Credentials(token_env="NOT_SET"))

    assert [(check.name, check.state, check.code) for check in checks] == [("settings", "fail", 2)]


def test_a_server_that_is_down_ends_it(nothing_to_build: Settings) -> None:
    """Exit 5, one line."""
    here = Environment(name="t", url="http://127.0.0.1:9")

    checks = list(doctor.examine(nothing_to_build, here))

    assert [(check.name, check.state) for check in checks] == [("server", "fail")]
    assert doctor.exit_code(checks) == 5


def test_a_failing_database_ends_it(nothing_to_build: Settings) -> None:
    """Grafana answers, but cannot work."""
    checks = examined(nothing_to_build, description(health=Reply(body={"database": "failing"})))

    assert "a database that is failing" in checks[0].text
    assert doctor.exit_code(checks) == 5


def test_refused_credentials_are_exit_3(nothing_to_build: Settings) -> None:
    """The server is there, we are not let in."""
    refused = Reply(status=401, body={"message": "Invalid API key"})

    checks = examined(nothing_to_build, description(settings=refused))

    assert states(checks) == {"server": "ok", "credentials": "fail"}
    assert doctor.exit_code(checks) == 3


def test_another_organisation_is_named(nothing_to_build: Settings) -> None:
    """org_id says 7, the credentials belong to 1."""
    checks = examined(nothing_to_build, description(), org_id=7)

    assert checks[-1].text == "t: these credentials belong to organisation 1"
    assert doctor.exit_code(checks) == 3


def test_an_old_grafana_is_a_warning(nothing_to_build: Settings) -> None:
    """Without bulk API it works, and says what that costs."""
    checks = examined(nothing_to_build, description(apis=Reply(status=404, body="404 page not found")))

    assert states(checks)["api"] == "warn"
    assert doctor.exit_code(checks) == 0


@pytest.mark.parametrize(("version", "state"), [("9.5.1", "warn"), ("14.0.0", "warn"), ("", "warn"), ("11.5.1", "ok")])
def test_versions_that_were_never_tried_are_a_warning(nothing_to_build: Settings, version: str, state: str) -> None:
    """10 to 13 are known; others may work."""
    settings = Reply(body={"buildInfo": {"version": version}, "namespace": "default"})

    assert states(examined(nothing_to_build, description(settings=settings)))["version"] == state


@pytest.mark.parametrize(
    ("resource_version", "words"), [("1", "legacy"), ("1795475508326004", "unified"), (None, "not known")]
)
def test_the_storage_shows_in_a_dashboard(nothing_to_build: Settings, resource_version: str | None, words: str) -> None:
    """Legacy storage counts versions from one, unified storage does not."""
    items = [{"metadata": {"name": "a", "generation": 1, "resourceVersion": resource_version}, "spec": {}}]
    page = Reply(body={"metadata": {}, "items": items if resource_version else []})

    checks = examined(nothing_to_build, description(dashboards=page))

    assert next(check for check in checks if check.name == "storage").text.startswith(words)


def test_a_clock_that_is_off_is_a_warning() -> None:
    """The Date header is compared with ours."""
    from datetime import UTC, datetime

    from scripts.doctor import connection
    from scripts.grafana import Client

    with serving(routes(description())) as server, Client(Environment(name="t", url=server.url)) as client:
        assert connection.clock(client).state == "warn"
        client.get("/api/org")
        assert connection.clock(client).state == "ok"
        assert connection.clock(client, datetime(2020, 1, 1, tzinfo=UTC)).state == "warn"


def test_a_folder_of_another_manager_is_a_failure(nothing_to_build: Settings) -> None:
    """Git Sync would write our dashboards into somebody's repository."""
    folder = Reply(body={"uid": "bot-core", "title": "Bot-Core", "managedBy": "repo"})

    checks = examined(nothing_to_build, description(folder=folder))

    assert states(checks)["folder"] == "fail"
    assert doctor.exit_code(checks) == 4


def test_another_title_is_a_warning(nothing_to_build: Settings) -> None:
    """Folders are found by uid; titles are left alone."""
    folder = Reply(body={"uid": "bot-core", "title": "Old"})

    assert states(examined(nothing_to_build, description(folder=folder)))["folder"] == "warn"


def test_the_root_needs_no_folder_and_a_folder_that_cannot_be_read_is_a_failure(nothing_to_build: Settings) -> None:
    """The one is as good as any folder, the other is told in the server's words."""
    at_the_root = examined(nothing_to_build, description(), folder=Folder(uid="", title=""))
    broken = examined(nothing_to_build, description(folder=Reply(status=400, body={"message": "Bad request"})))

    root, folder = (next(one for one in checks if one.name == "folder") for checks in (at_the_root, broken))
    assert (root.state, root.text) == ("ok", "the root")
    assert folder.state == "fail"
    assert "400" in folder.text


def test_a_missing_permission_names_the_command_and_the_right(nothing_to_build: Settings) -> None:
    """A viewer may compare, but not push."""
    viewer = Reply(body={"dashboards:read": ["folders:uid:bot-core"], "folders:read": ["folders:uid:bot-core"]})

    checks = examined(nothing_to_build, description(permissions=viewer))

    assert states(checks)["may diff"] == "ok"
    push = next(check for check in checks if check.name == "may push")
    assert push.text == "no: dashboards:create, dashboards:write missing"
    assert doctor.exit_code(checks) == 3


def test_permissions_of_a_folder_around_ours_count(nothing_to_build: Settings) -> None:
    """Rights are inherited by nested folders; those of other folders are not ours."""
    folder = Reply(body={"uid": "bot-core", "title": "Bot-Core", "parents": [{"uid": "ops"}]})
    rights = {key: ["folders:uid:ops"] for key in ("dashboards:read", "folders:read")}
    others = {key: ["folders:uid:other"] for key in ("dashboards:read", "folders:read")}

    assert (
        states(examined(nothing_to_build, description(folder=folder, permissions=Reply(body=rights))))["may diff"]
        == "ok"
    )
    assert (
        states(examined(nothing_to_build, description(folder=folder, permissions=Reply(body=others))))["may diff"]
        == "fail"
    )


def test_whoever_may_make_the_folder_may_push(nothing_to_build: Settings) -> None:
    """Where the folder is missing, the right to make folders counts."""
    missing = Reply(status=404, body={"message": "folder not found"})
    editor = Reply(body={"folders:create": ["folders:uid:general"], "datasources:query": ["datasources:uid:a"]})

    checks = states(examined(nothing_to_build, description(folder=missing, permissions=editor)))

    assert (checks["folder"], checks["may push"], checks["may smoke"]) == ("ok", "ok", "ok")


def test_the_data_sources_of_the_dashboards_are_asked(tmp_path: Path) -> None:
    """One that answers, one that does not, one that is not there."""
    from scripts.doctor import needs
    from scripts.grafana import Client

    variables = [{"name": kind, "type": "datasource", "query": kind} for kind in ("prometheus", "loki", "tempo")]
    there = Reply(
        body=[
            {"uid": "prom", "name": "Prometheus", "type": "prometheus"},
            {"uid": "logs", "name": "Loki", "type": "loki", "isDefault": True},
        ]
    )
    table = description(datasources=there) | {
        "GET /api/datasources/uid/logs/health": Reply(status=400, body={"message": "connection refused"})
    }
    with serving(routes(table)) as server, Client(Environment(name="t", url=server.url, base=tmp_path)) as client:
        checks = list(needs.sources(client, [{"templating": {"list": variables}}]))

    assert states(checks) == {
        "data source loki": "fail",
        "data source prometheus": "ok",
        "data source tempo": "fail",
    }
    assert "400 connection refused" in checks[0].text
    assert doctor.exit_code(checks) == 1


def test_data_sources_that_nobody_shows_are_a_failure(tmp_path: Path) -> None:
    """The list, or the health of one, is refused: said in one line, and what can be asked is asked."""
    from scripts.doctor import needs
    from scripts.grafana import Client

    variables = [{"name": kind, "type": "datasource", "query": kind} for kind in ("prometheus", "loki")]
    names = [{"uid": kind, "name": kind, "type": kind} for kind in ("prometheus", "loki")]
    refused = Reply(status=403, body={"message": "You'll need additional permissions"})
    health = {"GET /api/datasources/uid/loki/health": refused}
    found = []
    for table in (
        description(datasources=refused),
        description(datasources=Reply(body=names)) | health | {"GET /api/datasources/uid/prometheus/health": Reply()},
    ):
        with serving(routes(table)) as server, Client(Environment(name="t", url=server.url, base=tmp_path)) as client:
            found.append(list(needs.sources(client, [{"templating": {"list": variables}}])))

    assert states(found[0]) == {"data sources": "fail"}
    assert states(found[1]) == {"data source loki": "fail", "data source prometheus": "ok"}
    assert {check.code for checks in found for check in checks} == {0, 3}


def test_sources_that_cannot_be_built_are_a_warning(tmp_path: Path) -> None:
    """The doctor looks at the Grafana; the build is another command's business."""
    settings = Settings(root=tmp_path, sources=Sources(catalog="no_such_module:CATALOG"))

    checks = examined(settings, description())

    assert (checks[-1].name, checks[-1].state) == ("data sources", "warn")
