"""Which groups of alert rules are there?"""

from collections.abc import Iterator
from urllib.parse import quote

from scripts.grafana import provenance
from scripts.grafana.client import Client
from scripts.grafana.paging import rows
from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning"
RULER = "/api/ruler/grafana/api/v1/rules"


def rules(client: Client) -> list[Json]:
    """List all rules, each with its provenance; neither interval nor order within the group is in it.

    GET /api/v1/provisioning/alert-rules
    """
    path = f"{PATH}/alert-rules"
    return rows(client, path, "", client.get(path))


def everything(client: Client) -> Iterator[Json]:
    """List the groups that we may see: interval, and rules in their order with provenance and editor settings.

    GET /api/ruler/grafana/api/v1/rules: keyed by the path of the folder; the uid of the folder is in each rule.
    """
    answer: Json = client.get(RULER) or {}
    for found in answer.values():
        yield from found


def get(client: Client, folder: str, group: str) -> Json:
    """Read one group with its interval; provenance is not in it.

    GET /api/v1/provisioning/folder/:uid/rule-groups/:name
    """
    answer: Json = client.get(f"{PATH}/folder/{quote(folder, safe='')}/rule-groups/{quote(group, safe='')}") or {}
    return answer


def converted(client: Client) -> Json:
    """List the groups that were imported from Prometheus, in their own form, by the title of their folder.

    GET /api/convert/prometheus/config/v1/rules
    """
    answer: Json = client.get("/api/convert/prometheus/config/v1/rules") or {}
    return answer


def put(client: Client, folder: str, group: str, body: Json, owner: str = "") -> None:
    """Make a group or replace it, with all its rules; rules that are not in it any more are deleted.

    PUT /api/v1/provisioning/folder/:folder/rule-groups/:group

    There is no version, and a rule whose uid is in another group is moved out of there. The provenance follows the
    header even where nothing else changes.

    Args:
        client: where.
        folder: uid.
        group: its name; percent-encoded once here.
        body: title, folderUid, interval, rules; without the rules' numeric `id`, which would be stored.
        owner: the provenance of all its rules.
    """
    path = f"{PATH}/folder/{quote(folder, safe='')}/rule-groups/{quote(group, safe='')}"
    client.write("PUT", path, body, headers=provenance.header(owner))


def put_rule(client: Client, uid: str, body: Json, owner: str = "") -> None:
    """Replace one rule: gives it another provenance than its group has.

    PUT /api/v1/provisioning/alert-rules/:uid
    """
    client.write("PUT", f"{PATH}/alert-rules/{quote(uid, safe='')}", body, headers=provenance.header(owner))


def post_ruler(client: Client, folder: str, body: Json) -> None:
    """Make or replace a group as the browser does: keeps the settings of the editor; refused for provisioned groups.

    POST /api/ruler/grafana/api/v1/rules/:folder

    Args:
        client: where.
        folder: uid.
        body: name, interval, rules, with every field that the ruler knows.
    """
    client.write("POST", f"{RULER}/{quote(folder, safe='')}", body)


def delete(client: Client, folder: str, group: str, owner: str = "") -> None:
    """Delete a group with its rules.

    DELETE /api/v1/provisioning/folder/:folder/rule-groups/:group
    """
    path = f"{PATH}/folder/{quote(folder, safe='')}/rule-groups/{quote(group, safe='')}"
    client.write("DELETE", path, headers=provenance.header(owner))


def convert(client: Client, namespace: str, group: Json, source: str) -> None:
    """Import a group of Prometheus rules; uids of folder and rules are derived from names, and come out the same.

    POST /api/convert/prometheus/config/v1/rules/:namespace

    Args:
        client: where.
        namespace: title of the folder.
        group: as Prometheus writes it.
        source: uid of the data source that the rules ask.
    """
    headers = {"X-Grafana-Alerting-Datasource-UID": source}
    client.write("POST", f"/api/convert/prometheus/config/v1/rules/{quote(namespace, safe='')}", group, headers=headers)
