"""A group of rules is replaced as a whole: which rules come, change, move and go?"""

from dataclasses import dataclass

from support.grafana.alerting import rules
from support.grafana.identity import Identity
from support.grafana.state import State

from scripts.jsonvalue import Json


@dataclass(frozen=True)
class Place:
    """A group: its folder, name and interval in seconds."""

    folder: str
    name: str
    interval: int


def replace(state: State, place: Place, wanted: list[Json], who: Identity, provenance: str) -> dict[str, list[str]]:
    """Make a group have exactly these rules, in this order; one of another group is moved without a word.

    Returns:
        Uids of created, updated and deleted rules.

    Raises:
        RefusedError: with what is wrong.
    """
    known = state.alerting.rules
    present = rules.group(state, place.folder, place.name)
    for rule in wanted:
        rules.check_uid(rule["uid"])
    rules.check_settings(state, wanted)
    named = {rule["uid"] for rule in wanted if rule["uid"]}
    gone = [rule for rule in present if rule["uid"] not in named]
    old = [known[uid] for uid in named if uid in known]
    rules.check_provenance(gone, provenance, "delete")
    rules.check_provenance(old, provenance, "update")
    _check_twice(state, wanted)
    for rule in wanted:
        rules.check_rule(rule, place.name)
    for rule in gone:
        rules.remove(state, rule)
    done: dict[str, list[str]] = {"created": [], "updated": [], "deleted": [rule["uid"] for rule in gone]}
    for index, rule in enumerate(wanted, 1):
        there = {"index": index, "interval": place.interval}
        if rule["uid"] in known:
            rules.change(state, known[rule["uid"]], rule | there, who, provenance)
            done["updated"].append(rule["uid"])
        else:
            made = rules.add(state, rule | there, who, provenance, place.interval)
            done["created"].append(made["uid"])
    return done


def _check_twice(state: State, wanted: list[Json]) -> None:
    seen: set[str] = set()
    for rule in wanted:
        if rule["uid"] and rule["uid"] in seen:
            raise rules.conflict(state, rule["uid"], "alert_rule.org_id, alert_rule.uid")
        seen.add(rule["uid"])
