"""Does `dash doctor --stack` name what is wrong with the stack on this machine, one line each, and what mends it?"""

import json
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import program
from support.loopback import Reply, serving

from scripts.cli import run
from scripts.demo.programs import free_port, running, wait_for
from scripts.doctor.stack import addresses, answers, containers, files, network, room, targets, variables
from scripts.settings import Scraping, Settings, load
from scripts.settings.passwords import is_known
from scripts.stack import compose, dotenv

ROOT = Path(__file__).parents[4]
SECRETS = {
    "slack_url": "https://hooks.slack.com/services/T000/B000/abcdefgh",
    "pagerduty_routing_key": "0123456789abcdef0123456789abcdef",
    "smtp_password": "open sesame, please",
    "heartbeat_url": "https://hc-ping.com/0a1b2c3d",
}
PS = (ROOT / "tests/recordings/docker/ps.jsonl").read_text(encoding="utf-8")
"""What `docker ps --all --format '{{json .}}'` says of a stack in which everything is well."""

Lines = dict[str, str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a checkout that is ready to start: .env, secrets, ports that are free, no Docker."""
    for name in (compose.FILE, dotenv.EXAMPLE):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "provisioning", tmp_path / "provisioning")
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "secrets").mkdir(mode=0o700)
    for name, secret in SECRETS.items():
        (tmp_path / "secrets" / name).write_text(secret)
        (tmp_path / "secrets" / name).chmod(0o644)
    ports = {name: free_port() for name in compose.variables(compose.source(ROOT)) if name.endswith("_PORT")}
    lines = [f"{name}={port}" for name, port in ports.items()]
    write_env(tmp_path, "GRAFANA_PASSWORD=correct horse battery staple", *lines)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_env(project: Path, *lines: str) -> None:
    """Write .env as it should be kept."""
    file = project / ".env"
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n")


def set_variable(project: Path, name: str, value: str) -> None:
    """Put one more line into .env; the last one counts."""
    with (project / ".env").open("a") as file:
        file.write(f"{name}={value}\n")


def docker(project: Path, said: str, code: int = 0) -> None:
    """Put a `docker` on the PATH that says this."""
    (project / "said").write_text(said + "\n")
    script = project / "bin/docker"
    script.write_text(
        f'#!/bin/sh\nwhile read -r line; do echo "$line"; done < {project}/said {">&2" if code else ""}\nexit {code}\n'
    )
    script.chmod(0o755)


def asked(capsys: pytest.CaptureFixture[str], code: int) -> Lines:
    """Ask, expect the exit code, and return what is said by name, what is well left out.

    Where e-mails go is left out too: the checkout has the addresses of the example.
    """
    ours = {"notifications"}
    assert run(["doctor", "--stack", "--format", "json"]) == code
    document = json.loads(capsys.readouterr().out)
    assert document["exit_code"] == code
    assert document["stack"] == "docker-compose.yml"
    return {
        one["name"]: f"{one['state']}: {one['text']} -> {one['hint']}"
        for one in document["checks"]
        if one["state"] != "ok" and one["name"] not in ours
    }


def test_addresses_of_the_example_are_told() -> None:
    """Mail to example.com arrives nowhere; whoever wants none says so."""
    line = addresses.check(Settings(root=ROOT))
    assert (line.state, line.text.count("example.com")) == ("warn", 3)
    site = {"smtp": "mail:25", "email_from": "a@bot-core.test", "email_to": ("b@bot-core.test",)}
    assert addresses.check(Settings(root=ROOT, notifying=site)).state == "ok"
    assert addresses.check(Settings(root=ROOT, notifying={"email_to": ()})).state == "ok"


@pytest.mark.parametrize(
    ("environment", "site", "state"),
    [
        ("production", {}, "ok"),
        ("prod", {}, "warn"),
        ("prod", {"paging": ("prod",)}, "ok"),
        ("staging", {"paging": ("production",)}, "ok"),
    ],
)
def test_an_environment_that_calls_nobody_is_told(environment: str, site: dict[str, tuple[str]], state: str) -> None:
    """A production under another name would be as silent at night as a staging; who says so has decided."""
    settings = Settings(root=ROOT, notifying=site, prometheus=Scraping(environment=environment))
    assert addresses.check_paging(settings).state == state


def test_a_machine_that_is_ready_has_nothing_to_mend(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without Docker all is looked at that needs none."""
    del project
    found = asked(capsys, 0)
    assert [name for name, text in found.items() if name != "disk" or text.startswith("fail")] == ["docker"]
    assert run(["doctor", "--stack"]) == 0
    assert all(len(line.splitlines()) == 1 for line in capsys.readouterr().out.splitlines())


def test_without_env_the_next_command_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One copies the example."""
    (project / ".env").unlink()

    assert "cp .env.example .env" in asked(capsys, 2)["GRAFANA_PASSWORD"]


def test_the_example_s_password_starts_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is known to everybody who reads this repository."""
    set_variable(project, "GRAFANA_PASSWORD", dotenv.read(project / ".env.example")["GRAFANA_PASSWORD"])

    assert "everybody knows" in asked(capsys, 2)["GRAFANA_PASSWORD"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GRAFANA_PORT", "300l"),
        ("LOKI_PORT", "70000"),
        ("GRAFANA_ADDRESS", "localhost"),
        ("GRAFANA_URL", "grafana.example.com"),
        ("BOT_NETWORK_EXTERNAL", "yes"),
        ("PROMETHEUS_RETENTION", "90 days"),
        ("PROMETHEUS_RETENTION_SIZE", "50 GB"),
        ("MONGODB_URI", "mongodb:27017"),
        ("LOKI_CONFIG", "loki.yaml"),
        ("DOCKER_GATEWAY", "docker0"),
    ],
)
def test_a_wrong_value_is_named(project: Path, capsys: pytest.CaptureFixture[str], name: str, value: str) -> None:
    """With what it should be."""
    set_variable(project, name, value)

    found = asked(capsys, 2)
    assert value in found[name]
    assert f"correct {name} in .env" in found[name]


