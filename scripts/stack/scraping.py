"""How does Prometheus find, label and trim every target of the contract?

Job, service, address and interval stand in the contract; what differs from one installation to the next is in the
section `[prometheus]` of dash.toml. Every target carries `environment` and `service` from here, never from itself.
"""

from collections.abc import Iterator, Mapping

from panels.contract import JOBS, Job
from scripts.jsonvalue import Json
from scripts.settings import Scraping

COMPOSE_LABEL = "container_label_com_docker_compose_service"
"""What cAdvisor calls a container's service; its own `up` stays with the service `cadvisor`."""

KEPT_OF_CONTAINERS = (
    r"container_(cpu_usage|cpu_cfs|spec|memory_(working_set|usage|rss)|oom|network_(receive|transmit)"
    r"|fs_.*_bytes|start_time|last_seen|health).*|machine_.*|process_start_time_seconds|cadvisor_version_info"
)
"""Of more than a hundred families those that a panel, a rule or a person at an incident asks for."""

RUNTIME_OF_GO = r"go_(gc|memstats|sched|cgo|cpu|godebug|sync)_.+"
"""A hundred series a process about the runtime of programs that are not ours."""

DROPPED: Mapping[str, str] = {
    "prometheus": RUNTIME_OF_GO,
    "alertmanager": RUNTIME_OF_GO,
    "loki": rf"{RUNTIME_OF_GO}|loki_(request_message|response_message|cache_value_size|kv_request)_.+_bucket",
    "promtail": RUNTIME_OF_GO,
    "alloy": RUNTIME_OF_GO,
    "grafana": (
        rf"{RUNTIME_OF_GO}|grafana_feature_toggles_info"
        r"|grafana_(apiserver|grpc_authz|index_server|live|secrets_manager|storage|unified_storage)_.+"
    ),
}
"""By job: series that nothing asks for and that make most of its page. RE2: no look-ahead."""

SAMPLE_LIMIT = 50_000
"""Samples in a scrape of an application: ten times what the contract allows; more is a label with endless values."""


def jobs(wanted: Scraping) -> Iterator[Json]:
    """Write `scrape_configs`, in the contract's order."""
    for job in JOBS:
        yield _probe_job(job, wanted) if job.kind == "probe" else _job(job, wanted)


def addresses(service: str, wanted: Scraping) -> tuple[str, ...]:
    """List where the metrics of a job, or of the first job of a service, are scraped: `host:port`."""
    job = next(job for job in JOBS if service in (job.name, job.service))
    return tuple(wanted.targets.get(job.name, (job.address,)))


def _head(job: Job) -> Json:
    head: Json = {"job_name": job.name, "scrape_interval": job.interval}
    if job.timeout:
        head["scrape_timeout"] = job.timeout
    if job.path != "/metrics":
        head["metrics_path"] = job.path
    if job.params:
        head["params"] = {name: list(values) for name, values in job.params.items()}
    if job.kind == "application":
        head["sample_limit"] = SAMPLE_LIMIT
    return head


def _job(job: Job, wanted: Scraping) -> Json:
    """Write a job whose targets speak for themselves."""
    made = _head(job)
    idle = job.service == "log-shipper" and job.name != wanted.log_shipper
    labels = {"environment": wanted.environment, "service": job.service}
    made["static_configs"] = [] if idle else list(_targets(job, wanted, labels))
    trimmed = _trimmed(job)
    if trimmed:
        made["metric_relabel_configs"] = trimmed
    return made


def _targets(job: Job, wanted: Scraping, labels: Json) -> Iterator[Json]:
    """Group the targets of a job; a host's instance is its name, because people know no exporter's port."""
    found = addresses(job.name, wanted)
    if job.service != "host":
        yield {"targets": list(found), "labels": labels}
        return
    for address in found:
        name = wanted.host if address == job.address else address.rpartition(":")[0]
        yield {"targets": [address], "labels": {**labels, "instance": name}}


def _trimmed(job: Job) -> list[Json]:
    """Write what happens to a job's series before they are stored."""
    if job.name == "cadvisor":
        return [
            {"source_labels": ["__name__"], "regex": KEPT_OF_CONTAINERS, "action": "keep"},
            {"source_labels": [COMPOSE_LABEL], "regex": "(.+)", "target_label": "service"},
            {"regex": COMPOSE_LABEL, "action": "labeldrop"},
        ]
    if job.name in DROPPED:
        return [{"source_labels": ["__name__"], "regex": DROPPED[job.name], "action": "drop"}]
    return []


def _probe_job(job: Job, wanted: Scraping) -> Json:
    """Write a job of the blackbox exporter: the address probed is the instance, the exporter is who is asked."""
    made = _head(job)
    groups: dict[str, list[str]] = {}
    for service, address in _probed(job, wanted):
        groups.setdefault(service, []).append(address)
    made["static_configs"] = [
        {"targets": found, "labels": {"environment": wanted.environment, "service": service}}
        for service, found in groups.items()
    ]
    made["relabel_configs"] = [
        {"source_labels": ["__address__"], "target_label": "__param_target"},
        {"source_labels": ["__param_target"], "target_label": "instance"},
        {"target_label": "__address__", "replacement": addresses("blackbox-exporter", wanted)[0]},
    ]
    return made


def _probed(job: Job, wanted: Scraping) -> Iterator[tuple[str, str]]:
    """List what a job probes, as (service, address)."""
    for probe in job.probes:
        if "{target}" not in probe.address:
            yield probe.service, probe.address
            continue
        for target in addresses(probe.service, wanted):
            yield probe.service, probe.address.format(target=target)
    if job.name == "blackbox-tls":
        yield from ((job.service, address) for address in wanted.public)
