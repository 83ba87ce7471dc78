"""Every metric that Bot-Core's targets expose: who emits it, with which type, labels, unit and buckets?

Queries are made from this, so that an undeclared metric, label or bucket fails at import; the application teams
get it from `dash contract`.
"""

from panels.contract.alerts import ALERTS
from panels.contract.jobs import JOBS
from panels.contract.lookup import Series, names, series
from panels.contract.model import TARGET_LABELS, ContractError, Job, Label, Metric, Probe
from panels.contract.shared import EVERYWHERE

__all__ = [
    "ALERTS",
    "EVERYWHERE",
    "JOBS",
    "TARGET_LABELS",
    "ContractError",
    "Job",
    "Label",
    "Metric",
    "Probe",
    "Series",
    "names",
    "series",
]
