"""What time is it on the tests' Grafana, and which numbers does it hand out?"""

import base64
import hashlib
import itertools
import time
import uuid
from datetime import UTC, datetime

ZERO_TIME = "0001-01-01T00:00:00Z"


class Clock:
    """Real time, which a test may set forward, and identifiers as Grafana makes them."""

    def __init__(self) -> None:
        """Start at the present moment with no number given out."""
        self._offset = 0.0
        self._revision = 0
        self._ids = itertools.count(1)
        self._unnamed = itertools.count(1)
        self._snowflake = 3_500_000_000_000_000

    def advance(self, seconds: float) -> None:
        """Let time pass without waiting for it."""
        self._offset += seconds

    def seconds(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._offset

    def milliseconds(self) -> int:
        """Milliseconds since 1970."""
        return int(self.seconds() * 1000)

    def stamp(self) -> str:
        """The time as Grafana writes it, in whole seconds."""
        return datetime.fromtimestamp(self.seconds(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def fine_stamp(self) -> str:
        """The time with nanoseconds, as answers to writes of library panels have it."""
        moment = datetime.fromtimestamp(self.seconds(), UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "000Z"

    def revision(self) -> int:
        """A resourceVersion of unified storage: microseconds, always rising."""
        self._revision = max(self._revision + 1, int(self.seconds() * 1_000_000))
        return self._revision

    def row_id(self) -> int:
        """An identifier of legacy storage: dashboards and folders share one table."""
        return next(self._ids)

    def board_uid(self) -> str:
        """The uid of a dashboard that came without one; each sorts before the last, so that lists have one order."""
        return f"{0x90000000 - next(self._unnamed):08x}{str(uuid.uuid4())[8:]}"

    def snowflake(self) -> int:
        """An identifier of unified storage: sixteen digits, rising."""
        self._snowflake += 4_194_304
        return self._snowflake


def object_uid() -> str:
    """metadata.uid on unified storage."""
    return str(uuid.uuid4())


def hashed_uid(name: str, created: str) -> str:
    """metadata.uid on legacy storage: a hash that ends in X."""
    digest = hashlib.sha256(f"{name} {created}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=").replace("-", "a").replace("_", "b") + "X"
