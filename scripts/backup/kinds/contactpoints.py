"""To whom are alerts sent, without the secrets?"""

from collections.abc import Iterable, Iterator
from typing import Any

from scripts.backup.kinds._alerting import unless_new
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import contactpoints
from scripts.grafana.failures import NoEndpoint, NotFound
from scripts.jsonvalue import Json

REDACTED = "[REDACTED]"
"""Stands where a secret is; Grafana would store just this text in a new contact point."""


def saved(org: str, name: str, integrations: Iterable[Json], aside: Json | None = None) -> Saved:
    """Part a contact point: its integrations by uid, each with provenance and the names of its secrets."""
    body: Json = {"name": name, "integrations": sorted(integrations, key=lambda one: str(one["uid"]))}
    return Saved(kind="contact-points", org=org, name=name, body=body, aside=aside or {})


def integration(item: Json, owner: str) -> Json:
    """Part one integration, as either API tells it."""
    settings, secrets = without_secrets(item.get("settings") or {})
    named = {key for key, there in (item.get("secureFields") or {}).items() if there}
    return {
        "uid": item.get("uid", ""),
        "type": item["type"],
        "settings": settings,
        "secureFields": sorted({*secrets, *named}),
        "disableResolveMessage": bool(item.get("disableResolveMessage")),
        "provenance": owner,
    }


def without_secrets(settings: Any, at: str = "") -> tuple[Any, list[str]]:  # noqa: ANN401 - JSON of any shape
    """Take the places of secrets out of settings, and name them with dots."""
    if isinstance(settings, dict):
        rows = [(key, f"{at}.{key}" if at else str(key), value) for key, value in settings.items()]
        parts = [(key, *without_secrets(value, place)) for key, place, value in rows if value != REDACTED]
        secrets = [place for _, place, value in rows if value == REDACTED]
        return {key: kept for key, kept, _ in parts}, [*secrets, *(name for _, _, inner in parts for name in inner)]
    if isinstance(settings, list):
        found = [without_secrets(value, f"{at}.{number}") for number, value in enumerate(settings)]
        return [kept for kept, _ in found], [name for _, inner in found for name in inner]
    return ("", [at]) if settings == REDACTED else (settings, [])


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all contact points, those without integrations too where the server shows them (12 and later)."""
    del tally
    provisioned = unless_new(site, lambda: contactpoints.integrations(site.client))
    owners = {str(one.get("uid", "")): str(one.get("provenance") or "") for one in provisioned}
    try:
        receivers = unless_new(site, lambda: list(contactpoints.receivers(site.client, site.can.namespace)))
    except (NoEndpoint, NotFound):
        yield from gathered(site.org, provisioned)
        return
    for item in receivers:
        rows = [integration(one, owners.get(str(one.get("uid", "")), "")) for one in item["spec"]["integrations"] or []]
        metadata: Json = item["metadata"]
        aside: Json = {"identity": metadata["name"], "resourceVersion": metadata.get("resourceVersion")}
        yield saved(site.org, str(item["spec"]["title"]), rows, aside)


def gathered(org: str, provisioned: Iterable[Json]) -> Iterator[Saved]:
    """Gather the integrations of each contact point."""
    found: dict[str, list[Json]] = {}
    for one in provisioned:
        found.setdefault(str(one["name"]), []).append(integration(one, str(one.get("provenance") or "")))
    for name, rows in found.items():
        yield saved(org, name, rows)
