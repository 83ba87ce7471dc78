"""Which part of the platform does the reader look at? The dashboards' variables, as conditions on labels."""

from panels.queries.expr import Where

ENVIRONMENT: Where = {"environment": "$environment"}
SERVICE: Where = {**ENVIRONMENT, "service": "$service"}
INSTANCE: Where = {**SERVICE, "instance": "$instance"}
MODE: Where = {**ENVIRONMENT, "mode": "$mode"}
EVERYWHERE: Where = {}
"""For rules: no condition at all."""
