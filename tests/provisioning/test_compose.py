"""Is docker-compose.yml what compose takes, what the guide describes, and what its images can do?"""

import ipaddress
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import program
from support.loopback import Reply, serving

from dashboards.rules.notifying import secretfiles
from panels.contract import JOBS
from scripts.demo.programs import free_port, running
from scripts.doctor.stack.answers import PAGES
from scripts.errors import ConfigurationError
from scripts.stack import compose, dotenv

ROOT = Path(__file__).parents[2]
TEXT = compose.source(ROOT)
STACK = compose.read(ROOT, {})
EXAMPLE = dotenv.read(ROOT / dotenv.EXAMPLE)
OWN = {"COMPOSE_PROJECT_NAME"}
"""Variables of compose itself."""

GUIDE = {
    "prometheus": 9090,
    "grafana": 3001,
    "loki": 3100,
    "promtail": 0,
    "alertmanager": 9093,
    "node-exporter": 9100,
    "cadvisor": 8081,
    "mongodb-exporter": 9216,
    "redis-exporter": 9121,
    "blackbox-exporter": 9115,
}
HEALTHY = {"prometheus", "grafana", "loki", "alertmanager"}
"""What the guide shows as healthy; the others may have a check too."""

BUSYBOX = {"wget", "sh"}
INSIDE = {
    "prom/prometheus": BUSYBOX,
    "prom/alertmanager": BUSYBOX,
    "prom/node-exporter": BUSYBOX,
    "prom/blackbox-exporter": BUSYBOX,
    "oliver006/redis_exporter": BUSYBOX,  # the tag -alpine; without it the image holds the program alone
    "grafana/grafana": BUSYBOX | {"curl", "bash"},
    "grafana/loki": {"/usr/bin/loki"},  # distroless
    "grafana/promtail": {"bash"},  # Ubuntu without curl and wget
    "grafana/alloy": {"bash"},
}
"""What can be run in which image, by the Dockerfile of its pinned version."""


def checked(service: str) -> list[str]:
    """Read the command of a health check; empty if there is none."""
    return list(STACK.services[service].raw.get("healthcheck", {}).get("test", ()))