def test_every_default_has_the_form_that_is_asked_for() -> None:
    """Else the example itself would be refused."""
    text = compose.source(ROOT)
    example = {**dotenv.read(ROOT / dotenv.EXAMPLE), "GRAFANA_PASSWORD": "x" * 24}

    assert [one.name for one in variables.checks(ROOT / "tests", text, example) if one.state == "fail"] == []
    assert is_known(dotenv.read(ROOT / dotenv.EXAMPLE)["GRAFANA_PASSWORD"])


def test_a_line_that_is_no_assignment_is_named_by_its_number(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Compose would say `unexpected character`."""
    write_env(project, "# mine", "GRAFANA_PASSWORD: secret")

    assert ".env:2" in asked(capsys, 2)["settings"]
    assert "secret" not in capsys.readouterr().out


def test_an_env_that_cannot_be_read_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Saved in another encoding; or a folder, which Docker makes where a mounted file was missing."""
    (project / ".env").write_bytes(b"A=1\n\xff")
    assert "not UTF-8" in asked(capsys, 2)["settings"]

    (project / ".env").unlink()
    (project / ".env").mkdir()
    assert "Is a directory" in asked(capsys, 2)["settings"]


def test_what_was_probably_meant_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A variable that nothing reads changes nothing; Bot-Core's own may stand there too."""
    set_variable(project, "PROMETHEUS_RETENTON", "30d")
    set_variable(project, "BINANCE_API_KEY", "x")

    found = asked(capsys, 0)
    assert "did you mean PROMETHEUS_RETENTION?" in found["PROMETHEUS_RETENTON"]
    assert "BINANCE_API_KEY" not in found


def test_a_dollar_that_compose_would_take_for_a_variable_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The password in Grafana would be another one than in .env; in single quotes it is what it is."""
    set_variable(project, "GRAFANA_PASSWORD", "correct$horse-battery-staple")
    assert "single quotes" in asked(capsys, 0)["GRAFANA_PASSWORD"]

    set_variable(project, "GRAFANA_PASSWORD", "'correct$horse-battery-staple'")
    file = project / ".env"
    file.write_text("\n".join(line for line in file.read_text().splitlines() if "=correct$" not in line))
    assert "GRAFANA_PASSWORD" not in asked(capsys, 0)


def test_object_storage_needs_its_settings(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Loki would end at once."""
    set_variable(project, "LOKI_CONFIG", "loki-object-storage.yml")

    assert "LOKI_S3_BUCKET" in asked(capsys, 2)["LOKI_CONFIG"]


def test_passwords_that_others_can_read_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command closes the file."""
    (project / ".env").chmod(0o644)

    assert "chmod 600 .env" in asked(capsys, 0)[".env"]


def test_a_missing_secret_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the command that writes it; no secret is printed."""
    (project / "secrets/slack_url").unlink()

    found = asked(capsys, 2)
    assert found.keys() & {f"secret {name}" for name in SECRETS} == {"secret slack_url"}
    assert "printf %s 'SECRET' > " in found["secret slack_url"]


def test_a_missing_file_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Docker would make a folder in its place."""
    shutil.rmtree(project / "provisioning/loki")

    assert "git checkout -- provisioning/loki" in asked(capsys, 2)["file provisioning/loki"]


def test_files_that_are_not_what_dash_toml_says_are_named(project: Path) -> None:
    """Metrics and logs would carry another environment than the one that was set."""
    (project / "dash.toml").write_text('[prometheus]\nenvironment = "staging"\n')
    found = {one.name: one for one in files.checks(load(project), compose.read(project, {}))}

    stale = ("prometheus/prometheus.yml", "promtail/promtail.yml", "alloy/config.alloy")
    assert {f"file provisioning/{name}" for name in stale} <= found.keys()
    assert "dash build" in found["file provisioning/prometheus/prometheus.yml"].hint


def test_a_port_that_is_taken_names_who_has_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the variable that moves us."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        number = other.getsockname()[1]
        set_variable(project, "PROMETHEUS_PORT", str(number))
        found = asked(capsys, 2)[f"port {number}"]

    assert f"(pid {os.getpid()}) has it" in found
    assert "PROMETHEUS_PORT" in found


def test_a_component_that_answers_holds_its_own_port(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody needs to know how it was started."""
    with serving(lambda _: Reply(body="ready")) as server:
        set_variable(project, "LOKI_PORT", server.url.rpartition(":")[2])
        assert run(["doctor", "--stack"]) == 0

    assert "loki: answers on port" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("free", "state"), [(0.5, "ok"), (0.149, "warn"), (0.05, "warn"), (0.049, "fail"), (0.0, "fail")]
)
def test_a_full_disk_is_told_before_it_is_full(free: float, state: str) -> None:
    """In shares of the disk, and never with less than one GB."""
    total = 500 * room.GB
    assert room.judged("/", total, int(total * free)).state == state
    assert room.judged("/", 4 * room.GB, room.GB - 1).state == "fail"


