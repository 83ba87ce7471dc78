"""Which groups of alert and recording rules does Grafana evaluate, how often, and who may change them?

No single answer of Grafana holds all of it: the ruler has interval, order and the settings of the editor, the
provisioning API the rules in the form that is written back, and their provenance.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.errors import AuthError, DashError
from scripts.grafana import folders, rulegroups
from scripts.grafana.failures import NotFound
from scripts.jsonvalue import Json

CONVERTED = "converted_prometheus"
"""The provenance of rules that were imported from Prometheus; they can be restored from the original only."""

SERVERS = ("id", "orgID", "updated", "folderUID", "ruleGroup")
"""Of a rule: what this server, or the group around it, says."""


def saved(org: str, folder: str, name: str, interval: int, rules: Sequence[Json]) -> Saved:
    """Part a group: its rules in their order, each with its provenance."""
    kept = [{key: value for key, value in rule.items() if key not in SERVERS and value is not None} for rule in rules]
    body: Json = {
        "folderUid": folder,
        "title": name,
        "interval": interval,
        "rules": [{"provenance": "", **rule} for rule in kept],
    }
    return Saved(kind="rule-groups", org=org, name=f"{folder}/{name}", title=name, body=body)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all groups: in two requests, and one more for each group that the ruler does not show."""
    rules = {str(rule["uid"]): rule for rule in rulegroups.rules(site.client)}
    originals = Originals(site)
    for group in rulegroups.everything(site.client):
        made = _of_ruler(site.org, group, rules)
        if made is not None:
            yield originals.added(made, tally)
    yield from _out_of_sight(site, tally, rules.values())


class Originals:
    """The groups that were imported, as they were before Grafana rewrote them; read when the first is met."""

    def __init__(self, site: Site) -> None:
        """Remember where to ask."""
        self._site = site
        self._known: Mapping[str, Sequence[Json]] | None = None

    def added(self, one: Saved, tally: Tally) -> Saved:
        """Add the original to an imported group."""
        rules: list[Json] = one.body["rules"]
        if not any(rule["provenance"] == CONVERTED for rule in rules):
            return one
        try:
            namespace, group = self._find(str(one.body["folderUid"]), one.title)
        except AuthError:
            raise
        except DashError as error:
            tally.fail(one.name, f"it was imported, and its original cannot be read: {error.message}")
            return one
        source = next((str(each["datasourceUid"]) for each in rules[0].get("data") or ()), "")
        one.body["prometheus"] = {"namespace": namespace, "datasource": source, "group": group}
        return one

    def _find(self, folder: str, name: str) -> tuple[str, Json]:
        """Find an original by the title of its folder.

        Raises:
            NotFound: there is none.
        """
        if self._known is None:
            self._known = rulegroups.converted(self._site.client)
        there = folders.get(self._site.client, folder)
        title = there.title if there else ""
        for group in self._known.get(title, ()):
            if group.get("name") == name:
                return title, group
        raise NotFound(f"Grafana does not list a group {name} in {title or folder}")


def _of_ruler(org: str, group: Json, rules: dict[str, Json]) -> Saved | None:
    """Make a group of what the ruler and the provisioning API say; takes its rules out of `rules`."""
    found = []
    folder, seconds = "", 0
    for one in group.get("rules") or ():
        alert: Json = one["grafana_alert"]
        rule = rules.pop(str(alert["uid"]), None)
        if rule is None:
            continue  # made in between the two requests: the second look will find it
        folder, seconds = str(alert["namespace_uid"]), int(alert["intervalSeconds"])
        editor: Json = (alert.get("metadata") or {}).get("editor_settings") or {}
        found.append(rule | ({"editor_settings": editor} if any(editor.values()) else {}))
    return saved(org, folder, str(group["name"]), seconds, found) if found else None


def _out_of_sight(site: Site, tally: Tally, rules: Iterable[Json]) -> Iterator[Saved]:
    """Read the groups that the ruler hides, such as those whose folder is gone."""
    owners = {str(rule["uid"]): str(rule.get("provenance") or "") for rule in rules}
    places = {(str(rule["folderUID"]), str(rule["ruleGroup"])) for rule in rules}
    for folder, name in sorted(places):
        try:
            group = rulegroups.get(site.client, folder, name)
        except NotFound:
            tally.fail(
                f"{folder}/{name}", "its rules are listed, but Grafana does not give the group: is its folder gone?"
            )
            continue
        except AuthError:
            raise
        except DashError as error:
            tally.fail(f"{folder}/{name}", error.message)
            continue
        found = [rule | {"provenance": owners.get(str(rule["uid"]), "")} for rule in group["rules"]]
        yield saved(site.org, folder, name, int(group["interval"]), found)
