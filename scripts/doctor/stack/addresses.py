"""Do alert messages go to somebody, at any hour, or still to the addresses that nobody has?"""

from collections.abc import Iterator

from scripts.doctor.model import Check, ok, warn
from scripts.settings import Settings

EXAMPLE = "example.com"
"""Set aside for examples (RFC 2606): nothing that is sent there arrives."""
HINT = "set them in [notifications] of dash.toml and run `dash build`; email_to = [] sends none"


def check(settings: Settings) -> Check:
    """Check what `[notifications]` says."""
    left = list(_examples(settings))
    if not left:
        return ok("notifications", "messages go to addresses of yours")
    return warn("notifications", f"e-mails arrive nowhere: {', '.join(left)}", HINT)


def check_paging(settings: Settings) -> Check:
    """Check whether critical alerts of this installation call somebody, or somebody decided that they do not."""
    environment, paging = settings.prometheus.environment, settings.notifications.paging
    if environment in paging:
        return ok("paging", f"critical alerts of {environment} call somebody at any hour")
    if "paging" in settings.notifying:
        return ok("paging", f"critical alerts of {environment} wait for office hours; only {', '.join(paging)} calls")
    return warn(
        "paging",
        f"critical alerts of {environment} call nobody: they wait for office hours, as those of a staging do",
        f'paging = ["{environment}"] in [notifications] of dash.toml and `dash build`, if this is where money is made',
    )


def _examples(settings: Settings) -> Iterator[str]:
    """Name the keys that still have the value of the example."""
    site = settings.notifications
    if not site.email_to:
        return  # no e-mails are sent
    given = {"smtp": site.smtp, "email_from": site.email_from, "email_to": " ".join(site.email_to)}
    for key, value in given.items():
        if EXAMPLE in value:
            yield f"{key} is {value}"
