"""How does `dash` speak HTTP with Grafana? Nothing else in the project does.

`Client` is one connection to one environment; each other module is one resource, one function an endpoint.
"""

from scripts.grafana.client import Client

__all__ = ["Client"]
