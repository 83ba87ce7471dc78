"""Which dashboards are there? The catalog, in the guide's order."""

import importlib
from collections.abc import Mapping

CATALOG: Mapping[str, str] = {
    "system-overview": "dashboards.system_overview",
    "trading-performance": "dashboards.trading_performance",
    "api-performance": "dashboards.api_performance",
    "ai-analysis": "dashboards.ai_analysis",
    "database-performance": "dashboards.database_performance",
    "websocket-metrics": "dashboards.websocket_metrics",
    "business-metrics": "dashboards.business_metrics",
}
"""uid -> module with a `build() -> Board`; names, so that listing them imports nothing heavy."""


def module(uid: str) -> object:
    """Import the module of a dashboard."""
    return importlib.import_module(CATALOG[uid])
