"""What is the value now?"""

from typing import Literal, Unpack

from grafana_foundation_sdk.builders import bargauge as bargauge_builder
from grafana_foundation_sdk.builders import gauge as gauge_builder
from grafana_foundation_sdk.builders import stat as stat_builder
from grafana_foundation_sdk.models import bargauge as bargauge_model
from grafana_foundation_sdk.models import common
from grafana_foundation_sdk.models import dashboard as model
from grafana_foundation_sdk.models import gauge as gauge_model
from grafana_foundation_sdk.models import stat as stat_model

from panels.factories.look import Builder, Look, dress
from panels.factories.made import TILE, Made
from panels.queries.expr import Expr
from panels.style.words import absence
from panels.thresholds.model import BARS

LAST = common.ReduceDataOptions(calcs=["lastNotNull"], fields="", values=False)
"""The newest value; the SDK's empty list means `last`, which is null when the newest sample is missing."""


NAME_SIZE = 12
"""Pixels; by itself Grafana shrinks all names of a strip until the longest fits on its tile."""


class Stat(Made, stat_builder.Panel):
    """A tile with one value, or one per series."""


class Gauge(Made, gauge_builder.Panel):
    """A dial."""


class Bargauge(Made, bargauge_builder.Panel):
    """A bar per series."""


def _by_threshold(panel: model.Panel) -> None:
    color = model.FieldColor(mode=model.FieldColorModeId.THRESHOLDS)
    panel.field_config = model.FieldConfigSource(defaults=model.FieldConfig(color=color))


def _without_alarm(panel: Builder, look: Look) -> Builder:
    """Give no colour of good or bad to words that stand for an absent value: it would be that of the value 0."""
    source = panel._internal.field_config
    if "no_value" in look and source is not None:
        words = source.defaults.mappings or []
        source.defaults.mappings = [*words, absence(look["no_value"], len(look.get("words", {})))]
    return panel


def stat(
    title: str, *queries: Expr, spark: bool = False, fill: bool = False, names: bool = False, **look: Unpack[Look]
) -> Stat:
    """Show the newest value as a tile.

    Args:
        title: about 16 characters at width 4; Grafana cuts the rest.
        queries: a value each, or one per series.
        spark: draw its course behind it.
        fill: colour the whole tile, for states.
        names: show each series' name too, for strips of tiles.
        look: see `Look`.
    """
    panel = Stat()
    panel.lines = TILE
    _by_threshold(panel._internal)
    panel._internal.options = stat_model.Options(
        graph_mode=common.BigValueGraphMode.AREA if spark else common.BigValueGraphMode.NONE,
        color_mode=common.BigValueColorMode.BACKGROUND if fill else common.BigValueColorMode.VALUE,
        justify_mode=common.BigValueJustifyMode.AUTO,
        text_mode=common.BigValueTextMode.VALUE_AND_NAME if names else common.BigValueTextMode.AUTO,
        wide_layout=True,
        show_percent_change=False,
        reduce_options=LAST,
        percent_change_color_mode=common.PercentChangeColorMode.STANDARD,
        orientation=common.VizOrientation.AUTO,
        text=common.VizTextDisplayOptions(title_size=NAME_SIZE) if names else None,
    )
    return _without_alarm(dress(panel, title, queries, "range", look), look)


def gauge(title: str, *queries: Expr, **look: Unpack[Look]) -> Gauge:
    """Show the newest value on a dial between `min` and `max`."""
    panel = Gauge()
    panel.lines = TILE
    _by_threshold(panel._internal)
    panel._internal.options = gauge_model.Options(
        show_threshold_labels=False,
        show_threshold_markers=True,
        sizing=common.BarGaugeSizing.AUTO,
        min_viz_width=75,
        min_viz_height=75,
        reduce_options=LAST,
        orientation=common.VizOrientation.AUTO,
    )
    return _without_alarm(dress(panel, title, queries, "range", look), look)


def bargauge(
    title: str,
    *queries: Expr,
    ask: Literal["instant", "range"] = "instant",
    from_zero: bool = True,
    **look: Unpack[Look],
) -> Bargauge:
    """Show a bar for each series, for rankings and shares.

    Args:
        title: what it shows.
        queries: its series.
        ask: for the newest value, or for those of the range.
        from_zero: begin the bars at 0; otherwise the smallest value has none. Values below 0 need that.
        look: see `Look`.
    """
    panel = Bargauge()
    _by_threshold(panel._internal)
    panel._internal.options = bargauge_model.Options(
        display_mode=common.BarGaugeDisplayMode.BASIC,
        value_mode=common.BarGaugeValueMode.COLOR,
        name_placement=common.BarGaugeNamePlacement.AUTO,
        show_unfilled=True,
        sizing=common.BarGaugeSizing.AUTO,
        min_viz_width=8,
        min_viz_height=16,
        max_viz_height=300,
        legend=common.VizLegendOptions(
            display_mode=common.LegendDisplayMode.LIST,
            placement=common.LegendPlacement.BOTTOM,
            show_legend=False,
            calcs=[],
        ),
        reduce_options=LAST,
        orientation=common.VizOrientation.HORIZONTAL,
    )
    if from_zero:
        look.setdefault("min", 0)
    return _without_alarm(dress(panel, title, queries, ask, look, BARS), look)
