"""Which environment do the log shippers name?

Their files are written by hand, all but one value: the label `environment` must be that of the metrics, or no choice on
a dashboard finds metrics and logs together. It is `environment` in `[prometheus]` of dash.toml.
"""

import re
from pathlib import Path

from scripts.settings import Settings, Sources

FILES = {
    Path("provisioning/promtail/promtail.yml"): re.compile(r"(?<=\n      environment: ).+"),
    Path("provisioning/alloy/config.alloy"): re.compile(r'(?<=\n\t\tenvironment = ").*(?=",\n)'),
}
"""By file, where the value stands."""


def texts(settings: Settings) -> dict[Path, str]:
    """Write both as they are, with that value; another team's catalog has none of ours."""
    if settings.sources.catalog != Sources().catalog:
        return {}
    found: dict[Path, str] = {}
    for path, place in FILES.items():
        file = settings.root / path
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            found[path] = place.sub(lambda _: settings.prometheus.environment, text)
    return found
