"""What happened over time, and how is it distributed?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, Unpack

from grafana_foundation_sdk.builders import heatmap as heatmap_builder
from grafana_foundation_sdk.builders import piechart as piechart_builder
from grafana_foundation_sdk.builders import statetimeline as state_builder
from grafana_foundation_sdk.builders import timeseries as timeseries_builder
from grafana_foundation_sdk.models import common
from grafana_foundation_sdk.models import dashboard as model
from grafana_foundation_sdk.models import heatmap as heatmap_model
from grafana_foundation_sdk.models import piechart as pie_model
from grafana_foundation_sdk.models import statetimeline as state_model
from grafana_foundation_sdk.models import timeseries as timeseries_model

from panels.factories.look import Look, dress, threshold_config
from panels.factories.made import Made
from panels.queries.expr import Expr
from panels.thresholds.model import NEUTRAL

WIDE = 12
"""From this width on a legend has room for a table at the right."""


class Timeseries(Made, timeseries_builder.Panel):
    """Lines, bars or areas over time."""

    def fit(self, columns: int) -> None:
        """Make the legend a table at the right where there is room; in a narrow panel it would hide the series."""
        options = self._internal.options
        if columns >= WIDE and isinstance(options, timeseries_model.Options) and options.legend.show_legend:
            options.legend = common.VizLegendOptions(
                display_mode=common.LegendDisplayMode.TABLE,
                placement=common.LegendPlacement.RIGHT,
                show_legend=True,
                sort_by="Max",
                sort_desc=True,
                calcs=["mean", "max", "lastNotNull"],
            )


class Heatmap(Made, heatmap_builder.Panel):
    """A distribution over time."""


class Piechart(Made, piechart_builder.Panel):
    """Shares of a whole."""


class StateTimeline(Made, state_builder.Panel):
    """States over time."""


def legend(queries: Sequence[Expr] = ()) -> common.VizLegendOptions:
    """List the series below the graph; one alone, a single query without labels, needs no legend."""
    alone = len(queries) == 1 and queries[0].labels == frozenset()
    return common.VizLegendOptions(
        display_mode=common.LegendDisplayMode.LIST,
        placement=common.LegendPlacement.BOTTOM,
        show_legend=not alone,
        calcs=[],
    )


def no_legend() -> common.VizLegendOptions:
    """Leave the legend out."""
    return common.VizLegendOptions(
        display_mode=common.LegendDisplayMode.LIST,
        placement=common.LegendPlacement.BOTTOM,
        show_legend=False,
        calcs=[],
    )


def tooltip() -> common.VizTooltipOptions:
    """Show all series under the cursor, largest first."""
    return common.VizTooltipOptions(mode=common.TooltipDisplayMode.MULTI, sort=common.SortOrder.DESCENDING)


def timeseries(
    title: str,
    *queries: Expr,
    bars: bool = False,
    stacked: bool = False,
    percent: bool = False,
    from_zero: bool = True,
    limit: Literal["line", "area", "off"] = "line",
    log: bool = False,
    soft_max: float | None = None,
    dashed: str = "",
    **look: Unpack[Look],
) -> Timeseries:
    """Draw values over time.

    Args:
        title: what it shows.
        queries: its series.
        bars: bars instead of lines, for events that are counted.
        stacked: pile the series up; only where their sum means something.
        percent: stack to 100 %.
        from_zero: begin the axis at 0; a level whose changes matter, such as a portfolio, needs none.
        limit: how thresholds are drawn, if it has any.
        log: a logarithmic axis.
        soft_max: show at least up to this value.
        dashed: name of a series to draw dashed, such as last week.
        look: see `Look`.
    """
    panel = Timeseries()
    below = [query.text.startswith("-") for query in queries]
    has_limits = "thresholds" in look
    mode = {"line": common.GraphThresholdsStyleMode.LINE, "area": common.GraphThresholdsStyleMode.LINE_AND_AREA}
    custom = timeseries_model.FieldConfig(
        draw_style=common.GraphDrawStyle.BARS if bars else common.GraphDrawStyle.LINE,
        fill_opacity=60 if bars else 20 if stacked else 8,
        line_width=1,
        point_size=4,
        show_points=common.VisibilityMode.NEVER if bars else common.VisibilityMode.AUTO,
        axis_label=look.get("axis", ""),
        axis_soft_min=0 if from_zero and not (any(below) or log or "min" in look) else None,
        axis_soft_max=0 if all(below) else soft_max,
        axis_centered_zero=True if any(below) and not all(below) else None,
        stacking=common.StackingConfig(mode=_stacking(stacked=stacked, percent=percent), group="A"),
        scale_distribution=common.ScaleDistributionConfig(
            type_val=common.ScaleDistribution.LOG if log else common.ScaleDistribution.LINEAR, log=10 if log else None
        ),
        thresholds_style=common.GraphThresholdsStyleConfig(
            mode=mode.get(limit, common.GraphThresholdsStyleMode.OFF)
            if has_limits
            else common.GraphThresholdsStyleMode.OFF
        ),
    )
    color = model.FieldColor(mode=model.FieldColorModeId.PALETTE_CLASSIC)
    panel._internal.field_config = model.FieldConfigSource(defaults=model.FieldConfig(custom=custom, color=color))
    panel._internal.options = timeseries_model.Options(legend=legend(queries), tooltip=tooltip())
    if dashed:
        style = {
            "custom.drawStyle": "line",
            "custom.lineStyle": {"fill": "dash", "dash": [10, 10]},
            "custom.fillOpacity": 0,
            "custom.stacking": {"mode": "none", "group": "A"},
        }
        look["overrides"] = {**look.get("overrides", {}), dashed: style}
    made = dress(panel, title, queries, "range", look)
    if limit == "line" and has_limits:
        source = panel._internal.field_config
        source.defaults.thresholds = threshold_config(look["thresholds"].as_lines())
    return made


def _stacking(*, stacked: bool, percent: bool) -> common.StackingMode:
    if percent:
        return common.StackingMode.PERCENT
    return common.StackingMode.NORMAL if stacked else common.StackingMode.NONE


def heatmap(title: str, buckets: Expr, *, log: bool = False, **look: Unpack[Look]) -> Heatmap:
    """Draw the distribution of a histogram over time: `buckets` is summed by `le`."""
    panel = Heatmap()
    panel._internal.options = heatmap_model.Options(
        calculate=False,
        color=heatmap_model.HeatmapColorOptions(
            mode=heatmap_model.HeatmapColorMode.SCHEME, scheme="Oranges", fill="dark-orange", exponent=0.5, steps=64
        ),
        y_axis=heatmap_model.YAxisConfig(unit=look.get("unit"), axis_placement=common.AxisPlacement.LEFT),
        rows_frame=heatmap_model.RowsHeatmapOptions(layout=common.HeatmapCellLayout.AUTO),
        filter_values=heatmap_model.FilterValueRange(le=1e-9),
        cell_values=heatmap_model.CellValues(unit="short"),
        legend=heatmap_model.HeatmapLegend(show=True),
        tooltip=heatmap_model.HeatmapTooltip(mode=common.TooltipDisplayMode.SINGLE, y_histogram=True),
        exemplars=heatmap_model.ExemplarConfig(color="rgba(255,0,255,0.7)"),
    )
    scale = common.ScaleDistributionConfig(
        type_val=common.ScaleDistribution.LOG if log else common.ScaleDistribution.LINEAR, log=10 if log else None
    )
    custom = heatmap_model.FieldConfig(scale_distribution=scale)
    panel._internal.field_config = model.FieldConfigSource(defaults=model.FieldConfig(custom=custom))
    return dress(panel, title, [replace(buckets, legend="{{le}}")], "heatmap", look)


def piechart(title: str, *queries: Expr, **look: Unpack[Look]) -> Piechart:
    """Draw shares of a whole as a ring."""
    panel = Piechart()
    panel._internal.options = pie_model.Options(
        pie_type=pie_model.PieChartType.DONUT,
        legend=pie_model.PieChartLegendOptions(
            display_mode=common.LegendDisplayMode.TABLE,
            placement=common.LegendPlacement.RIGHT,
            show_legend=True,
            values=[pie_model.PieChartLegendValues.PERCENT],
        ),
        reduce_options=common.ReduceDataOptions(calcs=["lastNotNull"], fields="", values=False),
        tooltip=common.VizTooltipOptions(mode=common.TooltipDisplayMode.SINGLE, sort=common.SortOrder.NONE),
        display_labels=[],
    )
    color = model.FieldColor(mode=model.FieldColorModeId.PALETTE_CLASSIC)
    panel._internal.field_config = model.FieldConfigSource(defaults=model.FieldConfig(color=color))
    return dress(panel, title, queries, "instant", look)


def state_timeline(title: str, *queries: Expr, **look: Unpack[Look]) -> StateTimeline:
    """Draw states over time, in words and with the colours of those words.

    By thresholds, Grafana would write "< 1" into the bars instead of the words; a pager takes room even for one page.
    """
    panel = StateTimeline()
    panel._internal.options = state_model.Options(
        legend=no_legend(),
        tooltip=common.VizTooltipOptions(mode=common.TooltipDisplayMode.SINGLE, sort=common.SortOrder.NONE),
        show_value=common.VisibilityMode.AUTO,
        merge_values=True,
        row_height=0.8,
        align_value=common.TimelineValueAlignment.LEFT,
        per_page=0,
    )
    custom = state_model.FieldConfig(line_width=0, fill_opacity=70)
    color = model.FieldColor(mode=model.FieldColorModeId.FIXED, fixed_color="text")
    panel._internal.field_config = model.FieldConfigSource(defaults=model.FieldConfig(custom=custom, color=color))
    return dress(panel, title, queries, "range", look, NEUTRAL)
