"""How does the legacy API name who made something, and the folder in which it lies?"""

from support.grafana.routing import Call
from support.grafana.slugs import slug
from support.grafana.state import State

from scripts.jsonvalue import Json


def shown_name(state: State, reference: str | None) -> str:
    """How the legacy API names who made something; it does not know service accounts on unified storage."""
    for identity in state.accounts.everybody.values():
        named = reference in {identity.reference, f"user:{identity.ident}", f"{identity.kind}:{identity.ident}"}
        if named and not (state.mode.unified and identity.kind == "service-account"):
            return identity.shown
    return "Anonymous"


def folder_names(call: Call, uid: str) -> Json:
    """How answers name the folder of a dashboard."""
    folder = call.state.folders.get(uid)
    if folder is None:
        return {"folderId": 0, "folderUid": "", "folderTitle": "General", "folderUrl": ""}
    title = folder.now.title
    url = f"/dashboards/f/{folder.name}/{slug(title)}"
    return {"folderId": folder.ident, "folderUid": folder.name, "folderTitle": title, "folderUrl": url}
