"""What does a panel's description say: what it shows, what is bad, what to do?"""

from panels.thresholds.model import MEANING, Thresholds


def value(number: float, unit: str) -> str:
    """Say a number with its unit, as a person would."""
    if unit == "percentunit":
        return f"{number * 100:g} %"
    if unit in ("s", "dtdurations") and 0 < abs(number) < 1:
        return f"{number * 1000:g} ms"
    if unit in ("s", "dtdurations") and number >= 3600:  # noqa: PLR2004 - seconds of an hour
        return f"{number / 3600:g} h"
    words = {
        "s": "s",
        "dtdurations": "s",
        "reqps": "req/s",
        "currencyUSD": "USD",
        "opm": "per minute",
        "ops": "per second",
    }
    return f"{number:g} {words[unit]}" if unit in words else f"{number:g}"


def limits(thresholds: Thresholds, unit: str) -> str:
    """Say the thresholds: "Yellow from 80 %, red from 90 %."."""
    parts = [f"{colour} from {value(limit, unit)}" for limit, colour in thresholds.steps if colour in MEANING]
    if thresholds.base in ("red", "orange", "yellow") and thresholds.steps:
        parts.insert(0, f"{thresholds.base} below {value(thresholds.steps[0][0], unit)}")
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def description(text: str, thresholds: Thresholds | None, unit: str, runbook: str) -> str:
    """Join what it shows with what is bad, from the thresholds, and what to do, from the runbook."""
    parts = [text, limits(thresholds, unit) if thresholds else "", f"What to do: runbook {runbook}." if runbook else ""]
    return " ".join(part for part in parts if part)
