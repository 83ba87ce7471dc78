"""Which dashboards can there be? Hypothesis strategies for whole dashboards, as people and programs write them."""

from typing import Any

from hypothesis import strategies as st

from scripts.jsonvalue import Json

KINDS = (
    *("timeseries", "stat", "gauge", "bargauge", "table", "heatmap", "piechart", "state-timeline", "logs", "text"),
    *("alertlist", "barchart", "a-plugin-of-somebody"),
)
NAMES = st.text("abcdefgh ", min_size=1, max_size=12).map(str.strip).filter(bool)
SOURCES = st.sampled_from(
    [
        {"type": "prometheus", "uid": "${datasource}"},
        {"type": "loki", "uid": "logs"},
        {"type": "datasource", "uid": "-- Mixed --"},
    ]
)
NUMBERS = st.one_of(st.integers(-5, 2000), st.sampled_from([0.05, 0.5, 2.0, 1e-9, 99.9]))
VALUES = st.one_of(NUMBERS, st.booleans(), NAMES, st.none())


def maybe(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """Make an object in which each key may be missing."""
    return st.fixed_dictionaries({}, optional=strategies)


QUERIES = st.fixed_dictionaries(
    {"expr": st.sampled_from(["up", "sum(rate(requests_total[5m]))", "node_load1"])},
    optional={
        "refId": st.sampled_from("ABCDE"),
        "legendFormat": NAMES,
        "hide": st.booleans(),
        "datasource": SOURCES,
        "instant": st.booleans(),
        "format": st.sampled_from(["table", "heatmap", None]),
    },
)
THRESHOLDS = st.fixed_dictionaries(
    {"mode": st.sampled_from(["absolute", "percentage"])},
    optional={
        "steps": st.lists(NUMBERS, max_size=3).map(
            lambda found: [{"color": "green", "value": None}, *({"color": "red", "value": one} for one in found)]
        )
    },
)
MAPPINGS = st.lists(
    st.sampled_from(["0", "1"]).map(lambda value: {"type": "value", "options": {value: {"text": "down"}}}), max_size=2
)
FIELDS = maybe(
    unit=st.sampled_from(["s", "percentunit", "short"]),
    min=NUMBERS,
    max=NUMBERS,
    decimals=st.integers(0, 3),
    thresholds=THRESHOLDS,
    mappings=MAPPINGS,
    color=st.just({"mode": "fixed", "fixedColor": "blue"}),
    links=st.just([{"title": "Logs", "url": "/explore"}]),
    custom=maybe(lineWidth=st.integers(0, 4), fillOpacity=st.integers(0, 100), align=st.just("left")),
)
OVERRIDES = st.lists(
    st.fixed_dictionaries(
        {
            "matcher": st.sampled_from(["p95", "p99"]).map(lambda name: {"id": "byName", "options": name}),
            "properties": st.lists(
                st.sampled_from(
                    [{"id": "unit", "value": "s"}, {"id": "min", "value": 0.0}, {"id": "displayName", "value": "x"}]
                ),
                max_size=2,
            ),
        }
    ),
    max_size=2,
)
OPTIONS = maybe(
    legend=maybe(showLegend=st.booleans(), calcs=st.lists(st.sampled_from(["mean", "max"]), max_size=2)),
    tooltip=maybe(mode=st.sampled_from(["single", "multi", "none"])),
    reduceOptions=maybe(calcs=st.just(["max"]), values=st.booleans()),
    content=NAMES,
    footer=st.just({"show": False, "reducer": [], "countRows": False}),
    textMode=st.sampled_from(["auto", "value"]),
)
PLACES = st.fixed_dictionaries(
    {"x": st.integers(0, 20), "y": st.integers(0, 30), "w": st.integers(1, 24), "h": st.integers(1, 12)}
)
PANELS = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS), "gridPos": PLACES},
    optional={
        "id": st.integers(0, 9),
        "title": NAMES,
        "description": st.one_of(st.just(""), NAMES),
        "datasource": SOURCES,
        "targets": st.lists(QUERIES, max_size=3, unique_by=lambda one: one.get("refId", id(one))),
        "options": OPTIONS,
        "fieldConfig": st.fixed_dictionaries({}, optional={"defaults": FIELDS, "overrides": OVERRIDES}),
        "transparent": st.booleans(),
        "transformations": st.lists(st.sampled_from([{"id": "merge", "options": {}}, {"id": "reduce"}]), max_size=2),
        "links": st.lists(st.just({"title": "Runbook", "url": "https://example.com"}), max_size=1),
        "repeat": st.one_of(st.just(""), st.just("environment")),
        "repeatDirection": st.sampled_from("hv"),
        "maxPerRow": st.integers(0, 4),
        "pluginVersion": st.sampled_from(["11.5.1", "12.4.0", "13.0.1"]),
        "timeFrom": st.sampled_from(["", "1h"]),
        "interval": st.sampled_from(["", "1m", None]),
        "libraryPanel": st.one_of(st.none(), st.just({"uid": "shared", "name": "Shared"})),
    },
)
ROWS = st.fixed_dictionaries(
    {"type": st.just("row"), "gridPos": PLACES, "collapsed": st.booleans(), "panels": st.lists(PANELS, max_size=2)},
    optional={"id": st.integers(0, 9), "title": NAMES, "repeat": st.sampled_from(["", "environment"])},
)
VARIABLES = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ["query", "custom", "datasource", "constant", "interval", "textbox", "adhoc", "switch", "groupby"]
        ),
        "name": NAMES,
    },
    optional={
        "query": st.sampled_from(["prometheus", "1m,5m,1h", "label_values(up, job)", ""]),
        "label": st.one_of(st.just(""), NAMES),
        "hide": st.integers(0, 2),
        "multi": st.booleans(),
        "includeAll": st.booleans(),
        "allValue": st.one_of(st.none(), st.just(""), st.just(".*")),
        "skipUrlSync": st.booleans(),
        "sort": st.integers(0, 3),
        "refresh": st.integers(0, 2),
        "regex": st.just("/x/"),
        "current": maybe(value=st.one_of(NAMES, st.lists(NAMES, max_size=2)), text=NAMES, selected=st.booleans()),
        "options": st.lists(st.just({"text": "a", "value": "a", "selected": True}), max_size=2),
        "datasource": SOURCES,
    },
)
ANNOTATIONS = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "enable": st.booleans(),
        "hide": st.one_of(st.none(), st.booleans()),
        "builtIn": st.integers(0, 1),
        "datasource": st.one_of(SOURCES, st.none()),
        "expr": st.just("ALERTS"),
        "iconColor": st.just("red"),
    },
)


