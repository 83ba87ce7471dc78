"""What does a restore bring about that people should know, and do something about?"""

from collections.abc import Iterator, Sequence

from scripts.restore.model import LEFT_TO, Action, Step

SHOWN = 5
"""Names in one line."""


def of(steps: Sequence[Step]) -> Iterator[str]:
    """Name what becomes public, who needs a new password, and which tokens have to be made anew."""
    left = sum(step.action is Action.SKIP and step.why.startswith(LEFT_TO) for step in steps)
    if left:
        yield f"--include-provisioned restores the {left} that files or Git Sync owned there, without their marks"
    made = [step for step in steps if step.action is Action.CREATE]
    public = [step.entry.name for step in made if step.entry.kind == "public-dashboards"]
    if public:
        yield f"anybody who knows the address can read {_listed(public)} again"
    users = [step.entry.name for step in made if step.entry.kind == "users"]
    if users:
        yield f"{_listed(users)} cannot sign in before the password is reset, or by a login from elsewhere"
    accounts = [
        step.entry.name for step in made if step.entry.kind == "service-accounts" and step.entry.aside.get("tokens")
    ]
    if accounts:
        yield f"the tokens of {_listed(accounts)} have to be made anew"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"
