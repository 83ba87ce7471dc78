"""What does a metrics page say? Reads Prometheus' text format 0.0.4 and, as far as the judge needs it, OpenMetrics.

Formats: https://prometheus.io/docs/instrumenting/exposition_formats/ and the OpenMetrics specification 1.0. Of
OpenMetrics the counter and info suffixes, `# UNIT`, `# EOF` and exemplars are understood; exemplars are dropped.
"""

import re
from dataclasses import dataclass, field

from scripts.errors import UnexpectedAnswer

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
SAMPLE = re.compile(
    rf"(?P<name>{NAME})\s*(?:\{{(?P<labels>(?:[^\"}}]|\"(?:[^\"\\]|\\.)*\")*)\}})?\s*"
    r"(?P<value>[^\s{}]+)(?:\s+(?P<time>-?[0-9.e+]+))?(?:\s+#\s.*)?"
)
LABEL = re.compile(r'\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|$)')
ESCAPE = re.compile(r"\\(.)")
ESCAPED = {"n": "\n", '"': '"', "\\": "\\"}
TYPES = frozenset(
    {"counter", "gauge", "histogram", "summary", "untyped", "unknown", "info", "stateset", "gaugehistogram"}
)
SUFFIXES = {
    "histogram": ("_bucket", "_sum", "_count"),
    "summary": ("_sum", "_count"),
    "gaugehistogram": ("_bucket", "_gsum", "_gcount"),
}
LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """One line: the full name, its labels, its value, and on which line of the page it stands."""

    name: str
    labels: dict[str, str]
    value: float
    line: int


@dataclass(slots=True)
class Family:
    """The samples of one metric, under the name that queries use (a counter's with `_total`)."""

    name: str
    type: str
    samples: list[Sample] = field(default_factory=list)


def _wrong(source: str, number: int, line: str, why: str) -> UnexpectedAnswer:
    quote = line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}..."
    return UnexpectedAnswer(
        f"{source}, line {number}: {why}: {quote!r}",
        "is this the address of a metrics page? It should be Prometheus' text format",
    )


def _labels(text: str) -> dict[str, str] | None:
    """Read what stands between the braces; None when it makes no sense."""
    labels: dict[str, str] = {}
    position = 0
    while position < len(text) and text[position:].strip():
        match = LABEL.match(text, position)
        if match is None or match[1] in labels:
            return None
        value = match[2]
        if "\\" in value:
            value = ESCAPE.sub(lambda found: ESCAPED.get(found[1], found[0]), value)
        labels[match[1]] = value
        position = match.end()
    return labels


def _value(text: str) -> float | None:
    if "_" in text:  # Python would read 1_000
        return None
    try:
        return float(text)
    except ValueError:
        return None


class _Page:
    """Families as they appear, and the types declared so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.types: dict[str, str] = {}
        self.families: dict[str, Family] = {}

    def comment(self, number: int, line: str) -> None:
        """Take a `# TYPE`; HELP, UNIT and EOF say nothing that is judged."""
        words = line.split(None, 3)
        if len(words) < 2 or words[1] != "TYPE":  # noqa: PLR2004 - "#" and a keyword
            return
        if len(words) != 4 or words[3].strip() not in TYPES or not re.fullmatch(NAME, words[2]):  # noqa: PLR2004
            raise _wrong(self.source, number, line, "a TYPE needs a name and a type")
        self.types[words[2]] = words[3].strip()

    def family_of(self, name: str) -> Family:
        """Find whose sample it is, by the types declared above it."""
        if name in self.types:
            return self._family(name, self.types[name])
        base, _, suffix = name.rpartition("_")
        declared = self.types.get(base, "untyped")
        if f"_{suffix}" in SUFFIXES.get(declared, ()):
            return self._family(base, declared)
        if suffix == "created" and base in self.types:
            return self._family(name, "created")
        return self._family(name, declared if suffix in {"total", "info"} else "untyped")

    def _family(self, name: str, kind: str) -> Family:
        return self.families.setdefault(name, Family(name, kind))

    def sample(self, number: int, line: str) -> None:
        """Take one sample."""
        match = SAMPLE.fullmatch(line)
        labels = _labels(match["labels"] or "") if match else None
        value = _value(match["value"]) if match else None
        if match is None or labels is None or value is None:
            raise _wrong(self.source, number, line, "not a sample")
        self.family_of(match["name"]).samples.append(Sample(match["name"], labels, value, number))


def parse(text: str, source: str = "the page") -> dict[str, Family]:
    """Read a metrics page.

    Args:
        text: the page.
        source: what to call it in an error.

    Raises:
        UnexpectedAnswer: it is no exposition; line and reason are named.
    """
    page = _Page(source)
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line.startswith("#"):
            page.comment(number, line)
        elif line:
            page.sample(number, line)
    if not page.families:
        raise UnexpectedAnswer(f"{source}: there is not one metric on this page")
    return page.families
