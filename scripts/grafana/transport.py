"""How does one request reach the server, and which of the HTTP library's complaints means what?

The only module that touches requests, besides the adapter in `readonly`. No exception of it leaves this package.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.structures import CaseInsensitiveDict

from scripts.errors import ConfigurationError, DashError, UnexpectedAnswer, Unreachable
from scripts.grafana.readonly import ReadOnlyAdapter
from scripts.settings import Environment

BIGGEST = 64 * 2**20
"""Bytes of one answer: a page of dashboards has 2 MiB, one dashboard at most 16."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked.

    Attributes:
        path: below the base URL, percent-encoded.
        params: of the query string.
        body: JSON in UTF-8; `None` for none.
        headers: besides those that say who we are.
    """

    method: str
    path: str
    params: Mapping[str, str] | None = None
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class NotSent(Unreachable):
    """No connection: the server has not seen the request."""


class Broken(UnexpectedAnswer):
    """The connection ended, or the time was up, before the whole answer was there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Signature(AuthBase):
    """Puts credentials and extra headers on each request; keeps `~/.netrc` out, and secrets out of `repr`."""

    headers: Mapping[str, str]

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the headers."""
        request.headers.update(self.headers)
        return request

    def __repr__(self) -> str:
        """Name the headers, not their values."""
        return f"Signature({', '.join(self.headers)})"


class Transport:
    """One session: connections are kept and shared by all workers."""

    def __init__(self, environment: Environment, signature: Signature, *, read_only: bool) -> None:
        """Prepare the session; nothing is sent.

        Raises:
            ConfigurationError: a certificate or key file is missing.
        """
        self.base = environment.url
        self._timeout = (environment.timeout.connect, environment.timeout.read)
        self._signature = signature
        self._verify = _file(environment, environment.ca_file) or True
        cert, key = _file(environment, environment.client_cert), _file(environment, environment.client_key)
        self._cert = (cert, key) if cert and key else cert or None
        pool = environment.workers
        adapter = (
            ReadOnlyAdapter(urlsplit(self.base).path, pool)
            if read_only
            else HTTPAdapter(pool_connections=1, pool_maxsize=pool, max_retries=0)
        )
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "bot-core-dashboards"
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def __enter__(self) -> Self:
        """Use the session in a `with`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close all connections."""
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def send(self, request: Request) -> Answer:
        """Send one request once and read its answer.

        Raises:
            NotSent: there was no connection.
            Broken: the connection ended before the answer did.
            UnexpectedAnswer: the answer is bigger than anything Grafana says.
        """
        began = time.monotonic()
        typed = {"Content-Type": "application/json"} if request.body is not None else {}
        try:
            with self._session.request(
                request.method,
                self.base + request.path,
                params=request.params,
                data=request.body,
                headers={"Accept": "application/json", **typed, **request.headers},
                auth=self._signature,
                timeout=self._timeout,
                verify=self._verify,
                cert=self._cert,
                allow_redirects=False,
                stream=True,
            ) as response:
                content = _whole(response)
                return Answer(
                    response.status_code, CaseInsensitiveDict(response.headers), content, time.monotonic() - began
                )
        except requests.exceptions.RequestException as error:
            raise _translated(error, self.base) from None
        except (OSError, ValueError) as error:  # urllib3 lets some of its own through while the body is read
            raise Broken(f"the answer broke off ({type(error).__name__})") from None


def _whole(response: requests.Response) -> bytes:
    """Read a body, but not without end."""
    parts, size = [], 0
    for part in response.iter_content(2**18):
        parts.append(part)
        size += len(part)
        if size > BIGGEST:
            raise UnexpectedAnswer(f"the answer is bigger than {BIGGEST >> 20} MiB", "is this Grafana?")
    expected = response.headers.get("Content-Length", "")
    if expected.isdigit() and response.status_code != HTTPStatus.NO_CONTENT and response.raw.tell() < int(expected):
        raise Broken("the answer broke off")
    return b"".join(parts)


def _file(environment: Environment, name: str) -> str:
    """Resolve a certificate file that must be there."""
    if not name:
        return ""
    path = environment.path(name)
    if not path.is_file():
        raise ConfigurationError(f"environment {environment.name}: there is no file {path}", "check dash.toml")
    return str(path)


def _translated(error: requests.exceptions.RequestException, base: str) -> DashError:
    """Say in one line what the library says in five, without the secrets that a proxy's URL may hold."""
    host = urlsplit(base).netloc
    kinds: tuple[tuple[type[Exception], DashError], ...] = (
        (requests.exceptions.ProxyError, NotSent(f"the proxy to {host} does not let us through", "see $HTTPS_PROXY")),
        (requests.exceptions.SSLError, _tls(error, host)),
        (requests.exceptions.ConnectTimeout, NotSent(f"{host} does not answer", "is the url right? see `timeout`")),
        (requests.exceptions.ReadTimeout, Broken("no answer in time", "see `timeout` in dash.toml")),
        (requests.exceptions.InvalidURL, ConfigurationError(f"{base} is not a URL", "check url in dash.toml")),
        (requests.exceptions.InvalidHeader, ConfigurationError("a header cannot be sent", "check `headers`")),
        (requests.exceptions.ChunkedEncodingError, Broken("the answer broke off")),
        (requests.exceptions.ContentDecodingError, Broken("the answer cannot be unpacked")),
    )
    for kind, translation in kinds:
        if isinstance(error, kind):
            return translation
    text = str(error)
    if "NewConnectionError" in text or "NameResolutionError" in text:
        return NotSent(f"{host}: {_reason(text)}", "is the url right, and does Grafana run?")
    if "Read timed out" in text:
        return Broken("no answer in time", "see `timeout` in dash.toml")
    return Broken("the connection was cut")


def _reason(text: str) -> str:
    """Tell an unknown name from a closed port."""
    return "unknown host" if "NameResolutionError" in text else "connection refused"


def _tls(error: Exception, host: str) -> DashError:
    """Say what is wrong with a certificate."""
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        why = (
            "expired" if "expired" in text else "for another host" if "mismatch" in text else "not signed by a known CA"
        )
        return NotSent(f"the certificate of {host} is {why}", "see ca_file in dash.toml")
    if "WRONG_VERSION_NUMBER" in text or "HTTP_REQUEST" in text:
        return NotSent(f"{host} does not speak TLS", "should the url begin with http:// ?")
    if "CERTIFICATE_REQUIRED" in text or "alert" in text.lower():
        return NotSent(f"{host} wants another client certificate", "see client_cert in dash.toml")
    return NotSent(f"no TLS connection to {host}", "see ca_file and client_cert in dash.toml")
