"""Where do the lines of the simulated log go: files, the standard output, a Loki?"""

import http.client
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

from panels.contract.loglines import SERVICES
from scripts.errors import ConfigurationError, DashError, UnexpectedAnswer, Unreachable
from scripts.simulate.logs.entry import Entry
from scripts.simulate.model import ENVIRONMENT

BATCH = 2000
"""Entries of a push: about half a megabyte."""
TIMEOUT = 30.0


class Sink(Protocol):
    """Takes lines, in the order of time."""

    def write(self, entries: Iterable[Entry]) -> None:
        """Take them all."""


class Files:
    """One file a service, `SERVICE.log`, as Docker would show its output; lines are appended."""

    def __init__(self, folder: Path) -> None:
        """Make the folder.

        Raises:
            DashError: it cannot be made.
        """
        self._folder = folder
        self._open: dict[str, IO[str]] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DashError(f"{folder}: {error.strerror}", "give a folder that can be written: --logs DIR") from None

    def write(self, entries: Iterable[Entry]) -> None:
        """Append the lines; each is on the disk before the next call.

        Raises:
            DashError: the disk is full, or the file cannot be written.
        """
        try:
            for entry in entries:
                self._file(entry.service).write(f"{entry.text}\n")
            for file in self._open.values():
                file.flush()
        except OSError as error:
            raise DashError(
                f"{self._folder}: {error.strerror}", "make room, or give another folder: --logs DIR"
            ) from None

    def _file(self, service: str) -> IO[str]:
        if service not in self._open:
            self._open[service] = (self._folder / f"{service}.log").open("a", encoding="utf-8")
        return self._open[service]

    def close(self) -> None:
        """Close the files."""
        for file in self._open.values():
            file.close()


class Output:
    """The standard output: the applications' lines, so that `dash contract check --logs -` can read them."""

    def write(self, entries: Iterable[Entry]) -> None:
        """Print the lines.

        Raises:
            BrokenPipeError: the reader has gone; the command line ends quietly then.
        """
        for entry in entries:
            if entry.service in SERVICES:
                sys.stdout.write(f"{entry.text}\n")
        sys.stdout.flush()


class Loki:
    """A Loki: pushes with the labels that the shippers would set."""

    def __init__(self, url: str, environment: str = ENVIRONMENT) -> None:
        """Take its address.

        Raises:
            ConfigurationError: it is no http or https URL.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigurationError(f"{url} is no http URL", "give the address of Loki, as in http://localhost:3100")
        self.environment = environment
        self.where = f"{parts.scheme}://{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
        self._path = f"{parts.path.rstrip('/')}/loki/api/v1/push"
        make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = make(parts.hostname, parts.port, timeout=TIMEOUT)

    def write(self, entries: Iterable[Entry]) -> None:
        """Push the entries, some at a time.

        Raises:
            Unreachable: no answer.
            UnexpectedAnswer: Loki refuses; its reason is given.
        """
        left = iter(entries)
        while batch := list(islice(left, BATCH)):
            self._push(batch)

    def _push(self, batch: list[Entry]) -> None:
        streams: dict[tuple[str, str], list[list[str]]] = {}
        for entry in batch:
            streams.setdefault((entry.service, entry.level), []).append([f"{entry.at}000000", entry.text])
        found = [{"stream": self._labels(*key), "values": values} for key, values in streams.items()]
        body = json.dumps({"streams": found}).encode()
        try:
            self._connection.request("POST", self._path, body, {"Content-Type": "application/json"})
            answer = self._connection.getresponse()
            said = answer.read(10_000)
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Unreachable(f"{self.where}: {str(error) or type(error).__name__}", "is Loki running?") from None
        if answer.status not in {200, 204}:
            reason = " ".join(said.decode(errors="replace").split())[:300]
            raise UnexpectedAnswer(f"{self.where}{self._path}: HTTP {answer.status}: {reason}", _hint(reason))

    def _labels(self, service: str, level: str) -> dict[str, str]:
        labels = {"environment": self.environment, "service": service, "job": service, "container_name": service}
        return labels | ({"level": level} if level else {})

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextmanager
def opened(logs: str, loki: str) -> Iterator[list[Sink]]:
    """Open what the command line names.

    Args:
        logs: a folder, `-` for the standard output, or nothing.
        loki: a URL, or nothing.

    Raises:
        DashError: the folder cannot be made, or the URL is none.
    """
    with ExitStack() as life:
        sinks: list[Sink] = []
        if logs == "-":
            sinks.append(Output())
        elif logs:
            files = Files(Path(logs))
            life.callback(files.close)
            sinks.append(files)
        if loki:
            server = Loki(loki)
            life.callback(server.close)
            sinks.append(server)
        yield sinks


def _hint(reason: str) -> str:
    if "too far behind" in reason:
        return "a stream takes nothing an hour older than its newest line: load the past first, or into a fresh Loki"
    if "too old" in reason:
        return "Loki takes nothing older than `reject_old_samples_max_age`: load less"
    return "is this a Loki?"
