"""How are samples written into a Prometheus without another library?

Prometheus' remote write 1.0: a protobuf message, compressed by snappy, in a POST. Snappy allows a stream of literals
only, which any reader takes; the loopback does not mind the size.
"""

import http.client
import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Self
from urllib.parse import urlsplit

from scripts.errors import ConfigurationError, UnexpectedAnswer, Unreachable

LITERAL = 65536

STALE = struct.unpack("<d", struct.pack("<Q", 0x7FF0000000000002))[0]
"""What Prometheus writes when a series has ended (`model/value/value.go`), else it is seen for five minutes more."""

HEADERS = {
    "Content-Encoding": "snappy",
    "Content-Type": "application/x-protobuf",
    "X-Prometheus-Remote-Write-Version": "0.1.0",
}


def varint(number: int) -> bytes:
    """Spell a number as protobuf does: seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - seven bits
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number: int, body: bytes) -> bytes:
    """Spell a length-delimited field."""
    return bytes([number << 3 | 2]) + varint(len(body)) + body


def labels(names: Mapping[str, str]) -> bytes:
    """Spell the labels of a series, in the order that Prometheus asks for."""
    return b"".join(field(1, field(1, k.encode()) + field(2, v.encode())) for k, v in sorted(names.items()))


@cache
def _packer(count: int, tail: int) -> struct.Struct:
    return struct.Struct("<" + f"3sd{tail}s" * count)


class Grid:
    """The times of a batch, made ready: only the values are still missing."""

    def __init__(self, times: Sequence[float]) -> None:
        """Take times in Unix seconds, all of one magnitude (so that each is as long as the others).

        A sample is field 2 of its series: 3 bytes (tag, length, tag of the value), 8 of value, the rest is the time.
        """
        tails = [b"\x10" + varint(round(time * 1000)) for time in times]
        self._count, self._tail = len(tails), len(tails[0])
        head = bytes([0x12, 9 + self._tail, 0x09])
        self._parts: list[bytes | float] = [head, 0.0, b""] * self._count
        self._parts[2::3] = tails

    def series(self, spelled: bytes, values: Sequence[float]) -> bytes:
        """Spell one series: its labels, and a value a time."""
        self._parts[1::3] = values
        return field(1, spelled + _packer(self._count, self._tail).pack(*self._parts))


def series(spelled: bytes, samples: Iterable[tuple[float, float]]) -> bytes:
    """Spell one series whose times are its own, as (Unix seconds, value) in order of time."""
    body = [
        field(2, b"\x09" + struct.pack("<d", value) + b"\x10" + varint(round(time * 1000))) for time, value in samples
    ]
    return field(1, spelled + b"".join(body))


def snappy(raw: bytes) -> bytes:
    """Compress by not compressing: literals of at most 64 kB."""
    parts = (raw[i : i + LITERAL] for i in range(0, len(raw), LITERAL))
    return varint(len(raw)) + b"".join(b"\xf4" + struct.pack("<H", len(part) - 1) + part for part in parts)


class Writer:
    """A connection to one Prometheus."""

    def __init__(self, url: str, timeout: float = 60) -> None:
        """Take the address of a Prometheus, with or without `/api/v1/write`.

        Raises:
            ConfigurationError: it is no http or https URL.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigurationError(
                f"{url} is no http URL", "give the address of Prometheus, as in http://localhost:9090"
            )
        path = parts.path.rstrip("/")
        self._path = path if path.endswith("/write") else f"{path}/api/v1/write"
        make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.where = f"{parts.scheme}://{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
        self._connection = make(parts.hostname, parts.port, timeout=timeout)

    def __enter__(self) -> Self:
        """Open nothing yet."""
        return self

    def __exit__(self, *problem: object) -> None:
        """Close the connection."""
        self._connection.close()

    def write(self, message: bytes) -> None:
        """Send series made by `Grid.series` or `series`, one after the other.

        Raises:
            Unreachable: no answer.
            UnexpectedAnswer: Prometheus refuses; its reason is given.
        """
        if not message:
            return
        try:
            self._connection.request("POST", self._path, snappy(message), HEADERS)
            answer = self._connection.getresponse()
            body = answer.read(10_000)
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Unreachable(f"{self.where}: {str(error) or type(error).__name__}", "is Prometheus running?") from None
        if answer.status not in {200, 204}:
            reason = " ".join(body.decode(errors="replace").split())[:300]
            raise UnexpectedAnswer(f"{self.where}{self._path}: HTTP {answer.status}: {reason}", _hint(answer.status))


def _hint(status: int) -> str:
    if status == 404:  # noqa: PLR2004 - not found
        return "start Prometheus with --web.enable-remote-write-receiver"
    return "history has to be written before Prometheus scrapes, into an empty time range"
