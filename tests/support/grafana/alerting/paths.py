"""How does alerting call a folder?"""

from support.grafana.state import State
from support.grafana.stored import Stored


def title_path(state: State, folder: Stored) -> str:
    """A folder by the titles of those around it and its own."""
    way = [*reversed(list(state.ancestors(folder))), folder]
    return "/".join(each.now.title.replace("/", "\\/") for each in way)
