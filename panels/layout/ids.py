"""Which id does a panel have, so that links and alerts still find it after others were inserted, moved or renamed?"""

from collections.abc import Iterator
from zlib import crc32

from panels.factories.made import Panel


def panel_id(kind: str, title: str, key: str = "") -> int:
    """Make an id from kind, title and key: 1 to 2**31 - 1.

    Neither the place nor the row takes part, so moving a panel or renaming its row keeps the id.
    """
    return crc32(f"{kind}/{title}/{key}".encode()) % (2**31 - 1) + 1


def number(panels: Iterator[Panel]) -> dict[int, str]:
    """Give each panel its id and return the line of Python that made it, by id.

    Raises:
        ValueError: two panels of a kind have one title.
    """
    made: dict[int, str] = {}
    for panel in panels:
        model = panel.build()
        model.id_val = panel_id(model.type_val, model.title or "", panel.key)
        if model.id_val in made:
            where = f"{made[model.id_val]} and {panel.made_at}"
            raise ValueError(f"two panels {model.title!r} of kind {model.type_val}: give one a key ({where})")
        made[model.id_val] = panel.made_at
    return made
