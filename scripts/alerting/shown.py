"""Which panels show what an alert watches?"""

from dataclasses import dataclass
from functools import cache

from scripts.jsonvalue import Json
from scripts.settings import Settings

PREFIX = "Bot-Core / "


@cache
def asked(expression: str) -> frozenset[str]:
    """Name the series that an expression asks for, variables of Grafana allowed."""
    from scripts.listing import names

    return frozenset(names(expression))


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel.

    Attributes:
        dashboard: uid.
        place: `row / title`.
        words: `Dashboard > row > title`, as a reader finds it.
        id: of the panel.
        series: that its queries ask for.
    """

    dashboard: str
    place: str
    words: str
    id: int
    series: frozenset[str]

    def json(self) -> Json:
        """Say where it is."""
        return {"dashboard": self.dashboard, "panel": self.place, "title": self.words, "url": self.url}

    @property
    def url(self) -> str:
        """Lead there from Grafana's base URL."""
        return f"/d/{self.dashboard}?viewPanel=panel-{self.id}"


@dataclass(frozen=True, slots=True)
class Screens:
    """All panels of all dashboards."""

    panels: tuple[Shown, ...]

    def named(self, dashboard: str, place: str) -> Json:
        """Find the panel that an alert names."""
        return next(one.json() for one in self.panels if (one.dashboard, one.place) == (dashboard, place))

    def asking(self, expression: str, besides: tuple[str, str]) -> list[Json]:
        """Find the panels that ask for a series that an alert asks for too."""
        wanted = asked(expression)
        return [one.json() for one in self.panels if one.series & wanted and (one.dashboard, one.place) != besides]


def screens(settings: Settings) -> Screens:
    """Read the panels of the project's dashboards.

    Raises:
        SourceError: a dashboard cannot be built.
    """
    from scripts import listing, sources

    return Screens(
        tuple(
            Shown(
                source.uid,
                f"{one.row} / {one.panel['title']}",
                f"{source.title.removeprefix(PREFIX)} > {one.row} > {one.panel['title']}",
                int(one.panel["id"]),
                frozenset(name for query in listing.queries(one.panel) for name in _series(query)),
            )
            for source in sources.load(settings)
            for one in listing.panels(source.spec)
        )
    )


def _series(query: Json) -> frozenset[str]:
    if query.get("datasource", {}).get("type") == "loki":
        return frozenset()
    from scripts.lint.probe import fill

    return asked(fill(str(query["expr"]), {}).text)