def test_the_compose_specification_allows_it() -> None:
    """By its schema, which knows every key."""
    argv = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def configured(values: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Let docker-compose itself (1.29 of Debian, or the one installed) put the file together."""
    here = ROOT / ".stack"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(here / "usr/lib/python3/dist-packages"), **values}
    argv = [program("docker-compose"), "--profile", "monitoring", "--profile", "alloy", "config"]
    argv = ["/usr/bin/python3", *argv] if argv[0].startswith(str(here)) else argv
    return subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_docker_compose_reads_it_as_we_do() -> None:
    """Services, images, published ports: our reader and compose agree."""
    done = configured({"GRAFANA_PASSWORD": "x" * 24, "BOT_NETWORK_EXTERNAL": "true"})
    assert done.returncode == 0, done.stderr
    theirs: dict[str, Any] = yaml.safe_load(done.stdout)

    assert {name: one["image"] for name, one in theirs["services"].items()} == {
        name: one.image for name, one in STACK.services.items()
    }
    assert {str(port).removesuffix("/tcp") for one in theirs["services"].values() for port in one.get("ports", ())} == {
        f"{port.address}:{port.number}:{port.inside}" for one in STACK.services.values() for port in one.ports
    }
    assert theirs["networks"]["bot-network"] == {"external": True, "name": "bot-network"}


def test_without_a_password_nothing_starts() -> None:
    """Compose says which variable is missing, and where to set it."""
    done = configured({})

    assert done.returncode != 0
    assert "set GRAFANA_PASSWORD in .env" in done.stderr


def test_the_services_are_the_guide_s() -> None:
    """By name, container name and port, all in the profile `monitoring`; Alloy waits in its own."""
    assert {name for name, one in STACK.services.items() if one.profiles == ("monitoring",)} == GUIDE.keys()
    assert STACK.services.keys() - GUIDE.keys() == {"alloy"}
    for name, one in STACK.services.items():
        assert one.raw["container_name"] == name
    for name, port in GUIDE.items():
        if port and name != "node-exporter":  # which is in the host's network: no port is published
            assert [one.number for one in STACK.services[name].ports] == [str(port)]


def test_only_grafana_is_published_beyond_the_loopback() -> None:
    """The host's own address on Docker's bridge is as near as the loopback: only containers reach it."""
    open_to_all = {
        name
        for name, one in STACK.services.items()
        for port in one.ports
        if not ipaddress.ip_address(port.address).is_loopback
    }
    assert open_to_all == {"grafana"}
    listens = [one for one in STACK.services["node-exporter"].raw["command"] if "listen-address" in one]
    assert listens == ["--web.listen-address=127.0.0.1:9100", "--web.listen-address=172.17.0.1:9100"]


def test_prometheus_finds_every_service_where_it_listens() -> None:
    """The host and port of each job of ours is a service and its port inside."""
    for job in JOBS:
        service = STACK.services.get(job.host)
        if service is not None and service.ports:
            assert job.port in {port.inside for port in service.ports}, job.name
    assert {job.host for job in JOBS} - STACK.services.keys() == {
        *("rust-core-engine", "python-ai-service", "nextjs-ui-dashboard", "rabbitmq")
    }


@pytest.mark.parametrize("name", STACK.services)
def test_every_image_is_pinned(name: str) -> None:
    """To a whole version; `latest` is another program tomorrow."""
    assert re.fullmatch(r"[\w./-]+:v?\d+\.\d+\.\d+(-alpine)?", STACK.services[name].image)


@pytest.mark.parametrize("name", STACK.services)
def test_every_service_is_bounded_and_confined(name: str) -> None:
    """Memory, processors, processes; no new privileges; a read-only root but for cAdvisor, which its makers run so."""
    raw = STACK.services[name].raw
    assert {"mem_limit", "cpus", "pids_limit", "restart", "logging"} <= raw.keys()
    assert raw["security_opt"] == ["no-new-privileges:true"]
    assert raw.get("read_only", False) != raw.get("privileged", False)


@pytest.mark.parametrize("name", sorted(HEALTHY | {name for name in STACK.services if checked(name)}))
def test_a_health_check_can_run_in_its_image(name: str) -> None:
    """It asks the port at which the program listens, by a program that is there."""
    kind, command, *rest = checked(name)
    service = STACK.services[name]

    assert kind == "CMD"
    assert command in INSIDE[service.image.partition(":")[0]]
    port = next(job.port for job in JOBS if job.host == name)
    assert command == "/usr/bin/loki" or str(port) in " ".join(rest)
    if service.image.startswith("oliver006/"):
        assert service.image.endswith("-alpine")


@pytest.mark.parametrize("name", ["promtail", "alloy"])
@pytest.mark.parametrize(("status", "well"), [(200, True), (503, False)])
def test_a_health_check_by_bash_tells_ready_from_not(name: str, status: int, *, well: bool) -> None:
    """Run as Docker runs it, against a server that answers so; and against nobody."""
    job = next(job for job in JOBS if job.host == name)
    with serving(lambda _: Reply(status=status, body="x")) as server:
        here = [word.replace(f"/{job.port} ", f"/{server.url.rpartition(':')[2]} ") for word in checked(name)[1:]]
        done = subprocess.run(here, capture_output=True, check=False)
        asked = [request.path for request in server.requests]

    assert (done.returncode == 0) == well
    assert asked == [PAGES.get(name, "/ready")]
    assert subprocess.run(here, capture_output=True, check=False).returncode != 0


def test_every_file_that_a_service_mounts_is_there() -> None:
    """And is one that `dash build` writes or a test reads: nothing of the checkout is mounted by mistake."""
    ours = {path for one in STACK.services.values() for path in one.mounts if path.startswith("./")}

    assert [path for path in ours if not (ROOT / path).exists()] == []
    assert all(path.startswith("./provisioning/") for path in ours)


def test_each_program_reads_a_file_that_is_mounted() -> None:
    """`--config.file` and its like lead to a file of the folder that is mounted there."""
    seen = set()
    for name, one in STACK.services.items():
        named = re.findall(r"(?<!\w)/etc/[\w./-]+\.(?:yml|alloy)", " ".join(one.raw.get("command", ())))
        for inside in named:
            host, target = next((a, b) for a, b in one.mounts.items() if inside.startswith(b))
            assert (ROOT / (host + inside.removeprefix(target))).is_file(), f"{name}: {inside}"
            seen.add(name)
    assert seen == {"prometheus", "alertmanager", "loki", "promtail", "alloy", "blackbox-exporter"}


def test_the_secrets_are_those_that_alertmanager_reads() -> None:
    """Each at the path that its configuration names, from the folder that `dash doctor --stack` checks."""
    mounted = {one.name: f"{secretfiles.MOUNTED}/{one.name}" for one in secretfiles.ALL}

    assert STACK.services["alertmanager"].secrets == mounted
    assert STACK.secret_files == {name: f"./secrets/{name}" for name in mounted}


def test_every_variable_is_explained_and_has_the_same_default() -> None:
    """In .env.example, and nothing there that nobody reads; only the password has no default."""
    asked = compose.variables(TEXT)

    assert asked.keys() == EXAMPLE.keys() - OWN
    assert {name: one.default for name, one in asked.items() if not one.required} == {
        name: value for name, value in EXAMPLE.items() if name in asked and not asked[name].required
    }
    assert [name for name, one in asked.items() if one.required] == ["GRAFANA_PASSWORD"]


def test_volumes_have_the_names_of_the_guide() -> None:
    """`du -sh /var/lib/docker/volumes/bot-core_prometheus_data` works in any folder; each is used."""
    used = {str(one).split(":")[0] for service in STACK.services.values() for one in service.raw.get("volumes", ())}

    assert {one["name"] for one in STACK.volumes.values()} == {f"bot-core_{name}" for name in STACK.volumes}
    assert STACK.volumes.keys() == {name for name in used if not name.startswith((".", "/"))}


def test_exporters_are_asked_for_what_the_contract_declares() -> None:
    """The flags of cAdvisor and of MongoDB's exporter without which metrics are missing, or far too many."""
    cadvisor = set(STACK.services["cadvisor"].raw["command"])
    mongodb = set(STACK.services["mongodb-exporter"].raw["command"])

    assert {"--docker_only=true", "--store_container_labels=false"} <= cadvisor
    assert "--whitelisted_container_labels=com.docker.compose.service" in cadvisor
    assert {"--compatible-mode", "--mongodb.global-conn-pool", "--collector.diagnosticdata"} <= mongodb
    assert {"--collector.replicasetstatus", "--collector.dbstats", "--collector.topmetrics"} <= mongodb


def test_grafana_is_closed_and_tells_nobody() -> None:
    """No sign-up, no visitors, no telemetry, no update checks, no news."""
    settings = STACK.services["grafana"].raw["environment"]
    users = {"USERS_ALLOW_SIGN_UP", "AUTH_ANONYMOUS_ENABLED"}
    telemetry = {"ANALYTICS_ENABLED", "ANALYTICS_REPORTING_ENABLED", "NEWS_NEWS_FEED_ENABLED"}
    updates = {"ANALYTICS_CHECK_FOR_UPDATES", "ANALYTICS_CHECK_FOR_PLUGIN_UPDATES"}

    assert {settings[f"GF_{name}"] for name in users | telemetry | updates} == {"false"}


PROGRAMS = {
    "prometheus": ("prometheus", "/-/ready"),
    "alertmanager": ("prometheus-alertmanager", "/-/ready"),
    "node-exporter": ("prometheus-node-exporter", "/"),
    "blackbox-exporter": ("prometheus-blackbox-exporter", "/-/healthy"),
}
"""Those of the stack that Debian has too, and the page that tells that they work."""


@pytest.mark.xdist_group("prometheus")
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_real_program_starts_with_these_flags_and_files(name: str, tmp_path: Path) -> None:
    """Its command as it stands, mounts rendered; only addresses and data folders are other ones."""
    service, (binary, page), port = STACK.services[name], PROGRAMS[name], free_port()
    (tmp_path / "alertmanager.yml").write_text("route: {receiver: x}\nreceivers: [{name: x}]\n")
    moved = {inside: str(ROOT / host) for host, inside in service.mounts.items() if host.startswith("./")}
    if name == "alertmanager":  # Debian's knows no url_file yet: its configuration is tried elsewhere
        moved = {"/etc/alertmanager": str(tmp_path)}
    moved |= {"/host": "/", "=/prometheus": f"={tmp_path}/data", "=/alertmanager": f"={tmp_path}/data"}
    flags = [one for one in service.raw["command"] if not one.startswith("--web.listen-address")]
    for inside, here in moved.items():
        flags = [one.replace(inside, here) for one in flags]
    addresses = len(service.raw["command"]) - len(flags) or 1
    flags += [f"--web.listen-address=127.0.0.1:{one}" for one in (port, free_port())[:addresses]]

    with running([program(binary), *flags], f"http://127.0.0.1:{port}{page}", tmp_path / "log") as pid:
        assert pid


def test_prometheus_keeps_ninety_days_and_reloads_on_request() -> None:
    """As the guide says."""
    command = STACK.services["prometheus"].raw["command"]

    assert "--storage.tsdb.retention.time=90d" in command
    assert "--web.enable-lifecycle" in command


def test_a_file_of_variables_is_read_as_compose_reads_it(tmp_path: Path) -> None:
    """Quotes, blanks, comments, `export`; a line that is none of it is named by its number."""
    file = tmp_path / ".env"
    file.write_text("# c\nexport A=1\nB = 'two # three'\nC=\"x y\"\nD=v#w # comment\nE=\nF=a=b\n")
    assert dotenv.read(file) == {"A": "1", "B": "two # three", "C": "x y", "D": "v#w", "E": "", "F": "a=b"}

    for text, where in (("A=1\nno assignment\n", r"\.env:2"), ("A='x\n", r"\.env:1"), ("A=1\r\n\r\nB\r\n", r"\.env:3")):
        file.write_text(text, newline="")
        with pytest.raises(ConfigurationError, match=where):
            dotenv.read(file)


def test_other_forms_of_compose_are_read_too(tmp_path: Path) -> None:
    """Somebody may change the file: ports, mounts and secrets have a short and a long form."""
    (tmp_path / "docker-compose.yml").write_text(
        """
        services:
          a:
            image: x
            ports: ["3001:3000", "9000", 9001, "127.0.0.1:53:53/udp", {target: 80, published: "80", host_ip: 127.0.0.1}]
            volumes: [{type: bind, source: ./x, target: /y}, "/anonymous", "named:/z", "./a:/b:ro"]
            secrets: [s, {source: t, target: /u}]
        """
    )
    service = compose.read(tmp_path, {}).services["a"]

    assert [(one.address, one.number, one.inside) for one in service.ports] == [
        ("0.0.0.0", "3001", 3000),
        ("0.0.0.0", "", 9000),
        ("0.0.0.0", "", 9001),
        ("127.0.0.1", "53", 53),
        ("127.0.0.1", "80", 80),
    ]
    assert service.mounts == {"./x": "/y", "./a": "/b"}
    assert service.secrets == {"s": "/run/secrets/s", "t": "/u"}


@pytest.mark.parametrize("text", ["", "[]", "services:", "services: {a: }", "a: [", "services: 3"])
def test_a_file_that_is_no_compose_file_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    """With the command that says more."""
    (tmp_path / "docker-compose.yml").write_text(text)
    with pytest.raises(ConfigurationError) as refused:
        compose.read(tmp_path, {})

    assert "\n" not in refused.value.message
    assert refused.value.hint == "docker compose config -q"
