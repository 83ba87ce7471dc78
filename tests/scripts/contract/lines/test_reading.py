"""The line that the application wrote is found in what Docker and compose made of it."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.contract.lines import reading
from scripts.contract.lines.reading import lines
from scripts.errors import DashError


def docker(log: str, stream: str = "stdout") -> bytes:
    """Write a line as Docker's json-file driver does."""
    return (
        json.dumps({"log": log, "stream": stream, "time": "2026-11-28T16:00:00Z"}, separators=(",", ":")).encode()
        + b"\n"
    )


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1}\n',
        b'{"a": 1}\r\n',
        b'{"a": 1}',
        b'\xef\xbb\xbf{"a": 1}\n',
        docker('{"a": 1}\n'),
        b'web-1  | {"a": 1}\n',
        b'2026-11-28T16:00:00.123456789Z {"a": 1}\n',
        b'{"log": "{\\"a\\": 1}\\n", "stream": "stdout", "attrs": {}, "time": "2026-11-28T16:00:00Z"}\n',
    ],
)
def test_a_line_is_what_was_written(raw: bytes) -> None:
    """Plain, with any end, with a byte order mark, wrapped by Docker, prefixed by compose."""
    (line,) = lines([raw])

    assert (line.number, line.text, line.whole, line.readable) == (1, '{"a": 1}', True, True)


def test_pieces_of_a_line_are_put_together_and_marked() -> None:
    """Docker cuts at 16 KiB, and the other stream may come in between."""
    found = list(lines([docker("aaa"), docker("x\n", "stderr"), docker("bbb\n"), docker("end")]))

    assert [(line.number, line.text, line.whole) for line in found] == [
        (2, "x", True),
        (1, "aaabbb", False),
        (4, "end", False),
    ]


def test_what_only_looks_like_docker_stays_as_it_is() -> None:
    """A broken wrapper is judged as the line that it is."""
    (line,) = lines([b'{"log":"cut\n'])

    assert line.text == '{"log":"cut'


def test_bytes_that_are_no_text_are_noticed() -> None:
    """And the rest of the line is still read."""
    (line,) = lines([b"\xff{}\n"])

    assert not line.readable


def test_lines_come_as_they_are_read() -> None:
    """A file larger than the memory is no problem."""

    def endless() -> Iterator[bytes]:
        while True:
            yield b"{}\n"

    assert next(iter(lines(endless()))).text == "{}"


def test_a_line_without_end_is_taken_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded."""
    monkeypatch.setattr(reading, "READ_AT_MOST", 1000)
    file = tmp_path / "log"
    file.write_bytes(b"x" * 2500)
    with reading.opened(str(file)) as raw:
        assert [len(part) for part in raw] == [1000, 1000, 500]


def test_a_packed_log_is_unpacked(tmp_path: Path) -> None:
    """Docker packs what it rotates; a file that was cut is said to be."""
    file = tmp_path / "log.gz"
    packed = gzip.compress(b"{}\n" * 100)
    file.write_bytes(packed)
    with reading.opened(str(file)) as raw:
        assert [line.text for line in lines(raw)] == ["{}"] * 100
    file.write_bytes(packed[:-8])
    with pytest.raises(DashError, match="ended before"), reading.opened(str(file)) as raw:
        list(lines(raw))
