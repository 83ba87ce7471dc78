"""Does Prometheus get what it can read: protobuf and snappy, written without a library?"""

import struct
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.loopback import Reply, Request, serving

from scripts.errors import ConfigurationError, UnexpectedAnswer, Unreachable
from scripts.simulate import remote_write as rw


def read_varint(raw: bytes, at: int) -> tuple[int, int]:
    """Read a varint; returns it and where it ends."""
    number = shift = 0
    while True:
        byte = raw[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def read_fields(raw: bytes) -> Iterator[tuple[int, bytes | int | float]]:
    """Read the fields of a protobuf message."""
    at = 0
    while at < len(raw):
        tag, at = read_varint(raw, at)
        if tag & 7 == 2:
            length, at = read_varint(raw, at)
            yield tag >> 3, raw[at : at + length]
            at += length
        elif tag & 7 == 1:
            yield tag >> 3, struct.unpack("<d", raw[at : at + 8])[0]
            at += 8
        else:
            number, at = read_varint(raw, at)
            yield tag >> 3, number


def unsnap(raw: bytes) -> bytes:
    """Read a snappy stream of literals with two length bytes."""
    size, at = read_varint(raw, 0)
    out = b""
    while at < len(raw):
        assert raw[at] == 0xF4
        length = struct.unpack("<H", raw[at + 1 : at + 3])[0] + 1
        out += raw[at + 3 : at + 3 + length]
        at += 3 + length
    assert len(out) == size
    return out


def read_series(message: bytes) -> list[tuple[list[tuple[str, str]], list[tuple[int, float]]]]:
    """Read a write request: labels and samples of every series."""
    found = []
    for _, series in read_fields(message):
        labels, samples = [], []
        assert isinstance(series, bytes)
        for number, part in read_fields(series):
            assert isinstance(part, bytes)
            pair = dict(read_fields(part))
            if number == 1:
                labels.append((bytes(pair[1]).decode(), bytes(pair[2]).decode()))  # type: ignore[arg-type]  # both are bytes
            else:
                samples.append((int(pair[2]), float(pair[1])))
        found.append((labels, samples))
    return found


@given(st.integers(0, 2**63 - 1))
def test_varints_are_read_back(number: int) -> None:
    """Seven bits a byte."""
    assert read_varint(rw.varint(number), 0) == (number, len(rw.varint(number)))


@given(st.binary(max_size=200_000))
def test_snappy_literals_are_read_back(raw: bytes) -> None:
    """In pieces of at most 64 kB."""
    assert unsnap(rw.snappy(raw)) == raw


@given(
    st.dictionaries(st.text(min_size=1, max_size=9), st.text(min_size=1, max_size=9), min_size=1, max_size=5),
    st.lists(st.floats(allow_nan=False), min_size=1, max_size=50),
)
def test_a_grid_writes_labels_in_order_and_every_sample(names: dict[str, str], values: list[float]) -> None:
    """The fast way and the plain way write the same."""
    times = [1_795_000_000.0 + 15 * position for position in range(len(values))]
    message = rw.Grid(times).series(rw.labels(names), values)
    expected = [(round(time * 1000), value) for time, value in zip(times, values, strict=True)]
    assert read_series(message) == [(sorted(names.items()), expected)]
    assert rw.series(rw.labels(names), zip(times, values, strict=True)) == message


@pytest.mark.parametrize("path", ["", "/", "/api/v1/write"])
def test_a_message_is_posted_as_prometheus_asks(path: str) -> None:
    """With the three headers, to the receiver's path."""
    with serving(lambda _: Reply(status=204)) as server, rw.Writer(server.url + path) as writer:
        writer.write(b"message")
        writer.write(b"")
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/api/v1/write")
    assert request.headers["Content-Encoding"] == "snappy"
    assert request.headers["Content-Type"] == "application/x-protobuf"
    assert request.headers["X-Prometheus-Remote-Write-Version"] == "0.1.0"
    assert unsnap(request.body) == b"message"


@pytest.mark.parametrize(
    ("status", "says", "hint"),
    [(400, "HTTP 400: out of bounds", "before Prometheus scrapes"), (404, "HTTP 404", "enable-remote-write-receiver")],
)
def test_a_refusal_gives_its_reason_and_the_way_out(status: int, says: str, hint: str) -> None:
    """Two mistakes are common."""

    def answer(request: Request) -> Reply:
        del request
        return Reply(status=status, body="out of bounds\n")

    with (
        serving(answer) as server,
        rw.Writer(server.url) as writer,
        pytest.raises(UnexpectedAnswer, match=says) as caught,
    ):
        writer.write(b"message")
    assert hint in caught.value.hint


def test_nobody_there_is_one_line() -> None:
    """A server that has gone, and one that hangs up."""
    with serving(lambda _: Reply(cut=True)) as server:
        with rw.Writer(server.url) as writer, pytest.raises(Unreachable):
            writer.write(b"message")
        gone = server.url
    with rw.Writer(gone) as writer, pytest.raises(Unreachable, match="refused"):
        writer.write(b"message")


@pytest.mark.parametrize("url", ["localhost:9090", "ftp://localhost", "http://", ""])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Before anything is computed."""
    with pytest.raises(ConfigurationError, match="no http URL"):
        rw.Writer(url)
