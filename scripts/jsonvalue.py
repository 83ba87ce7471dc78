"""What do we call a JSON document in annotations?"""

from typing import Any

Json = dict[str, Any]
"""A JSON object whose shape another program decides: Grafana, Prometheus, a file."""