def test_a_docker_that_does_not_run_is_told_in_its_words(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the command that starts it, or that gives the permission."""
    docker(project, "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", 1)
    assert "systemctl start docker" in asked(capsys, 5)["docker"]

    docker(project, "permission denied while trying to connect to the Docker daemon socket", 1)
    assert "usermod -aG docker" in asked(capsys, 5)["docker"]


@pytest.fixture
def bridged(project: Path) -> Path:
    """Let the loopback be Docker's bridge, because there may be none here."""
    set_variable(project, "DOCKER_GATEWAY", "127.0.0.1")
    return project


def test_a_stack_that_was_never_started_is_not_called_ill(bridged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other people's containers are none of ours."""
    docker(bridged, json.dumps({"Names": "postgres", "State": "running", "Status": "Up 2 hours"}))

    assert asked(capsys, 0).keys() <= {"disk"}


def ill(bridged: Path, capsys: pytest.CaptureFixture[str], name: str, **changed: str) -> str:
    """Change what Docker says of one container, and return what the doctor says of it."""
    rows = [json.loads(line) for line in PS.splitlines()]
    docker(bridged, "\n".join(json.dumps({**row, **(changed if row["Names"] == name else {})}) for row in rows))
    return asked(capsys, 5)[name]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"State": "exited", "Status": "Exited (1) 3 minutes ago"}, "Exited (1) 3 minutes ago"),
        ({"State": "exited", "Status": "Exited (137) 3 minutes ago"}, "want of memory"),
        ({"State": "restarting", "Status": "Restarting (1) 5 seconds ago"}, "Restarting (1)"),
        ({"State": "running", "Status": "Up 2 minutes (unhealthy)"}, "unhealthy"),
    ],
)
def test_a_component_that_died_or_is_ill_is_named(
    bridged: Path, capsys: pytest.CaptureFixture[str], changed: Lines, told: str
) -> None:
    """With its last words and the command that starts it."""
    found = ill(bridged, capsys, "loki", **changed)

    assert told in found
    assert "docker logs --tail 50 loki" in found


