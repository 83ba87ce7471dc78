"""How is one dashboard written so that afterwards we know what Grafana has?

The intention and what is there go to the journal first. Whatever the server says then, the dashboard is read back:
an answer can be lost, made up by a proxy, or be followed by somebody else's save within the same second.
"""

import time
from collections.abc import Callable
from enum import Enum

from scripts.canonical import digest
from scripts.errors import AuthError, DashError
from scripts.grafana import Client, dashboards, patience, versions
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.failures import NotFound, NotPermitted, UnknownOutcome, VersionConflict
from scripts.grafana.live import Live
from scripts.journal import Outcome, Recorder
from scripts.push.copies import copied
from scripts.push.model import Result, Step

ATTEMPTS = 3
"""How often a write is sent whose failure left Grafana as it was."""

GRANT_PAUSES = (1.0, 3.0, 10.0)
"""Seconds after which a 403 in a folder that we have just made is tried again: grants are cached."""


class Seen(Enum):
    """What reading back shows."""

    STORED = "what we sent"
    UNTOUCHED = "what was there before"
    CHANGED = "something else"


class Writer:
    """Writes dashboards; safe to use from several threads."""

    def __init__(
        self,
        client: Client,
        can: Capabilities,
        recorder: Recorder,
        *,
        legacy: bool | None,
        new_folder: bool = False,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        """Prepare.

        Args:
            client: one that writes.
            can: what the server can do.
            recorder: the journal.
            legacy: the server drops annotations, so that a tag is our mark; `None` if that is not known yet.
            new_folder: we have just made the folder, so that our grants may be late.
            pause: waits between attempts; given by tests.
        """
        self._client = client
        self._can = can
        self._recorder = recorder
        self._legacy = legacy
        self._pauses = GRANT_PAUSES if new_folder else ()
        self._pause = pause

    def write(self, step: Step) -> Result:
        """Do one step, and tell what Grafana has afterwards.

        Raises:
            AuthError: the credentials are refused; nothing more can be done.
            DashError: the journal cannot be written; nothing was sent.
        """
        pauses = list(self._pauses)
        attempt = 1
        while True:
            result, again = self._attempt(step, last=attempt >= ATTEMPTS)
            if again is None:
                return result
            if isinstance(result.error, NotPermitted):
                if not pauses:
                    return result
                self._pause(pauses.pop(0))
            elif again is step:
                self._pause(patience.pause(attempt) or 0)
                attempt += 1
            step = again

    def _attempt(self, step: Step, *, last: bool) -> tuple[Result, Step | None]:
        """Send a step once; the second value is what to try next, if anything."""
        try:
            before = copied(self._client, self._can, step.live, ours=step.ours) if step.live else None
        except DashError as error:
            if self._client.refused:
                raise
            return Result(step=step, state="failed", why=error.message, error=error), None
        self._recorder.intend(
            step.uid,
            step.title,
            step.action,
            wanted=step.wanted,
            folder=step.folder,
            before=before.document if before else None,
        )
        trouble: DashError | None = None
        try:
            self._send(step)
        except (UnknownOutcome, VersionConflict) as error:
            trouble = error
        except NotFound as error:
            if step.action != "delete":
                return self._failed(step, error), None
        except DashError as error:
            result = self._failed(step, error)
            if isinstance(error, AuthError) and self._client.refused:
                raise
            return result, step if isinstance(error, NotPermitted) else None
        try:
            now = dashboards.get(self._client, self._can, step.uid)
        except DashError as error:
            self._recorder.outcome(step.uid, "unknown", error.message)
            if self._client.refused:
                raise
            return Result(step=step, state="unknown", why=error.message, error=error), None
        return self._concluded(step, now, trouble, last=last)

    def _concluded(
        self, step: Step, now: Live | None, trouble: DashError | None, *, last: bool
    ) -> tuple[Result, Step | None]:
        """Compare what is there with what was sent."""
        seen = _seen(step, now)
        if seen is Seen.STORED:
            identity = str((now.raw.get("metadata") or {}).get("uid", "")) if now else ""
            why = self._marked(step, now) or self._overtaken(step, now)
            self._recorder.outcome(step.uid, "done", why, identity)
            return Result(step=step, state="done", why=why), None
        if seen is Seen.UNTOUCHED and not last:
            return Result(step=step, state="failed"), step
        why = trouble.message if trouble else "Grafana said yes, but has not stored it"
        if seen is Seen.UNTOUCHED:
            self._recorder.outcome(step.uid, "refused", why)
            return Result(step=step, state="failed", why=why, error=trouble), None
        if trouble is None:  # it was stored, and what is there now came after it or was made of it
            rewritten = now is not None and now.message_checksum == step.wanted
            why = (
                "Grafana stored it otherwise than it was sent" if rewritten else "somebody saved right after this push"
            )
        outcome: Outcome = "unknown" if isinstance(trouble, UnknownOutcome) else "refused" if trouble else "done"
        self._recorder.outcome(step.uid, outcome, why)
        return Result(step=step, state="conflict", why=why, error=trouble), None

    def _marked(self, step: Step, now: Live | None) -> str:
        """Add our mark as a tag where the server turns out to have dropped it; says what went wrong, if anything."""
        if now is None or now.marked or step.pair is None or self._tags():
            return ""
        self._legacy = True
        try:
            dashboards.update(self._client, self._can, now, dashboards.tagged(step.spec), step.notes)
        except DashError as error:
            return f"it is without our mark: {error.message}"
        return ""

    def _send(self, step: Step) -> None:
        """Send a step."""
        spec = dashboards.tagged(step.spec) if step.pair is not None and self._tags() else step.spec
        if step.action == "delete":
            self._delete(step)
        elif step.live is None:
            dashboards.create(self._client, self._can, step.uid, spec, step.notes, step.version)
        else:
            dashboards.update(self._client, self._can, step.live, spec, step.notes, step.version)

    def _delete(self, step: Step) -> None:
        """Delete what was compared; the old API has no condition, so that we look right before."""
        if step.live is None:
            return
        if not self._can.bulk:
            now = dashboards.get(self._client, self._can, step.uid)
            if now is not None and now.version != step.live.version:
                raise VersionConflict(f"{step.uid} was saved meanwhile")
        dashboards.delete(self._client, self._can, step.live)

    def _tags(self) -> bool:
        """Tell whether our mark is a tag."""
        return bool(self._legacy) or not self._can.bulk

    def _failed(self, step: Step, error: DashError) -> Result:
        """Note that nothing was written."""
        self._recorder.outcome(step.uid, "refused", error.message)
        return Result(step=step, state="failed", why=error.message, error=error)

    def _overtaken(self, step: Step, now: Live | None) -> str:
        """Notice a save of somebody else between our reading and our writing, which legacy storage lets pass."""
        if now is None or step.live is None or not self._tags() or now.version <= step.live.version + 1:
            return ""
        try:
            history = versions.history(self._client, self._can, step.uid)
        except DashError:
            return "another save came in between: see its history in Grafana"
        between = [
            one for one in history if step.live.version < one.number < now.version and one.checksum != step.wanted
        ]
        if not between:
            return ""
        return f"version {between[0].number} by {between[0].author} came in between: see its history in Grafana"


def _seen(step: Step, now: Live | None) -> Seen:
    """Tell what reading back shows."""
    if step.action == "delete":
        stored = now is None
    else:
        same_place = now is not None and now.folder == step.folder
        stored = now is not None and same_place and (now.spec == step.spec or digest(now.spec) == step.wanted)
    if stored:
        return Seen.STORED
    before = step.live
    if now is None or before is None:
        return Seen.UNTOUCHED if now is before else Seen.CHANGED
    same = (now.resource_version, now.version) == (before.resource_version, before.version)
    return Seen.UNTOUCHED if same else Seen.CHANGED
