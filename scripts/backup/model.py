"""What kinds of things does a backup hold, and what is one saved thing?"""

from dataclasses import dataclass, field

from scripts.jsonvalue import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of object.

    Attributes:
        name: in paths, flags and the manifest.
        words: one of them, for people.
        server: it belongs to the whole server, not to an organisation.
    """

    name: str
    words: str
    server: bool = False


KINDS = (
    Kind(name="users", words="user", server=True),
    Kind(name="organisations", words="organisation", server=True),
    Kind(name="members", words="member"),
    Kind(name="teams", words="team"),
    Kind(name="service-accounts", words="service account"),
    Kind(name="folders", words="folder"),
    Kind(name="data-sources", words="data source"),
    Kind(name="library-panels", words="library panel"),
    Kind(name="dashboards", words="dashboard"),
    Kind(name="dashboard-versions", words="version of a dashboard"),
    Kind(name="correlations", words="correlation"),
    Kind(name="folder-permissions", words="folder's permissions"),
    Kind(name="dashboard-permissions", words="dashboard's permissions"),
    Kind(name="mute-timings", words="mute timing"),
    Kind(name="templates", words="notification template"),
    Kind(name="contact-points", words="contact point"),
    Kind(name="notification-policies", words="notification policy tree"),
    Kind(name="rule-groups", words="rule group"),
    Kind(name="silences", words="silence"),
    Kind(name="alerting-settings", words="choice of Alertmanager"),
    Kind(name="public-dashboards", words="public dashboard"),
    Kind(name="playlists", words="playlist"),
    Kind(name="annotations", words="day of annotations"),
    Kind(name="snapshots", words="snapshot"),
    Kind(name="preferences", words="preferences"),
    Kind(name="stars", words="stars"),
)
"""All kinds, each after those that it needs: the order of a restore (design notes, checked on a live 12.4)."""

BY_NAME = {kind.name: kind for kind in KINDS}


def words(kind: str) -> str:
    """Name one of a kind for people; what is no kind is named as it is."""
    return BY_NAME[kind].words if kind in BY_NAME else kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One object of a backup.

    Attributes:
        kind: the name of its kind.
        org: name of its organisation; empty for what belongs to the server.
        name: its identity within kind and organisation: a uid, a name, or `folder/group` for a rule group.
        title: what people call it; may be empty.
        body: what lasts: compared and restored.
        aside: what changes by itself or cannot be brought back: numbers, times, authors, versions. Never compared.
    """

    kind: str
    org: str
    name: str
    title: str = ""
    body: Json
    aside: Json = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        """Tell it from all others: kind, organisation, name."""
        return self.kind, self.org, self.name

    def __str__(self) -> str:
        """Name it for people: `folder bot-core (Bot-Core)`."""
        return f"{words(self.kind)} {self.name}" + (
            f" ({self.title})" if self.title and self.title != self.name else ""
        )
