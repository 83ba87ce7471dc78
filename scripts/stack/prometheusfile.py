"""What does provisioning/prometheus/prometheus.yml say?"""

from pathlib import Path

from scripts import rulefiles
from scripts.jsonvalue import Json
from scripts.settings import RemoteWrite, Settings, Sources
from scripts.stack import scraping

NAME = "prometheus.yml"

COMMENT = """\
# Made of the metric contract and [prometheus] of dash.toml. Prometheus expands no variables here: what differs between
# installations (environment, addresses, public names, the log shipper) is set there; retention (90 d) is a flag in
# docker-compose.yml. To keep more than a year, or to see several Prometheus as one, send to Mimir or Thanos with
# remote_write there: docs/stack.md tells how.
"""


def text(settings: Settings) -> str:
    """Write the file; it is valid for Prometheus 2.42 (Debian 12) and 3."""
    wanted = settings.prometheus
    config: Json = {
        "global": {
            "scrape_interval": "15s",
            "evaluation_interval": "30s",
            "external_labels": {"environment": wanted.environment},
        },
        "rule_files": ["recording-rules/*.yml", "alerts/*.yml"],
        "alerting": {
            "alertmanagers": [{"static_configs": [{"targets": list(scraping.addresses("alertmanager", wanted))}]}]
        },
    }
    if wanted.remote_write.url:
        config["remote_write"] = [_remote_write(wanted.remote_write)]
    config["scrape_configs"] = list(scraping.jobs(wanted))
    return rulefiles.HEADER + COMMENT + rulefiles.yaml_text(config)


def _remote_write(wanted: RemoteWrite) -> Json:
    made: Json = {"url": wanted.url}
    if wanted.user:
        made["basic_auth"] = {"username": wanted.user, "password_file": wanted.password_file}
    return made


def texts(settings: Settings) -> dict[Path, str]:
    """Write it at its place; another team's catalog scrapes nothing of ours."""
    if settings.sources.catalog != Sources().catalog:
        return {}
    return {Path(settings.output.rules) / NAME: text(settings)}
