"""How does Grafana say that an object is not what its writer takes it for?"""

from support.grafana.state import State
from support.grafana.stored import DASHBOARDS, Stored
from support.grafana.wire import RefusedError, failure


def taken(name: str) -> str:
    """How Grafana says that a dashboard of that uid is there."""
    return f'{DASHBOARDS.qualified} "{name}" already exists'


def conflict(stored: Stored) -> RefusedError:
    """The 409 that says that somebody was faster."""
    kind = stored.kind
    text = (
        f'Operation cannot be fulfilled on {kind.qualified} "{stored.name}": the object has been modified; '
        "please apply your changes to the latest version and try again"
    )
    details = {"name": stored.name, "group": kind.group, "kind": kind.resource}
    return RefusedError(failure(409, text, "Conflict", details))


def foreign_uid(state: State, stored: Stored, uid: str) -> str:
    """How Grafana says that an object of that name is another one."""
    key = f"/group/{stored.kind.group}/resource/{stored.kind.resource}/namespace/{state.namespace}/name/{stored.name}"
    return (
        f"precondition failed: StorageError: invalid object, Code: 4, Key: {key}, ResourceVersion: 0, "
        f"AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {stored.uid}"
    )
