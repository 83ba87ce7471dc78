"""Does the printed configuration make Prometheus see the simulated Bot-Core as the real one?"""

import subprocess
from pathlib import Path

import yaml

from panels.contract import JOBS
from scripts.simulate.model import Model
from scripts.simulate.prometheus_config import prometheus_config

TARGETS = Model().targets


def test_the_real_promtool_accepts_it(tmp_path: Path, promtool: str) -> None:
    """With rules and an Alertmanager."""
    rules = tmp_path / "rules.yml"
    rules.write_text("groups: []\n")
    config = tmp_path / "prometheus.yml"
    config.write_text(
        prometheus_config(TARGETS, "127.0.0.1:9888", rule_files=[str(rules)], alertmanager="127.0.0.1:9093")
    )
    done = subprocess.run([promtool, "check", "config", config], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_job_is_scraped_as_the_contract_says() -> None:
    """At its interval, with the target labels of the contract; or all at one interval."""
    jobs = {job["job_name"]: job for job in yaml.safe_load(prometheus_config(TARGETS, "h:1"))["scrape_configs"]}
    assert set(jobs) == {job.name for job in JOBS}
    for job in JOBS:
        found = jobs[job.name]
        assert found["scrape_interval"] == job.interval
        for static in found["static_configs"]:
            assert static["targets"] == ["h:1"]
            assert set(static["labels"]) == {"__metrics_path__", "environment", "service", "instance"}
        assert found["static_configs"][0]["labels"]["service"] == job.service
    quick = yaml.safe_load(prometheus_config(TARGETS, "h:1", interval="1s"))["scrape_configs"]
    assert {job["scrape_interval"] for job in quick} == {"1s"}
    assert not any("scrape_timeout" in job for job in quick)


def test_containers_get_their_service_from_the_compose_label() -> None:
    """And the long label is dropped."""
    jobs = {job["job_name"]: job for job in yaml.safe_load(prometheus_config(TARGETS, "h:1"))["scrape_configs"]}
    assert jobs["cadvisor"]["metric_relabel_configs"] == [
        {
            "source_labels": ["container_label_com_docker_compose_service"],
            "regex": "(.+)",
            "target_label": "service",
        },
        {"regex": "container_label_com_docker_compose_service", "action": "labeldrop"},
    ]
    assert [name for name, job in jobs.items() if "metric_relabel_configs" in job] == ["cadvisor"]
