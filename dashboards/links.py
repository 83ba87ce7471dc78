"""Where do several dashboards lead?"""

from panels.layout.ids import panel_id
from panels.style.links import to_dashboard

CLICKED = "${__field.labels.service}"
"""The service of the series that was clicked."""

OBJECTIVES = to_dashboard("api-performance", "Objectives", panel=panel_id("table", "Objectives"))
"""What was promised, what was kept, and how much of the error budget is left."""
