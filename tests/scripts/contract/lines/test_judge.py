"""Lines that keep the contract pass; what breaks it is named, with the line and what to do."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.contract.loglines import EVENTS, FIELDS, Event
from scripts.contract.lines.finding import Finding
from scripts.contract.lines.judge import MOST_NAMES, Judge
from scripts.contract.lines.reading import lines
from scripts.contract.lines.render import example
from scripts.jsonvalue import Json

GOOD: Json = json.loads(example(EVENTS["trade.executed"]))


def judged(*texts: str, service: str = "") -> list[Finding]:
    """Judge lines."""
    return list(Judge(service).judge(lines(text.encode() + b"\n" for text in texts)))


def kinds(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Rules and fields, findings only."""
    return [(finding.rule, finding.field) for finding in findings if not finding.note]


def with_(**fields: object) -> str:
    """Change a good line; `None` takes a field out."""
    return json.dumps({name: value for name, value in {**GOOD, **fields}.items() if value is not None})


def failed(**fields: object) -> str:
    """Change a line about a trade that failed: panels ask for its level and its error code."""
    line = json.loads(example(EVENTS["trade.failed"])) | fields
    return json.dumps({name: value for name, value in line.items() if value is not None})


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_every_example_keeps_the_contract(event: Event) -> None:
    """What the handbook shows passes the check."""
    for service in event.services:
        assert judged(example(event, service), service=service) == []


@pytest.mark.parametrize(
    ("text", "rule", "field"),
    [
        (with_(timestamp=None), "missing", "timestamp"),
        (with_(timestamp="2026-11-28 16:00:00"), "wrong value", "timestamp"),
        (with_(timestamp="2026-11-28T16:00:00"), "wrong value", "timestamp"),
        (with_(timestamp="2026-13-28T16:00:00Z"), "wrong value", "timestamp"),
        (with_(timestamp=1795881600), "wrong type", "timestamp"),
        (with_(level="WARNING"), "wrong value", "level"),
        (with_(level="info"), "wrong value", "level"),
        (with_(level=30), "wrong type", "level"),
        (failed(level="WARN"), "wrong level", "level"),
        (with_(service="redis"), "wrong value", "service"),
        (with_(service="python-ai-service"), "wrong event", "event"),
        (with_(message=""), "wrong value", "message"),
        (with_(message="x" * 2001), "wrong value", "message"),
        (with_(event="trade.execute"), "unknown event", "event"),
        (with_(event="Trade executed"), "wrong value", "event"),
        (failed(error_code=None), "incomplete", "event"),
        (with_(duration_ms="12"), "wrong type", "duration_ms"),
        (with_(duration_ms=-1), "wrong value", "duration_ms"),
        (with_(duration_ms=True), "wrong type", "duration_ms"),
        (with_(status=1000), "wrong value", "status"),
        (with_(status=200.5), "wrong type", "status"),
        (with_(confidence=83), "wrong value", "confidence"),
        (with_(trace_id="4bf9 2f35"), "wrong value", "trace_id"),
        (with_(user_id=1.5), "wrong type", "user_id"),
        (with_(endpoint="/api/orders/4711"), "wrong value", "endpoint"),
        (with_(endpoint="/u/2b9c8f3e-1d2a-4c5b-9e8f-0a1b2c3d4e5f/x"), "wrong value", "endpoint"),
        (with_(symbol="btc-usdt"), "wrong value", "symbol"),
        (with_(fields={"message": "x"}), "nested", "fields"),
        (with_(quantity=[1]), "nested", "quantity"),
        ('{"level": "INFO", "level": "WARN"}', "duplicate", "level"),
        ('{"broken', "not JSON", ""),
        ('{"duration_ms": NaN}', "not JSON", ""),
        ("Listening on 8080", "not JSON", ""),
        ("\x1b[32mINFO\x1b[0m started", "not JSON", ""),
        ('["a", "list"]', "not JSON", ""),
        (with_(stack="x" * 17_000), "too long", ""),
    ],
)
def test_what_breaks_the_contract_is_found(text: str, rule: str, field: str) -> None:
    """One thing is wrong with each of them, and it is named."""
    assert (rule, field) in kinds(judged(text))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (with_(symbol=None, side=None), "sparse"),
        (with_(level="DEBUG"), "wrong level"),
        (with_(event="cache.cleared"), "new event"),
        (with_(colour="red"), "unknown field"),
        (with_().replace('"live"', "null"), "null"),
    ],
)
def test_what_no_panel_misses_is_a_note(text: str, rule: str) -> None:
    """Worth knowing, said once, and no reason to fail."""
    assert rule in [finding.rule for finding in judged(text, text)]
    assert kinds(judged(text)) == []
    assert judged(text, text) == judged(text)


def test_an_id_may_be_a_number() -> None:
    """Databases count."""
    assert judged(with_(user_id=41873, order_id=28457712345)) == []


