"""What can every panel be told: unit, limits, words, links?"""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, TypeVar

from grafana_foundation_sdk.models import dashboard as model

from panels.factories.made import Made, Panel
from panels.factories.targets import Ask, source_of, targets
from panels.queries.expr import Expr
from panels.style import describe, links
from panels.style.links import Link
from panels.style.sources import caller
from panels.style.words import Words, mappings
from panels.thresholds.model import NEUTRAL, Thresholds


class Look(TypedDict, total=False):
    """Options of every factory.

    Attributes:
        unit: one of Grafana's unit ids; ratios are 0-1 with `percentunit`.
        description: what the panel shows; what is bad is added from the thresholds, what to do from the runbook.
        thresholds: named numbers only; without them the panel has one neutral colour.
        words: value mappings.
        decimals: digits after the point.
        min: lower end of the axis or scale.
        max: upper end.
        interval: the smallest step of its queries, such as `1m`; for recorded series it is known.
        runbook: name of the runbook, linked on the panel.
        links: more links on the panel.
        data_links: links on each value.
        no_value: what to say when there is no data.
        colours: series name -> colour.
        axis: the label of the axis.
        repeat: a variable to repeat the panel by.
        exemplars: ask for exemplars.
        key: makes the panel's id differ from a twin's.
        overrides: by field name (or a regular expression in slashes): property id -> value.
    """

    unit: str
    description: str
    thresholds: Thresholds
    words: Words
    decimals: int
    min: float
    max: float
    interval: str
    runbook: str
    links: Sequence[Link]
    data_links: Sequence[Link]
    no_value: str
    colours: Mapping[str, str]
    axis: str
    repeat: str
    exemplars: bool
    key: str
    overrides: Mapping[str, Mapping[str, object]]


Builder = TypeVar("Builder", bound=Panel)


def dress(
    builder: Builder, title: str, queries: Sequence[Expr], ask: Ask, look: Look, neutral: Thresholds = NEUTRAL
) -> Builder:
    """Give a fresh builder its title, queries and common look.

    Args:
        builder: a builder of the SDK, mixed with `Made`.
        title: unique in its row and kind.
        queries: in the order of their refIds.
        ask: how the data source is asked.
        look: the options that the dashboard gave.
        neutral: the colours where no limit was given.

    Returns:
        The same builder.
    """
    panel = builder._internal
    limits = look.get("thresholds", neutral)
    builder.made_at, builder.key = caller(), look.get("key", "")
    panel.title = title
    said = None if "words" in look else look.get("thresholds")  # words say what is bad by themselves
    panel.description = describe.description(
        look.get("description", ""), said, look.get("unit", ""), look.get("runbook", "")
    )
    panel.datasource = source_of(queries) if queries else None
    panel.targets = list(targets(queries, ask, exemplars=look.get("exemplars", False)))
    panel.interval = look.get("interval") or recorded_step(queries)
    if look.get("repeat"):
        panel.repeat, panel.repeat_direction, panel.max_per_row = look["repeat"], "h", 2
    if "runbook" in look:
        panel.links = [links.runbook(look["runbook"])]
    panel.links = [*(panel.links or []), *look.get("links", ())]
    source = panel.field_config or model.FieldConfigSource()
    source.defaults = _defaults(source.defaults, look, limits)
    source.overrides = [*(source.overrides or []), *_overrides(look)]
    panel.field_config = source
    return builder


def recorded_step(queries: Sequence[Expr]) -> str | None:
    """Ask no closer than the rules record: zooming in would empty the panel."""
    step = max((query.step for query in queries), default=0)
    if not step:
        return None
    return f"{step // 60}m" if step % 60 == 0 else f"{step}s"


def _defaults(field: model.FieldConfig, look: Look, limits: Thresholds) -> model.FieldConfig:
    field.unit = look.get("unit")
    field.decimals = look.get("decimals")
    field.min_val, field.max_val = look.get("min"), look.get("max")
    field.mappings = mappings(look.get("words", {}))
    field.thresholds = threshold_config(limits)
    field.no_value = look.get("no_value")
    field.links = list(look.get("data_links", ())) or None
    return field


def threshold_config(limits: Thresholds) -> model.ThresholdsConfig:
    """Write thresholds as Grafana stores them; the first step has no value, which a save turns into 0."""
    steps = [model.Threshold(value=None, color=limits.base)]
    steps += [model.Threshold(value=value, color=colour) for value, colour in limits.steps]
    return model.ThresholdsConfig(mode=model.ThresholdsMode.ABSOLUTE, steps=steps)


def _overrides(look: Look) -> list[model.DashboardFieldConfigSourceOverrides]:
    fixed: dict[str, dict[str, object]] = {
        name: {"color": {"mode": "fixed", "fixedColor": colour}} for name, colour in look.get("colours", {}).items()
    }
    for name, properties in look.get("overrides", {}).items():
        fixed.setdefault(name, {}).update(properties)
    return [override(name, properties) for name, properties in fixed.items()]


def override(name: str, properties: Mapping[str, Any]) -> model.DashboardFieldConfigSourceOverrides:
    """Override properties of the field with a name, or of those that match a `/regular expression/`."""
    matcher = "byRegexp" if name.startswith("/") and name.endswith("/") else "byName"
    values = [model.DynamicConfigValue(id_val=key, value=value) for key, value in properties.items()]
    return model.DashboardFieldConfigSourceOverrides(
        matcher=model.MatcherConfig(id_val=matcher, options=name), properties=values
    )


def shown_as(*, unit: str = "", thresholds: Thresholds | None = None, words: Words | None = None) -> dict[str, object]:
    """Write the properties of an override: another unit, limits or words for one field."""
    properties: dict[str, object] = {"unit": unit} if unit else {}
    if thresholds is not None:
        properties["thresholds"] = threshold_config(thresholds)
        properties["color"] = {"mode": "thresholds"}
    if words is not None:
        properties["mappings"] = mappings(words)
    return properties


__all__ = ["Builder", "Look", "Made", "dress", "override", "shown_as", "threshold_config"]
