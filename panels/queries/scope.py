"""Which part of the platform does the reader look at? The dashboards' variables, as conditions on labels."""

from panels.queries.expr import Where, exactly

ENVIRONMENT: Where = {"environment": "$environment"}
SERVICE: Where = {**ENVIRONMENT, "service": "$service"}
ONE_SERVICE: Where = {**ENVIRONMENT, "service": exactly("$service")}
"""For a panel that repeats by service."""
INSTANCE: Where = {**SERVICE, "instance": "$instance"}
MODE: Where = {**ENVIRONMENT, "mode": "$mode"}
LLM: Where = {**ENVIRONMENT, "model": "$llm"}
"""OpenAI's models, not ours."""
EVERYWHERE: Where = {}
"""For rules: no condition at all."""


def chosen(where: Where, *labels: str) -> Where:
    """Narrow to what the reader chose for more labels, each in the variable of its name."""
    return {**where, **{label: f"${label}" for label in labels}}
