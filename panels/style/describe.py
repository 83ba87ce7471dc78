"""What does a panel's description say: what it shows, what is bad, what to do?"""

from panels.thresholds.model import Colour, Thresholds

HARMLESS: frozenset[Colour] = frozenset({"green", "blue", "text", "transparent"})
"""Colours that nobody has to act upon."""

WORDS = {
    "s": "s",
    "dtdurations": "s",
    "reqps": "req/s",
    "currencyUSD": "USD",
    "opm": "per minute",
    "ops": "per second",
    "cps": "per second",
    "bytes": "B",
    "Bps": "B/s",
}
HOUR, DAY = 60 * 60, 24 * 60 * 60
PREFIXES = {1e9: "G", 1e6: "M", 1e3: "k"}


def value(number: float, unit: str) -> str:
    """Say a number with its unit, as a person would."""
    if unit == "percentunit":
        return f"{number * 100:g} %"
    if unit in ("s", "dtdurations"):
        return _time(number)
    prefix, scale = "", 1.0
    if unit in ("bytes", "Bps"):
        scale, prefix = next(((s, p) for s, p in PREFIXES.items() if abs(number) >= s), (1.0, ""))
    return f"{number / scale:g} {prefix}{WORDS.get(unit, '')}".strip()


def _time(seconds: float) -> str:
    if 0 < abs(seconds) < 1:
        return f"{seconds * 1000:g} ms"
    if seconds >= 3 * DAY:
        return f"{seconds / DAY:g} days"
    return f"{seconds / HOUR:g} h" if seconds >= HOUR else f"{seconds:g} s"


def limits(thresholds: Thresholds, unit: str) -> str:
    """Say what is bad: "Yellow from 80 %, red from 90 %.", or "Red below 10 %, yellow below 20 %."."""
    colours = [thresholds.base, *(colour for _, colour in thresholds.steps)]
    edges = [value(limit, unit) for limit, _ in thresholds.steps]
    good = next((n for n, colour in enumerate(colours) if colour in HARMLESS), 0)
    said: dict[str, list[str]] = {}
    for n, colour in enumerate(colours):
        if colour not in HARMLESS and edges:
            said.setdefault(colour, []).append(f"below {edges[n]}" if n < good else f"from {edges[n - 1]}")
    text = ", ".join(f"{colour} {' and '.join(where)}" for colour, where in said.items())
    return f"{text[0].upper()}{text[1:]}." if text else ""


def description(text: str, thresholds: Thresholds | None, unit: str, runbook: str) -> str:
    """Join what it shows with what is bad, from the thresholds, and what to do, from the runbook."""
    parts = [text, limits(thresholds, unit) if thresholds else "", f"What to do: runbook {runbook}." if runbook else ""]
    return " ".join(part for part in parts if part)
