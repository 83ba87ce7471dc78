"""Can data be read and written?"""

from dashboards.rules.alerts.model import Alert
from panels.queries import mongodb

MONGODB_DOWN = Alert(
    name="MongoDBDown",
    expr=mongodb.down(),
    hold="1m",
    severity="critical",
    component="database",
    category="availability",
    summary="MongoDB is down",
    description="The exporter cannot reach MongoDB for 1 minute.",
    runbook="MONGODB_DOWN",
    dashboard="database-performance",
    panel="Now / MongoDB",
)

ALERTS = (MONGODB_DOWN,)
