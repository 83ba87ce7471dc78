"""How does Prometheus write a length of time, and what does it mean?"""

import re

_UNITS = {"y": 31_536_000_000, "w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_EXACT = ("y", "w", "d")
_PART = re.compile(r"(\d+)(ms|[smhdwy])")


def milliseconds(text: object) -> int:
    """What `1h30m` means; a number is in nanoseconds; nothing is none."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        return int(text) // 1_000_000
    return sum(int(number) * _UNITS[unit] for number, unit in _PART.findall(str(text or "")))


def written(length: int) -> str:
    """Milliseconds as Prometheus writes them: years, weeks and days only where they come out even."""
    if length == 0:
        return "0s"
    parts = []
    for unit, size in _UNITS.items():
        if unit in _EXACT and length % size:
            continue
        number, length = divmod(length, size)
        parts += [f"{number}{unit}"] if number else []
    return "".join(parts)


def tidy(text: object) -> str:
    """A length of time as it is given back."""
    return written(milliseconds(text))


def spelled(seconds: int) -> str:
    """Seconds as Go writes a duration: `1m1s`, `7s`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes or hours else "") + f"{rest}s"
