"""Does Prometheus find every target of the contract, labelled as queries expect it?"""

import json
import re
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import program

from panels.contract import JOBS
from scripts.demo.programs import free_port, running, wait_for
from scripts.errors import ConfigurationError
from scripts.settings import Scraping, Settings, load, parse
from scripts.simulate.model import Model
from scripts.stack import prometheusfile
from scripts.stack.scraping import KEPT_OF_CONTAINERS

pytestmark = pytest.mark.xdist_group("prometheus")

ROOT = Path(__file__).parents[3]
FILE = ROOT / "provisioning/prometheus/prometheus.yml"
CONTRACT = {job.name: job for job in JOBS}
Json = dict[str, Any]


def written(toml: str = "") -> Json:
    """Read back what is written for a dash.toml."""
    document: Json = yaml.safe_load(prometheusfile.text(parse(toml, ROOT)))
    return document


def jobs(toml: str = "") -> dict[str, Json]:
    """List the jobs by name."""
    return {job["job_name"]: job for job in written(toml)["scrape_configs"]}


def targets(job: Json) -> dict[str, Json]:
    """List a job's targets with their labels."""
    return {target: group["labels"] for group in job["static_configs"] for target in group["targets"]}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Json]]:
    """Start the real Prometheus with the committed file, and ask it for its targets."""
    folder = tmp_path_factory.mktemp("prometheus")
    port = free_port()
    argv = [program("prometheus"), f"--config.file={FILE}", f"--storage.tsdb.path={folder / 'data'}"]
    argv += [f"--web.listen-address=127.0.0.1:{port}"]
    with running(argv, f"http://127.0.0.1:{port}/-/ready", folder / "log"):
        active: list[Json] = []

        def discovered() -> bool:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/targets?state=active") as answer:
                active[:] = json.load(answer)["data"]["activeTargets"]
            return bool(active)

        wait_for("discovering the targets", discovered, poll=0.2)
        yield active