def listed(items: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Make the `{"list": [...]}` that variables and annotations stand in."""
    return st.fixed_dictionaries({"list": st.lists(items, max_size=3, unique_by=lambda one: one["name"])})


DASHBOARDS: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {"title": NAMES, "panels": st.lists(st.one_of(PANELS, PANELS, ROWS), max_size=5)},
    optional={
        "uid": st.just("a-dashboard"),
        "id": st.one_of(st.none(), st.integers(1, 9)),
        "version": st.integers(1, 9),
        "schemaVersion": st.integers(36, 42),
        "description": NAMES,
        "tags": st.lists(NAMES, max_size=2),
        "time": st.just({"from": "now-24h", "to": "now"}),
        "timezone": st.sampled_from(["", "utc", "browser"]),
        "refresh": st.sampled_from(["", "30s", None]),
        "graphTooltip": st.integers(0, 2),
        "liveNow": st.booleans(),
        "weekStart": st.sampled_from(["", "monday", "someday"]),
        "editable": st.booleans(),
        "timepicker": maybe(hidden=st.booleans(), time_options=st.just(["5m"]), refresh_intervals=st.just(["10s"])),
        "links": st.lists(st.just({"title": "All", "type": "dashboards", "tags": ["bot-core"]}), max_size=1),
        "templating": listed(VARIABLES),
        "annotations": listed(ANNOTATIONS),
        "gnetId": st.none(),
        "style": st.just("dark"),
    },
)
"""Classic dashboards of schema 36 to 42, with the noise that real ones have."""
