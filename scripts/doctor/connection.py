"""Does the server answer, who are we there, and what kind of Grafana is it?"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scripts.doctor.model import Check, failed, ok, warn
from scripts.errors import EXIT_FAILED, DashError
from scripts.grafana import Client, dashboards, identity
from scripts.grafana.capabilities import Capabilities

OLDEST, NEWEST = 10, 13
SKEW = 5
"""Seconds that clocks may differ before "last 5 minutes" misleads."""


def reach(client: Client) -> Check:
    """Ask for the state of the server; needs no credentials."""
    try:
        state = identity.health(client)
    except DashError as error:
        return failed("server", error)
    if state.get("database") != "ok":
        return Check(
            name="server",
            state="fail",
            text=f"{client.environment.url} has a database that is {state.get('database', 'unknown')}",
            hint="see the log of Grafana",
            code=EXIT_FAILED,
        )
    return ok("server", f"{client.environment.url} answers")


def version(can: Capabilities) -> Check:
    """Judge the version."""
    major = can.version.split(".")[0]
    if not major.isdigit():
        return warn("version", "unknown: the server hides it", "nothing to do: what it can do was asked instead")
    if not OLDEST <= int(major) <= NEWEST:
        return warn("version", f"{can.version} was never tried", f"Grafana {OLDEST} to {NEWEST} are known to work")
    return ok("version", can.version)


def api(can: Capabilities) -> Check:
    """Name the API that will be used."""
    if can.bulk:
        return ok("api", f"dashboards by {can.api} (served: {', '.join(can.dashboards)})")
    return warn(
        "api",
        "only /api/dashboards, as Grafana 10 and 11",
        "reads one request a dashboard, and two saves at the same moment may both succeed: update to 12 or later",
    )


def storage(client: Client, can: Capabilities) -> Check:
    """Tell the storage by one dashboard: only unified storage keeps our mark."""
    if not can.bulk:
        return ok("storage", "legacy: our mark is the tag managed-by:dash")
    try:
        legacy = dashboards.is_legacy(client, can)
    except DashError as error:
        return failed("storage", error)
    if legacy is None:
        return ok("storage", "not known before the first dashboard is there")
    return ok("storage", "legacy: our mark is the tag managed-by:dash" if legacy else "unified")


def account(client: Client) -> Check:
    """Name who we are, and where."""
    try:
        who = identity.whoami(client)
    except DashError as error:
        return failed("identity", error)
    admin = ", server admin" if who.server_admin else ""
    return ok("identity", f"{who.login} in organisation {who.org_id} ({who.org}){admin}")


def clock(client: Client, now: datetime | None = None) -> Check:
    """Compare the server's clock with ours."""
    if not client.date:
        return warn("clock", "the server does not tell its time", "nothing to do")
    there = parsedate_to_datetime(client.date)
    apart = abs(((now or datetime.now(UTC)) - there).total_seconds())
    if apart > SKEW:
        return warn(
            "clock", f"{apart:.0f} s apart from ours", "set the clocks: relative time ranges are shifted by this"
        )
    return ok("clock", "agrees with ours")