def test_the_real_promtool_accepts_the_committed_file(promtool: str) -> None:
    """With all its rule files."""
    done = subprocess.run([promtool, "check", "config", FILE], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("SUCCESS") > 5


def test_a_real_prometheus_finds_every_target(found: list[Json]) -> None:
    """Each job of the contract but the shipper that does not run and the public names that are the installation's."""
    assert {target["labels"]["job"] for target in found} == CONTRACT.keys() - {"alloy", "blackbox-tls"}


def test_every_target_carries_the_labels_of_the_contract(found: list[Json]) -> None:
    """Environment, service, job, instance; and nothing else."""
    for target in found:
        labels = target["labels"]
        job = CONTRACT[labels["job"]]
        assert labels.keys() == {"environment", "service", "job", "instance"}, labels
        assert labels["environment"] == "production"
        assert labels["service"] == job.service or job.per_target
        assert target["scrapeInterval"] == {"60s": "1m"}.get(job.interval, job.interval)


def test_a_probe_is_the_probed_service_at_the_probed_address(found: list[Json]) -> None:
    """It is the exporter that is asked."""
    probes = [target for target in found if CONTRACT[target["labels"]["job"]].kind == "probe"]
    seen = {(target["labels"]["service"], target["labels"]["instance"]) for target in probes}

    assert seen == {
        ("rust-core-engine", "http://rust-core-engine:8080/health"),
        ("python-ai-service", "http://python-ai-service:8000/health"),
        ("nextjs-ui-dashboard", "http://nextjs-ui-dashboard:3000/api/health"),
        ("rust-core-engine", "rust-core-engine:8080"),
        ("binance-api", "https://api.binance.com/api/v3/ping"),
        ("binance-api", "https://api.binance.com/api/v3/time"),
    }
    assert all(target["scrapeUrl"].startswith("http://blackbox-exporter:9115/probe?") for target in probes)


def test_the_simulated_bot_core_is_labelled_as_the_real_one(found: list[Json]) -> None:
    """What is seen in the demo and in tests is found by the same labels on the stack."""
    real = {(one["labels"]["job"], one["labels"]["service"], one["labels"]["instance"]) for one in found}
    simulated = {(one.job.name, one.service, one.instance) for one in Model().targets}

    assert {job for job, _, _ in simulated - real} <= {"blackbox-tls", "alloy"}
    assert real - simulated == {("binance-api", "binance-api", "https://api.binance.com/api/v3/time")}


def test_queues_are_read_one_by_one(found: list[Json]) -> None:
    """The second scrape of RabbitMQ asks for two families."""
    (url,) = [target["scrapeUrl"] for target in found if target["labels"]["job"] == "rabbitmq-detailed"]

    assert url == "http://rabbitmq:15692/metrics/detailed?family=queue_coarse_metrics&family=queue_consumer_count"


def test_the_guide_s_intervals_and_files_stand() -> None:
    """15 s, 30 s, the two folders of rules, and Alertmanager."""
    config = written()

    assert config["global"]["scrape_interval"] == "15s"
    assert config["global"]["evaluation_interval"] == "30s"
    assert config["rule_files"] == ["recording-rules/*.yml", "alerts/*.yml"]
    assert config["alerting"]["alertmanagers"][0]["static_configs"][0]["targets"] == ["alertmanager:9093"]


def test_alerts_without_series_of_their_own_have_an_environment_too() -> None:
    """The heartbeat asks for no metric; the external label is added on the way to Alertmanager."""
    assert written('[prometheus]\nenvironment = "staging"')["global"]["external_labels"] == {"environment": "staging"}


def test_an_installation_names_its_environment_hosts_and_instances() -> None:
    """Two engines on other machines: both are scraped, and both are probed."""
    made = jobs(
        """
        [prometheus]
        environment = "staging"
        host = "trader-7"
        public = ["https://bot-core.example.org"]
        [prometheus.targets]
        rust-core-engine = ["10.0.0.5:8080", "10.0.0.6:8080"]
        node-exporter = ["node-exporter:9100", "10.0.0.6:9100"]
        """
    )

    assert set(targets(made["rust-core-engine"])) == {"10.0.0.5:8080", "10.0.0.6:8080"}
    assert set(targets(made["blackbox-websocket"])) == {"10.0.0.5:8080", "10.0.0.6:8080"}
    assert "http://10.0.0.6:8080/health" in targets(made["blackbox-http"])
    assert [labels["instance"] for labels in targets(made["node-exporter"]).values()] == ["trader-7", "10.0.0.6"]
    assert targets(made["blackbox-tls"]) == {
        "https://bot-core.example.org": {"environment": "staging", "service": "nextjs-ui-dashboard"}
    }
    environments = {labels["environment"] for job in made.values() for labels in targets(job).values()}
    assert environments == {"staging"}


def test_samples_can_be_sent_on(tmp_path: Path, promtool: str) -> None:
    """To a receiver that asks for a password, which stands in a file; without the setting nothing is sent."""
    toml = '[prometheus.remote_write]\nurl = "https://m.example.com/push"\nuser = "b"\npassword_file = "/run/secrets/r"'
    text = prometheusfile.text(parse(toml, ROOT))
    (tmp_path / "prometheus.yml").write_text(text)
    argv = [promtool, "check", "config", "--syntax-only", str(tmp_path / "prometheus.yml")]

    assert subprocess.run(argv, capture_output=True, check=False).returncode == 0
    (found,) = written(toml)["remote_write"]
    assert found["basic_auth"] == {"username": "b", "password_file": "/run/secrets/r"}
    assert "remote_write" not in written()
    with pytest.raises(ConfigurationError, match="password_file"):
        parse('[prometheus]\nremote_write = {url = "https://m.example.com/push", user = "b"}', ROOT)


def test_only_the_shipper_that_runs_is_scraped() -> None:
    """The other would be a service that is down for ever."""
    assert targets(jobs()["promtail"])
    assert not targets(jobs()["alloy"])
    made = jobs('[prometheus]\nlog_shipper = "alloy"')
    assert not targets(made["promtail"])
    assert targets(made["alloy"])["alloy:12345"]["service"] == "log-shipper"


def test_the_keep_list_of_containers_keeps_what_is_asked_and_thirty_more() -> None:
    """Every metric of the contract, and at least 30 of those that cAdvisor 0.60 can emit about a container."""
    names = (ROOT / "tests/recordings/cadvisor/metric-names.txt").read_text(encoding="utf-8").split()
    kept = [name for name in names if re.fullmatch(KEPT_OF_CONTAINERS, name)]

    assert [m.name for m in CONTRACT["cadvisor"].metrics if not re.fullmatch(KEPT_OF_CONTAINERS, m.name)] == []
    assert len([name for name in kept if name.startswith("container_")]) >= 30
    assert len(kept) < len(names)


def test_nothing_that_the_contract_declares_is_dropped() -> None:
    """A panel would be empty on the real stack only."""
    for name, job in jobs().items():
        for rule in job.get("metric_relabel_configs", ()):
            if rule.get("action") == "drop":
                pattern = re.compile(rule["regex"])
                series = {m.name + ("_bucket" if m.buckets else "") for m in CONTRACT[name].metrics}
                assert [one for one in series if pattern.fullmatch(one)] == []


def test_a_catalog_of_another_team_gets_no_scrape_file() -> None:
    """Its Prometheus is none of ours."""
    assert prometheusfile.texts(parse('[sources]\ncatalog = "theirs:CATALOG"', ROOT)) == {}
    assert list(prometheusfile.texts(Settings(root=ROOT))) == [Path("provisioning/prometheus/prometheus.yml")]


def test_the_schema_knows_every_job_that_can_be_moved() -> None:
    """All but the probes, which follow what they probe."""
    schema = json.loads((ROOT / "scripts/settings/dash-toml.schema.json").read_text(encoding="utf-8"))
    known = schema["properties"]["prometheus"]["properties"]["targets"]["propertyNames"]["enum"]

    assert set(known) == {job.name for job in JOBS if job.kind != "probe"}


def test_without_a_dash_toml_the_guide_holds() -> None:
    """As everywhere."""
    assert Settings(root=ROOT).prometheus == Scraping()
    assert load(ROOT).prometheus.environment == "production"
