"""How does alerting call a folder?"""

from support.grafana.state import State
from support.grafana.stored import Stored


def title_path(state: State, folder: Stored) -> str:
    """A folder by the titles of those around it and its own; a slash inside of one is masked, but at the root."""
    if not folder.now.folder:
        return folder.now.title
    way = [*reversed(list(state.ancestors(folder))), folder]
    return "/".join(each.now.title.replace("/", "\\/") for each in way)
