"""Can data be read and written?"""

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import when
from panels.queries import mongodb

MONGODB_DOWN = Alert(
    name="MongoDBDown",
    trigger=when(mongodb.down(), "exporter without a connection to MongoDB"),
    hold="1m",
    severity="critical",
    component="database",
    category="availability",
    summary="MongoDB is down",
    meaning="Nothing can be read or written.",
    runbook="MONGODB_DOWN",
    dashboard="database-performance",
    panel="Now / MongoDB",
)

GROUPS = (AlertGroup("mongodb", (MONGODB_DOWN,)),)
