"""Which contact points are there, and which integrations does each have?"""

from collections.abc import Iterator
from urllib.parse import quote

from scripts.grafana import provenance
from scripts.grafana.client import Client
from scripts.grafana.paging import objects, rows
from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/contact-points"
GROUP = "/apis/notifications.alerting.grafana.app/v0alpha1/namespaces"


def integrations(client: Client) -> list[Json]:
    """List the integrations of all contact points, each with its provenance; their secrets are `[REDACTED]`.

    GET /api/v1/provisioning/contact-points: a contact point without an integration is not in it.
    """
    return rows(client, PATH, "", client.get(PATH))


def receivers(client: Client, namespace: str) -> Iterator[Json]:
    """List the contact points with their integrations, the empty ones too; secrets by name only. 12 and later.

    LIST /apis/notifications.alerting.grafana.app/…/receivers
    """
    yield from objects(client, f"{GROUP}/{namespace}/receivers")


def decrypted(client: Client) -> list[Json]:
    """List the contact points with their secrets in clear.

    GET /api/v1/provisioning/contact-points/export?decrypt=true

    Raises:
        NotPermitted: only an Admin may.
    """
    path = f"{PATH}/export"
    answer: Json = client.get(path, {"decrypt": "true", "format": "json"}) or {}
    return rows(client, path, "contactPoints", {"contactPoints": None, **answer})  # absent where there is none


def create(client: Client, body: Json, owner: str = "") -> None:
    """Add an integration to the contact point of its name; the contact point is made where it is missing.

    POST /api/v1/provisioning/contact-points

    Args:
        client: where.
        body: uid, name, type, settings, disableResolveMessage; `[REDACTED]` would be stored literally.
        owner: its provenance.

    Raises:
        VersionConflict: its uid is taken.
    """
    client.write("POST", PATH, body, headers=provenance.header(owner))


def update(client: Client, body: Json, owner: str = "") -> None:
    """Change an integration; a secret that says `[REDACTED]` stays, one that is left out is removed.

    PUT /api/v1/provisioning/contact-points/:uid
    """
    client.write("PUT", f"{PATH}/{quote(body['uid'], safe='')}", body, headers=provenance.header(owner))


def delete(client: Client, uid: str, owner: str = "") -> None:
    """Delete an integration; the contact point goes with its last one.

    DELETE /api/v1/provisioning/contact-points/:uid

    Raises:
        VersionConflict: it is used by a policy or a rule.
    """
    client.write("DELETE", f"{PATH}/{quote(uid, safe='')}", headers=provenance.header(owner))


def create_empty(client: Client, namespace: str, name: str) -> None:
    """Make a contact point without integrations, which the provisioning API cannot.

    POST /apis/notifications.alerting.grafana.app/…/receivers

    Raises:
        VersionConflict: there is one of that name.
    """
    body: Json = {"metadata": {}, "spec": {"title": name, "integrations": []}}
    client.write("POST", f"{GROUP}/{namespace}/receivers", body)


def delete_empty(client: Client, namespace: str, identity: str) -> None:
    """Delete a contact point without integrations.

    DELETE /apis/notifications.alerting.grafana.app/…/receivers/:name
    """
    client.write("DELETE", f"{GROUP}/{namespace}/receivers/{quote(identity, safe='')}")
