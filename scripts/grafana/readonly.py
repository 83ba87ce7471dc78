"""May this request be sent by a command that only reads?

The rule stands in the transport, below everything that could forget it: `Adapter.send` is the one place that every
request of a session passes, redirects and retries included.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from scripts.grafana.failures import ReadOnlyViolation

QUERY_ENDPOINT = "/api/ds/query"
"""Queries of panels are sent by POST; Grafana stores nothing of them."""


def allowed(method: str, path: str) -> bool:
    """Tell whether a request cannot change anything.

    Args:
        method: in capitals.
        path: below the base URL, without query.
    """
    return method == "GET" or (method == "POST" and path == QUERY_ENDPOINT)


class ReadOnlyAdapter(HTTPAdapter):
    """A transport that refuses everything but reading."""

    def __init__(self, prefix: str, pool: int) -> None:
        """Remember the path of the base URL.

        Args:
            prefix: path part of the base URL, as `/grafana`; empty at the root of a host.
            pool: connections that are kept.
        """
        super().__init__(pool_connections=1, pool_maxsize=pool, max_retries=0)
        self.prefix = prefix

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002 - the signature of requests
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002 - the signature of requests
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """Send a request that reads.

        Raises:
            ReadOnlyViolation: it could write; nothing was sent.
        """
        path = urlsplit(request.url or "").path
        method = (request.method or "").upper()
        if not path.startswith(self.prefix) or not allowed(method, path[len(self.prefix) :]):
            raise ReadOnlyViolation(f"{method} {path} in a command that only reads")
        arguments: dict[str, Any] = {"stream": stream, "timeout": timeout, "verify": verify, "cert": cert}
        return super().send(request, proxies=proxies, **arguments)
