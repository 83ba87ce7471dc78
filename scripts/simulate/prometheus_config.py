"""How does a Prometheus have to be configured to scrape the simulated Bot-Core as if it were the real one?"""

from collections.abc import Mapping, Sequence
from itertools import groupby

import yaml

from scripts.jsonvalue import Json
from scripts.simulate.build import COMPOSE_LABEL, Target
from scripts.simulate.model import ENVIRONMENT

RELABEL = [{"source_labels": [COMPOSE_LABEL], "regex": "(.+)", "target_label": "service"}]
DROP = [{"regex": COMPOSE_LABEL, "action": "labeldrop"}]


def _job(name: str, targets: Sequence[Target], address: str, interval: str) -> Json:
    job: Json = {"job_name": name, "scrape_interval": interval or targets[0].job.interval}
    if targets[0].job.timeout and not interval:
        job["scrape_timeout"] = targets[0].job.timeout
    job["static_configs"] = [
        {
            "targets": [address],
            "labels": {
                "__metrics_path__": target.path,
                "environment": ENVIRONMENT,
                "service": target.service,
                "instance": target.instance,
            },
        }
        for target in targets
    ]
    if name == "cadvisor":
        job["metric_relabel_configs"] = RELABEL + DROP
    return job


def prometheus_config(
    targets: Sequence[Target],
    address: str,
    *,
    rule_files: Sequence[str] = (),
    interval: str = "",
    evaluation: str = "30s",
    alertmanager: str = "",
    beside: Mapping[str, Sequence[Json]] | None = None,
    relabel: Mapping[str, Sequence[Json]] | None = None,
) -> str:
    """Write a Prometheus configuration.

    Args:
        targets: those of the model.
        address: `host:port` of the simulator.
        rule_files: paths or patterns of rule files.
        interval: scrape every job this often instead of as the contract says.
        evaluation: how often rules are evaluated.
        alertmanager: `host:port`, if there is one.
        beside: job -> static configurations of targets that are not simulated.
        relabel: job -> metric relabelling.
    """
    config: Json = {"global": {"scrape_interval": interval or "15s", "evaluation_interval": evaluation}}
    if rule_files:
        config["rule_files"] = list(rule_files)
    if alertmanager:
        config["alerting"] = {"alertmanagers": [{"static_configs": [{"targets": [alertmanager]}]}]}
    jobs = [
        _job(name, list(group), address, interval)
        for name, group in groupby(targets, key=lambda target: target.job.name)
    ]
    for job in jobs:
        job["static_configs"] += (beside or {}).get(job["job_name"], ())
        if relabel and job["job_name"] in relabel:
            job.setdefault("metric_relabel_configs", []).extend(relabel[job["job_name"]])
    config["scrape_configs"] = jobs
    text: str = yaml.safe_dump(config, sort_keys=False, width=120)
    return text
