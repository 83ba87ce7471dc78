"""How does a range of values look as a line chart, in SVG?"""

import math
from collections.abc import Sequence
from html import escape

from scripts.jsonvalue import Json

WIDTH, HEIGHT, MARGIN = 800, 220, 6
COLOURS = ("#1f60c4", "#c4162a", "#1a7f5a", "#e0a100", "#8f3bb8", "#0a7ea4", "#b3501b", "#5c6370")
MOST = 20
"""Lines in one chart; nobody reads more."""

Points = Sequence[tuple[float, float]]


def chart(series: Sequence[Json], start: float, end: float) -> str:
    """Draw what Prometheus answered to a range query, with a legend that has each line's last value.

    Args:
        series: of a matrix.
        start: Unix time of the left edge.
        end: of the right one.
    """
    lines = [(_name(one["metric"]), _points(one["values"])) for one in series[:MOST]]
    values = [value for _, points in lines for _, value in points]
    if not values:
        return "<p class=quiet>No data in this hour.</p>"
    low, high = min(values), max(values)
    if low == high:
        low, high = min(low, 0), high + (high == 0)

    def place(time: float, value: float) -> str:
        across = MARGIN + (time - start) / (end - start) * (WIDTH - 2 * MARGIN)
        up = HEIGHT - MARGIN - (value - low) / (high - low) * (HEIGHT - 2 * MARGIN)
        return f"{across:.1f},{up:.1f}"

    drawn, legend = [], []
    for number, (name, points) in enumerate(lines):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(place(time, value) for time, value in points)
        drawn.append(f'<polyline fill="none" stroke="{colour}" stroke-width="1.5" points="{path}"/>')
        last = f"{points[-1][1]:.6g}" if points else "no data"
        legend.append(f'<li><b style="color:{colour}">—</b> {escape(name)}: {last}</li>')
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img">{"".join(drawn)}</svg>'
        f"<p class=quiet>from {low:.6g} to {high:.6g}, the last hour</p><ul>{''.join(legend)}</ul>"
    )


def _points(values: Sequence[tuple[float, str]]) -> Points:
    """Read samples, without those that are no number."""
    return [(time, float(text)) for time, text in values if math.isfinite(float(text))]


def _name(labels: Json) -> str:
    return ", ".join(f"{key}={value}" for key, value in labels.items() if key != "__name__") or "value"
