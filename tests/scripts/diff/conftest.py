"""A report with everything in it."""

import pytest
from support.small import dashboard, panel, row

from scripts.diff import compare
from scripts.diff.report import Compared, Report

QUERY = "sum by (service) (rate(http_requests_total{environment=~'$environment'}[5m]))"


@pytest.fixture
def report() -> Report:
    """One dashboard in sync, one edited, one new, one gone and one of somebody else."""
    live = dashboard(row("Now"), panel("Errors", QUERY), panel("Gone", "g"), tags=["a"], title="Old")
    code = dashboard(
        row("Now"), panel("Errors", QUERY.replace("5m", "1m"), interval="1m"), panel("New", "q"), tags=["a", "b"]
    )
    sources = {one["id"]: f"dashboards/api.py:{40 + n}" for n, one in enumerate(code["panels"])}
    changes = compare(code, live, sources, file="dashboards/api.py")
    return Report(
        against="prod",
        notes=["the folder Team (team) is not there; a push makes it"],
        dashboards=[
            Compared(uid="calm", title="Calm", status="in sync", file="dashboards/calm.py"),
            Compared(
                uid="api",
                title="A | <b> @team *x*",
                status="edited in Grafana",
                file="dashboards/api.py",
                changes=changes,
                drift=True,
            ),
            Compared(
                uid="new",
                title="New",
                status="only in code",
                file="dashboards/new.py",
                only="code",
                panels=1,
                drift=True,
            ),
            Compared(uid="old", title="Old", status="only in Grafana, ours", only="there", panels=12, drift=True),
            Compared(uid="guest", title="Guest", status="only in Grafana, others'", only="there", panels=3),
        ],
    )