def test_the_line_is_named_and_what_to_do() -> None:
    """A person finds it and mends it."""
    found = judged(with_(), with_(level="WARNING"), with_(time="x", timestamp=None))

    assert [str(finding) for finding in found] == [
        "line 2: level: is 'WARNING': write WARN",
        "line 3: timestamp: is missing: rename time",
        "line 3: note: time: is not in the contract; is it timestamp?",
    ]


def test_a_trace_outside_of_json_is_a_note_and_said_once() -> None:
    """The shippers join it; its text is still searched for secrets."""
    trace = ["Traceback (most recent call last):", '  File "a.py", line 1', "ValueError: no candles"]
    panic = ["thread 'main' panicked at src/a.rs:1:2:", "any text", "note: run with", "stack backtrace:", "   0: x"]
    node = ["TypeError: x", "    at f (a.js:1:2) {", "  code: 'E'", "}"]
    found = judged(with_(), *trace, with_(), *panic, with_(), *node, with_())

    assert [(finding.rule, finding.line, finding.note) for finding in found] == [
        ("trace", 2, True),
        ("trace", 6, True),
        ("trace", 12, True),
    ]
    assert kinds(judged(*trace[:2], "ValueError: mongodb://bot:hunter2@mongodb:27017")) == [("secret", "")]


def test_json_may_come_between_the_lines_of_a_trace() -> None:
    """Docker keeps both outputs in one file."""
    assert kinds(judged("Traceback (most recent call last):", with_(), '  File "a.py"', with_(), "oops.Odd: x")) == []


def test_a_value_that_is_a_secret_is_not_shown() -> None:
    """Also where it is wrong for another reason."""
    found = judged(with_(user_id="bob@example.com", error_code="sk-proj-abcdefghijklmnopqrstuv"), "to bob@example.com")

    assert len(found) == 6
    assert not [one for one in found if "bob" in str(one) or "proj" in str(one)]


def test_plain_text_after_a_trace_is_no_trace() -> None:
    """Only what looks like one belongs to it."""
    assert kinds(judged("ValueError: x", "    at f", "Listening on 8080")) == [("not JSON", "")]


def test_a_field_that_grows_without_end_is_found_once() -> None:
    """Even where each of its values is right; an id may differ on every line."""
    many = [with_(strategy=f"s{n}", user_id=f"u-{n}") for n in range(50)]

    assert kinds(judged(*many)) == [("unbounded", "strategy")]
    assert judged(*many)[0].line == 11


def test_a_note_about_a_field_is_said_once() -> None:
    """A thousand lines have the same unknown field."""
    assert len(judged(*[with_(colour="red")] * 1000)) == 1


def test_names_that_are_ids_do_not_fill_the_memory() -> None:
    """Nor the terminal; a strange name is quoted and shortened, a secret one not shown."""
    found = judged(*[with_(**{f"user {n}": 1}) for n in range(1000)], with_(**{"bob@example.com": 1}))

    assert sum(one.note for one in found) == MOST_NAMES
    assert found[0].field == "'user 0'"
    assert "bob" not in str(found)


def test_the_log_of_another_service_is_noticed() -> None:
    """Somebody took the wrong file."""
    assert kinds(judged(with_(), service="python-ai-service")) == [("wrong service", "service")]


@given(st.lists(st.binary(max_size=200), max_size=5))
def test_no_bytes_are_too_strange(raw: list[bytes]) -> None:
    """Whatever is in a file, each line is judged."""
    list(Judge().judge(lines(raw)))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*FIELDS, "password", "other"]) | st.text(max_size=10), VALUES, max_size=8))
def test_no_object_is_too_strange(found: Json) -> None:
    """Any value in any field is judged."""
    judged(json.dumps(found))


def test_no_number_is_too_large() -> None:
    """Nor too deep a nest."""
    assert judged(f'{{"status": {"9" * 400}}}', f'{{"status": {"9" * 5000}}}', "[" * 100_000, '{"a":' * 100_000)


def test_the_formatter_of_the_handbook_keeps_the_contract(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever copies it has lines that pass, traces included."""
    page = (root / "docs/logs.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {"logging": logging, "json": json, "datetime": datetime, "UTC": UTC}
    exec(page.split("```python\n")[1].split("```")[0], names)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(names["JsonLines"]())
    log = logging.Logger("ai.analysis")  # noqa: LOG001 - one that nobody else has
    log.addHandler(handler)
    log.warning("fell back", extra={"fields": {"event": "openai.fell_back", "model": "gpt-4o", "reason": "timeout"}})
    try:
        int("no candles")
    except ValueError:
        log.critical("crashed", exc_info=True, extra={"fields": {"event": "service.crashed", "error_code": "value"}})

    written = capsys.readouterr().out.splitlines()
    assert len(written) == 2
    assert judged(*written, service="python-ai-service") == []