def test_a_component_without_a_container_is_named(bridged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody removed it, or its start failed."""
    docker(bridged, "\n".join(line for line in PS.splitlines() if '"grafana"' not in line))

    assert "docker compose --profile monitoring up -d grafana" in asked(capsys, 5)["grafana"]


def test_a_component_that_runs_and_does_not_listen_is_named(bridged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Docker calls it well; who asks it gets no answer."""
    docker(bridged, PS)

    assert "nothing listens on port" in asked(capsys, 5)["prometheus"]


def test_a_component_that_runs_and_is_not_ready_is_named(bridged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It listens, and answers that it cannot work yet."""
    docker(bridged, PS)
    with serving(lambda _: Reply(status=503, body="not ready")) as server:
        set_variable(bridged, "LOKI_PORT", server.url.rpartition(":")[2])

        assert "does not answer on port" in asked(capsys, 5)["loki"]


def test_two_log_shippers_are_one_too_many(bridged: Path) -> None:
    """And Alloy alone is no missing Promtail."""
    stack = compose.read(bridged, {})
    well = containers.Container("running", "Up 1 hour")
    everything = dict.fromkeys(stack.services, well)
    assert [one.name for one in containers.checks(stack, everything)] == ["log shipper"]

    del everything["promtail"]
    assert list(containers.checks(stack, everything)) == []


def test_a_network_that_bot_core_should_have_made_is_named(bridged: Path) -> None:
    """Compose would say that it could not be found."""
    docker(bridged, "Error: No such network: bot-network", 1)
    stack = compose.read(bridged, {"BOT_NETWORK_EXTERNAL": "true"})
    (found,) = network.checks(stack, {"DOCKER_GATEWAY": "127.0.0.1"})

    assert "docker network create bot-network" in found.hint
    assert list(network.checks(compose.read(bridged, {}), {"DOCKER_GATEWAY": "127.0.0.1"})) == []


def test_an_address_that_is_not_this_host_s_is_named() -> None:
    """node-exporter would restart for ever."""
    stack = compose.Stack({}, {}, {}, {})
    (found,) = network.checks(stack, {"DOCKER_GATEWAY": "192.0.2.1"})

    assert "docker0" in found.hint


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Start a real Prometheus with a target that is up and one that is gone; yields its port."""
    folder, port, gone = tmp_path_factory.mktemp("prometheus"), free_port(), free_port()
    (folder / "p.yml").write_text(
        "global: {scrape_interval: 1s}\nscrape_configs:\n"
        f"  - {{job_name: prometheus, static_configs: [{{targets: ['127.0.0.1:{port}']}}]}}\n"
        f"  - {{job_name: redis, static_configs: [{{targets: ['127.0.0.1:{gone}']}}]}}\n"
    )
    argv = [program("prometheus"), f"--config.file={folder / 'p.yml'}", f"--storage.tsdb.path={folder / 'data'}"]
    argv += [f"--web.listen-address=127.0.0.1:{port}"]
    with running(argv, f"http://127.0.0.1:{port}/-/ready", folder / "log"):
        stack = only_prometheus(port)
        wait_for("scraping", lambda: [one.state for one in targets.checks(stack)] == ["fail"], poll=0.3)
        yield port


def only_prometheus(port: int) -> compose.Stack:
    """A stack of one service, at a port of this machine."""
    there = compose.Port("127.0.0.1", str(port), 9090)
    service = compose.Service(name="prometheus", image="", profiles=(), ports=(there,), mounts={}, secrets={}, raw={})
    return compose.Stack({"prometheus": service}, {}, {}, {})


def test_a_target_that_is_down_is_named_with_its_reason(prometheus: int) -> None:
    """As Prometheus gives it; the log of the exporter is the next place to look."""
    (found,) = targets.checks(only_prometheus(prometheus))
    assert found.name == "target redis"
    assert "connection refused" in found.text
    assert found.hint == "docker logs --tail 50 redis-exporter"


def test_the_targets_of_a_running_prometheus_are_asked_for(
    project: Path, capsys: pytest.CaptureFixture[str], prometheus: int
) -> None:
    """However it was started."""
    set_variable(project, "PROMETHEUS_PORT", str(prometheus))

    assert "connection refused" in asked(capsys, 5)["target redis"]


def test_a_prometheus_that_does_not_tell_its_targets_is_no_crash() -> None:
    """Something else may answer on its port."""
    with serving(lambda _: Reply(body="hello")) as server:
        port = compose.Port("127.0.0.1", server.url.rpartition(":")[2], 9090)
        service = compose.Service(
            name="prometheus", image="", profiles=(), ports=(port,), mounts={}, secrets={}, raw={}
        )
        (found,) = targets.checks(compose.Stack({"prometheus": service}, {}, {}, {}))

    assert found.state == "warn"


def test_targets_that_are_all_up_or_not_yet_scraped_are_told() -> None:
    """Neither is a failure."""
    up = {"health": "up", "labels": {"job": "a", "instance": "b"}, "lastError": ""}

    assert [one.text for one in targets.judged([up, up])] == ["all 2 are up"]
    assert [one.state for one in targets.judged([up, {**up, "health": "unknown"}])] == ["warn"]


def test_ports_below_1024_and_unknown_listeners_do_not_stop_the_doctor(tmp_path: Path) -> None:
    """Without the right to look, nobody is named."""
    (tmp_path / "net").mkdir()
    (tmp_path / "net/tcp").write_text("sl local\n 0: 0100007F:0050 00000000:0000 0A 0:0 0:0 0 0 0 4242 1\n")
    (tmp_path / "77").mkdir()

    assert answers.listener(80, tmp_path) == ""
    assert isinstance(answers.free("127.0.0.1", 80), bool)


def test_outside_the_checkout_the_file_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, no traceback."""
    monkeypatch.chdir(tmp_path)

    assert "docker-compose.yml" in asked(capsys, 2)["settings"]
    assert Settings(root=tmp_path).prometheus == Scraping()
