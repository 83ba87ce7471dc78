"""What is known of each alert, in words and as data?"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scripts.alerting.shown import Screens, screens
from scripts.alerting.words import SEVERITIES
from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json
from scripts.settings import Settings, Sources

if TYPE_CHECKING:
    from dashboards.rules.alerts import Alert, AlertGroup


def every(settings: Settings) -> list[Json]:
    """Describe every alert of the project, in the order of the files.

    Raises:
        ConfigurationError: the project has another catalog, and so no alerts of ours.
        SourceError: a dashboard cannot be built.
    """
    if settings.sources.catalog != Sources().catalog:
        raise ConfigurationError("this project has a catalog of its own, and no alerts", "see [sources] in dash.toml")
    from dashboards import rules
    from scripts import rulefiles

    shown = screens(settings)
    runbooks = rulefiles.links(settings).runbooks
    return [
        _facts(alert, group, area, shown, runbooks)
        for area, groups in rules.AREAS.items()
        for group in groups
        for alert in group.alerts
    ]


def _facts(alert: "Alert", group: "AlertGroup", area: str, shown: Screens, runbooks: str) -> Json:
    return {
        "name": alert.name,
        "area": area,
        "group": group.name,
        "severity": alert.severity,
        "team": alert.team,
        "component": alert.component,
        "category": alert.category,
        "trigger": alert.trigger.words,
        "threshold": alert.trigger.limit,
        "for": alert.hold,
        "interval": group.interval,
        "summary": alert.summary,
        "description": alert.description,
        "expr": alert.trigger.expr.text,
        "labels": sorted(alert.carried),
        "runbook": f"{runbooks}/{alert.runbook}_RUNBOOK.md",
        "panel": shown.named(alert.dashboard, alert.panel),
        "also_on": shown.asking(alert.trigger.expr.text, besides=(alert.dashboard, alert.panel)),
    }


def chosen(alerts: Iterable[Json], severities: Iterable[str], teams: Iterable[str], texts: Iterable[str]) -> list[Json]:
    """Keep alerts of any of these severities and teams, whose name has any of these texts; none of a kind means all."""
    return [one for one in alerts if _fits(one, set(severities), set(teams), [text.lower() for text in texts])]


def _fits(alert: Json, severities: set[str], teams: set[str], texts: list[str]) -> bool:
    return (
        (not severities or alert["severity"] in severities)
        and (not teams or alert["team"] in teams)
        and (not texts or any(text in alert["name"].lower() for text in texts))
    )


def counted(alerts: list[Json]) -> str:
    """Say how many there are: `120 alerts: 33 critical, 81 warning`."""
    by = {severity: sum(one["severity"] == severity for one in alerts) for severity in SEVERITIES}
    parts = ", ".join(f"{number} {severity}" for severity, number in by.items() if number)
    return f"{len(alerts)} alert{'' if len(alerts) == 1 else 's'}{f': {parts}' if parts else ''}"


def triggered(alert: Json) -> str:
    """Say what triggers it and how long that must last."""
    from dashboards.rules.alerts.triggers import lasting

    words = str(alert["trigger"])
    return words if alert["for"] == "0s" else f"{words}, for {lasting(alert['for'])}"


def named(alerts: Iterable[Json], name: str) -> Json:
    """Find an alert by its name, in any case.

    Raises:
        ConfigurationError: there is none; the nearest is named.
    """
    from difflib import get_close_matches

    by_name = {str(one["name"]).lower(): one for one in alerts}
    if name.lower() in by_name:
        return by_name[name.lower()]
    near = get_close_matches(name.lower(), by_name, n=1)
    hint = f"did you mean {by_name[near[0]]['name']}?" if near else "`dash alerts` lists them"
    raise ConfigurationError(f"no alert is called {name}", hint)


def recorded(expr: str) -> dict[str, str]:
    """List the recorded series that an expression asks for, each with its rule, those that they need included.

    Args:
        expr: PromQL.

    Returns:
        By name, with the labels that a rule adds, because several rules may record under one name.
    """
    from dashboards import rules
    from scripts.alerting.shown import asked

    known = [rule for file in rules.files().values() for group in file["groups"] for rule in group["rules"]]
    found: dict[str, str] = {}
    waiting, seen = sorted(asked(expr)), set[str]()
    while waiting:
        name = waiting.pop(0)
        for rule in known if name not in seen else ():
            if rule["record"] == name:
                found[_labelled(rule)] = rule["expr"]
                waiting += sorted(asked(rule["expr"]))
        seen.add(name)
    return found


def _labelled(rule: Json) -> str:
    added = ",".join(f'{label}="{value}"' for label, value in rule.get("labels", {}).items())
    return f"{rule['record']}{{{added}}}" if added else str(rule["record"])


def reached(expr: str) -> frozenset[str]:
    """Name every series that an expression asks for, directly or through recorded ones."""
    from scripts.alerting.shown import asked

    below = recorded(expr)
    return asked(expr).union(*(asked(rule) for rule in below.values()))
