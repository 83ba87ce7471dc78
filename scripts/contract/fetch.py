"""Where does a metrics page come from: a URL, a file or the standard input?"""

import sys
import time
from pathlib import Path
from typing import IO
from urllib.parse import SplitResult, unquote, urlsplit

from scripts.errors import AuthError, ConfigurationError, DashError, UnexpectedAnswer, Unreachable

MOST_BYTES = 64 * 1024 * 1024
"""Far above the largest page of the contract (the engine's is about 1 MB)."""

CHUNK = 1024 * 1024
ACCEPT = "text/plain;version=0.0.4, text/plain;q=0.5"


def _read(stream: IO[bytes], source: str, deadline: float | None = None) -> bytes:
    """Read all of it, but neither without end in size nor, with a deadline, in time."""
    parts: list[bytes] = []
    size = 0
    reader = getattr(stream, "read1", stream.read)
    while part := reader(CHUNK):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise UnexpectedAnswer(f"{source}: more than {MOST_BYTES // CHUNK} MB; no metrics page is that large")
        if deadline is not None and time.monotonic() > deadline:
            raise Unreachable(f"{source}: the answer did not end in time", "try a longer --timeout")
    return b"".join(parts)


def _text(raw: bytes, source: str) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise UnexpectedAnswer(f"{source}: binary data, not a metrics page in text format") from None
    if "\0" in text:
        raise UnexpectedAnswer(f"{source}: binary data, not a metrics page in text format")
    return text.removeprefix("\ufeff")


def _bare(url: SplitResult) -> str:
    """Spell the address without user name and password."""
    return url._replace(netloc=url.netloc.rpartition("@")[2]).geturl()


def _from_url(given: str, timeout: float) -> str:
    import base64
    import http.client
    import urllib.error
    import urllib.request

    try:
        url = urlsplit(given)
        bare = _bare(url)
        url.port  # noqa: B018 - raises ValueError for a port that cannot be
        request = urllib.request.Request(bare, headers={"Accept": ACCEPT, "User-Agent": "dash"})  # noqa: S310 - http(s), see page()
        if url.username is not None:
            login = f"{unquote(url.username)}:{unquote(url.password or '')}".encode()
            request.add_unredirected_header("Authorization", f"Basic {base64.b64encode(login).decode()}")
    except ValueError as error:
        raise ConfigurationError(f"not a URL: {error}") from None
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310 - http(s), see page()
            raw = _read(answer, bare, time.monotonic() + timeout)
    except urllib.error.HTTPError as error:
        error.close()
        kind = AuthError if error.code in {401, 403} else UnexpectedAnswer
        raise kind(f"{bare}: HTTP {error.code} {error.reason}") from None
    except urllib.error.URLError as error:
        raise Unreachable(f"{bare}: {error.reason}", "is the service running, and the port right?") from None
    except (TimeoutError, ConnectionError) as error:
        raise Unreachable(f"{bare}: {str(error) or 'no answer in time'}", "try a longer --timeout") from None
    except (http.client.HTTPException, ValueError) as error:
        raise UnexpectedAnswer(f"{bare}: no HTTP answer: {type(error).__name__}") from None
    return _text(raw, bare)


def page(source: str, timeout: float = 10) -> tuple[str, str]:
    """Get a metrics page and the name to call it by (a URL without its password).

    Args:
        source: an http or https URL, a file, or `-` for the standard input.
        timeout: seconds, for a URL.

    Raises:
        Unreachable: no answer, or none in time.
        UnexpectedAnswer: an answer that is no text, too large, or an HTTP error.
        AuthError: the server refuses.
        ConfigurationError: the URL is none.
        DashError: there is no such file, or it cannot be read.
    """
    if source.startswith(("http://", "https://")):
        return _from_url(source, timeout), _bare(urlsplit(source))
    if source == "-":
        return _text(_read(sys.stdin.buffer, "standard input"), "standard input"), "standard input"
    try:
        with Path(source).open("rb") as file:
            return _text(_read(file, source), source), source
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise DashError(f"{source}: {reason}", "give a URL with http://, a file, or - for standard input") from None
