"""Who may change an alerting object: the browser too, or only the API that made it?"""

from collections.abc import Mapping

NONE: Mapping[str, str] = {"X-Disable-Provenance": "true"}
API: Mapping[str, str] = {}


def header(provenance: str) -> Mapping[str, str]:
    """Choose the header that gives an object its provenance.

    Args:
        provenance: as Grafana tells it: empty, `api`, `file`, `converted_prometheus`; only the first two can be
            written through the provisioning API.
    """
    return API if provenance == "api" else NONE
