"""What do the rows of legacy storage keep of a dashboard? They have no place for annotations and labels."""

from dataclasses import replace

from support.grafana.state import State
from support.grafana.stored import (
    CREATED_BY,
    FILE_PROVISIONING,
    FOLDER,
    INTERNAL_ID,
    MANAGED_BY,
    MANAGER_ID,
    SOURCE_TIMESTAMP,
    UPDATED,
    UPDATED_BY,
    Revision,
    Stored,
)

_PLACE = (FOLDER, CREATED_BY)


def kept(state: State, stored: Stored, shown: Revision, who: str) -> Revision:
    """A revision as it is stored; a file's dashboard has a row of its own, a plugin's a column."""
    if state.mode.unified:
        return shown
    annotations = {key: shown.annotations[key] for key in _PLACE if key in shown.annotations}
    if shown.annotations.get(MANAGED_BY) == FILE_PROVISIONING:
        annotations = {SOURCE_TIMESTAMP: str(int(state.clock.seconds())), **shown.annotations}
    if shown.annotations.get(MANAGED_BY) == "plugin":
        annotations |= {key: shown.annotations[key] for key in (MANAGED_BY, MANAGER_ID) if key in shown.annotations}
    annotations |= {UPDATED_BY: who, UPDATED: shown.when}
    labels = {INTERNAL_ID: str(stored.ident)}
    spec = {key: value for key, value in shown.spec.items() if key != "id"}
    return replace(
        shown, spec=spec, annotations=annotations, labels=labels, managed=[], status={}, rendered={}, packed={}
    )
