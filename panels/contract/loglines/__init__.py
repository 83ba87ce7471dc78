"""What does a line of the applications' logs say, and what must it never say?

One JSON object a line. The shippers make labels of a few fields, all bounded; everything else stays in the line.
"""

from panels.contract.loglines.asking import ask_field, ask_label
from panels.contract.loglines.events import EVENTS, Event
from panels.contract.loglines.fields import FIELDS, REQUIRED, SERVICES, Field
from panels.contract.loglines.levels import LEVELS, SPELLINGS
from panels.contract.loglines.secrets import SECRET_NAMES, SECRETS, Secret
from panels.contract.loglines.streams import ADDED, HEALTH, LABELS, RETENTION_DAYS, WARM_DAYS

__all__ = [
    "ADDED",
    "EVENTS",
    "FIELDS",
    "HEALTH",
    "LABELS",
    "LEVELS",
    "REQUIRED",
    "RETENTION_DAYS",
    "SECRETS",
    "SECRET_NAMES",
    "SERVICES",
    "SPELLINGS",
    "WARM_DAYS",
    "Event",
    "Field",
    "Secret",
    "ask_field",
    "ask_label",
]
