"""Permission lists of folders and dashboards."""

from collections.abc import Callable
from dataclasses import replace

from support.grafana import api_dashboards, api_folders
from support.grafana.access import ADMIN, LEVEL_NAMES, Grant
from support.grafana.avatars import avatar
from support.grafana.routing import Call, route
from support.grafana.slugs import slug
from support.grafana.stored import DASHBOARDS, Stored
from support.grafana.wire import Answer, answer, message, refuse

from scripts.jsonvalue import Json

Finder = Callable[[Call, int, str], Stored]


@route("GET", "/api/dashboards/uid/{uid}/permissions")
def of_dashboard(call: Call) -> Answer:
    """A dashboard's own list."""
    return _list(call, api_dashboards.find, "dashboards.permissions:read")


@route("GET", "/api/folders/{uid}/permissions")
def of_folder(call: Call) -> Answer:
    """A folder's own list."""
    return _list(call, api_folders.find, "folders.permissions:read")


@route("POST", "/api/dashboards/uid/{uid}/permissions")
def set_on_dashboard(call: Call) -> Answer:
    """Replace a dashboard's list."""
    return _set(call, api_dashboards.find, "dashboards.permissions:write", "Dashboard permissions updated")


@route("POST", "/api/folders/{uid}/permissions")
def set_on_folder(call: Call) -> Answer:
    """Replace a folder's list."""
    return _set(call, api_folders.find, "folders.permissions:write", "Folder permissions updated")


def _list(call: Call, find: Finder, permission: str) -> Answer:
    stored = find(call, ADMIN, permission)
    around = [stored, *call.state.ancestors(stored)]
    if around[-1].now.folder and call.state.mode.unified and stored.kind is not DASHBOARDS:
        return message(500, "Failed to get folder permissions")
    return answer([_line(call, stored, grant) for grant in sorted(stored.grants, key=_order)])


def _order(grant: Grant) -> tuple[bool, bool, int]:
    """Users, the latest first, teams, then roles from the strongest on."""
    return bool(grant.role), not grant.user, -grant.level if grant.role else -grant.user


def _line(call: Call, stored: Stored, grant: Grant) -> Json:
    accounts = call.state.accounts
    user = accounts.everybody.get(grant.user)
    team = next((each for each in call.state.teams if each["id"] == grant.team), {})
    dashboard, title = stored.kind is DASHBOARDS, stored.now.title
    name = slug(title)
    line: Json = {
        "dashboardId" if dashboard else "folderId": stored.ident,
        "created": grant.created,
        "updated": grant.created,
        "userId": grant.user,
        "userUid": user.uid if user and not dashboard else "",
        "userLogin": user.login if user else "",
        "userEmail": user.email if user else "",
        "userAvatarUrl": avatar(user.email) if user else "",
        "teamId": grant.team,
        "teamUid": "" if dashboard else team.get("uid", ""),
        "teamEmail": team.get("email", ""),
        "teamAvatarUrl": avatar(team["email"]) if team else "",
        "team": team.get("name", ""),
        "permission": grant.level,
        "permissionName": LEVEL_NAMES[grant.level],
        "uid": stored.name,
        "title": title,
        "slug": name if dashboard else "",
        "isFolder": not dashboard,
        "url": f"/d/{stored.name}/{name}" if dashboard else f"/dashboards/f/{stored.name}/{name}",
        "inherited": False,
    }
    parent = {"folderUid": stored.now.folder} if stored.now.folder and not dashboard else {}
    return line | parent | ({"role": grant.role} if grant.role else {})


def _set(call: Call, find: Finder, permission: str, done: str) -> Answer:
    stored = find(call, ADMIN, permission)
    wanted = [_grant(call, item) for item in call.request.object.get("items", [])]
    stamp = call.state.clock.stamp()
    before = {replace(grant, created=""): grant for grant in stored.grants}
    chosen = {(grant.role, grant.user, grant.team): grant for grant in wanted if grant.level in LEVEL_NAMES}
    stored.grants = [before.get(grant, replace(grant, created=stamp)) for grant in chosen.values()]
    call.state.serial += 1
    return message(200, done)


def _grant(call: Call, item: Json) -> Grant:
    idents = call.state.accounts.everybody
    user, team, role = item.get("userId", 0), item.get("teamId", 0), item.get("role", "")
    unknown_team = team and all(each["id"] != team for each in call.state.teams)
    if (
        not (user or team or role)
        or (user and user not in idents)
        or unknown_team
        or role not in {"", "Viewer", "Editor", "Admin"}
    ):
        raise refuse(500, "Failed to create permission")
    return Grant(level=item.get("permission", 0), role=role, user=user, team=team)
