"""Which alerts does each scenario set off on a real Prometheus, when, and until when?

Rules and alerts are asked over a past in which all happened (`past.py`), as `dash demo` does with its history; nobody
waits.

Of a scenario only those alerts are tried that ask for something that it touches, with all that they ask for. The others
see what they see in the healthy environment, which has everything.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.incidents.past import BEGAN, CALM, EVENTS, LENGTH, LONGER, MINUTE, RECOVERY, Past

from dashboards import rules
from scripts.alerting import facts
from scripts.demo import programs
from scripts.demo.plan import ALERTS, RECORDING
from scripts.simulate import recorded
from scripts.simulate.alerting import STEP, Alert, read_alerts, runs
from scripts.simulate.query import query, query_range
from scripts.simulate.recorded import Rule, read_rules
from scripts.simulate.scenarios import SCENARIOS, Scenario

DRESS_REHEARSAL = "rehearsal"
"""An environment that is only there to tell how many events there usually are."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alert that fired.

    Attributes:
        name: of the alert.
        after: minutes from the beginning of the scenario until it fired first.
        until: minutes from the end of the scenario until it fired no longer; infinite if it never stopped.
    """

    name: str
    after: float
    until: float


def reached() -> dict[str, frozenset[str]]:
    """Name the series that each alert asks for, directly or not."""
    return {alert.name: facts.reached(alert.trigger.expr.text) for alert in rules.every_alert()}


@contextmanager
def prometheus(root: Path, folder: Path) -> Iterator[str]:
    """Run one that takes a past of two months, whenever that was."""
    port = programs.free_port()
    config = folder / "prometheus.yml"
    config.write_text("scrape_configs: []\n")
    argv = [
        programs.find("prometheus", root),
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--storage.tsdb.retention.time=100y",
        "--storage.tsdb.min-block-duration=90d",
        "--storage.tsdb.max-block-duration=90d",
        "--web.enable-remote-write-receiver",
    ]
    url = f"http://127.0.0.1:{port}"
    with programs.running(argv, f"{url}/-/ready", folder / "prometheus.log"):
        yield url


def happened(url: str, root: Path, scenarios: Iterable[Scenario]) -> dict[str, list[Alarm]]:
    """Let scenarios happen, and tell which alerts each set off, in the order in which they fired.

    Args:
        url: of an empty Prometheus.
        root: of the project, whose rules are asked.
        scenarios: that happen, each in the environment of its name.
    """
    chosen, past = list(scenarios), Past(url)
    start = BEGAN - CALM
    ends = {scenario.name: BEGAN + LENGTH + LONGER.get(scenario.name, RECOVERY) for scenario in chosen}
    asked = reached()
    everything = frozenset().union(*asked.values())
    tried = {one.name: _concerned(asked, past.touched(one)) if one.name != "healthy" else set(asked) for one in chosen}
    recording = _needed(root, everything)
    rehearsed = _each_step(start - 2 * CALM, start - CALM)
    past.write(DRESS_REHEARSAL, SCENARIOS["healthy"], rehearsed, everything)
    recorded.backfill(recording, url, rehearsed[0], rehearsed[-1])
    usual = [(one["metric"], float(one["value"][1])) for one in query(url, EVENTS, rehearsed[-1])]
    for scenario in chosen:
        past.remember(scenario.name, usual, start)
        wanted = frozenset().union(*(asked[name] for name in tried[scenario.name]))
        past.write(scenario.name, scenario, _each_step(start, ends[scenario.name]), wanted)
    end = max(ends.values())
    recorded.backfill(recording, url, start, end)
    found: dict[str, list[Alarm]] = {name: [] for name in ends}
    for alert in read_alerts(sorted((root / ALERTS).glob("*.yml"))):
        for environment, alarm in _fired(url, alert, start, ends):
            if alarm.name in tried[environment]:
                found[environment].append(alarm)
    return {name: sorted(alarms, key=lambda one: (one.after, one.name)) for name, alarms in found.items()}


def _fired(url: str, alert: Alert, start: float, ends: Mapping[str, float]) -> Iterator[tuple[str, Alarm]]:
    """Tell in which environments an alert fired: its first and last moment there, over all its series."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for found in query_range(url, alert.expr, start, max(ends.values()), STEP):
        environment = found["metric"].get("environment", "")
        for run in runs([float(time) for time, _ in found["values"] if float(time) <= ends.get(environment, 0)]):
            if run[-1] - run[0] >= alert.patience:
                spans.setdefault(environment, []).append((run[0] + alert.patience, run[-1]))
    for environment, fired in spans.items():
        first, last = min(span[0] for span in fired), max(span[1] for span in fired)
        until = (last - BEGAN - LENGTH) / MINUTE if last < ends[environment] else math.inf
        yield environment, Alarm(alert.name, (first - BEGAN) / MINUTE, until)


def _concerned(asked: Mapping[str, frozenset[str]], touched: frozenset[str]) -> set[str]:
    return {name for name, series in asked.items() if series & touched}


def _each_step(start: float, end: float) -> list[float]:
    return [start + STEP * n for n in range(int((end - start) // STEP) + 1)]


def _needed(root: Path, wanted: frozenset[str]) -> list[Rule]:
    files = sorted((root / RECORDING).glob("*.yml"))
    return [rule for rule in read_rules(files) if rule.record in wanted]
