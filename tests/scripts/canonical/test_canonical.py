"""Is the canonical form what Grafana 12.4 saves, and is nothing lost that a person can see?"""

import copy
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.edits import EDITS, edited
from support.noise import disturbed, rewritten
from support.strategies import DASHBOARDS

from scripts.canonical import canonical, comparable, digest, text
from scripts.jsonvalue import Json

RANDOM = st.randoms(use_true_random=False)


@pytest.fixture
def browser() -> Json:
    """Read what the SDK wrote and what a save in the browser of Grafana 12.4 stored."""
    return recording("browser")


def recording(name: str) -> Json:
    """Read a recording of a real Grafana."""
    path = Path(__file__).parents[2] / "recordings/ui-save" / f"{name}.json"
    document: Json = json.loads(path.read_text(encoding="utf-8"))
    if name == "browser":
        document["stored"] = document["stored"]["spec"]
        document["legacy"] = document["legacy_get"]["dashboard"]
    return document


@cache
def boards() -> list[tuple[Json, Json]]:
    """Read our built dashboards and a recorded one, each with its comparable form."""
    folder = Path(__file__).parents[3] / "provisioning/grafana/dashboards"
    ours = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [(spec, comparable(spec)) for spec in (*ours, canonical(recording("browser")["pushed"]))]


def test_canonical_is_what_the_browser_saves_to_the_last_key(browser: Json) -> None:
    """What the SDK wrote becomes exactly what Grafana stored when a browser saved it unchanged."""
    made = canonical(browser["pushed"])
    assert made.pop("uid") == browser["pushed"]["uid"]
    assert made == browser["stored"]
    assert text(made) == text(browser["stored"])


def test_what_the_browser_saved_is_canonical_already(browser: Json) -> None:
    """A saved dashboard keeps its form: the next push of it would write the same."""
    assert canonical(browser["stored"]) == browser["stored"]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("browser", "pushed", "stored"),
        ("browser", "pushed", "legacy"),
        ("server-v1beta1", "sent", "stored"),
    ],
)
def test_a_save_without_a_change_shows_no_difference(name: str, before: str, after: str) -> None:
    """Neither a save in the browser nor the server's own migration is seen in the comparable form."""
    pair = recording(name)
    assert comparable(pair[before]) == comparable(pair[after])
    assert digest(pair[before]) == digest(pair[after])


def test_keys_are_sorted_and_the_text_ends_with_a_newline(browser: Json) -> None:
    """The text of a file depends on the content alone."""
    made = canonical(browser["pushed"])
    assert json.dumps(made) == json.dumps(made, sort_keys=True)
    assert text(made).endswith("}\n")
    assert "é" in text({"title": "é"})


def test_a_number_that_json_cannot_hold_never_reaches_a_file() -> None:
    """NaN is refused, and the canonical form has none."""
    with pytest.raises(ValueError, match="JSON"):
        text({"refresh": float("nan")})
    assert "description" not in canonical({"description": float("nan"), "panels": []})


@given(spec=DASHBOARDS)
def test_canonical_does_not_change_what_it_is_given(spec: Json) -> None:
    """The caller's document stays as it is."""
    before = copy.deepcopy(spec)
    canonical(spec)
    comparable(spec)
    assert spec == before


@given(spec=DASHBOARDS)
def test_canonical_of_canonical_is_the_same(spec: Json) -> None:
    """Bringing a dashboard into the form twice changes nothing more."""
    once = canonical(spec)
    assert canonical(once) == once
    assert text(canonical(once)) == text(once)


@given(spec=DASHBOARDS)
def test_comparable_sees_no_difference_to_the_canonical_form(spec: Json) -> None:
    """A dashboard and the file that is built from it are equal, and so is what is compared."""
    assert comparable(canonical(spec)) == comparable(spec)
    assert comparable(comparable(spec)) == comparable(spec)


@given(spec=DASHBOARDS, random=RANDOM)
def test_another_way_of_writing_shows_no_difference(spec: Json, random: Random) -> None:
    """Order of keys and panels, nulls, 2.0 for 2 and versions mean nothing."""
    spec = canonical(spec)
    assert comparable(rewritten(spec, random)) == comparable(spec)


@given(random=st.randoms(use_true_random=True))
def test_nothing_that_somebody_wrote_makes_it_fail(random: Random) -> None:
    """A live dashboard may hold anything at any place; it is brought into the form, once and for all."""
    spec = disturbed(random.choice(boards())[0], random)
    once = canonical(spec)
    assert canonical(once) == once
    assert comparable(comparable(spec)) == comparable(spec)


@given(spec=DASHBOARDS, random=RANDOM)
def test_no_edit_of_any_dashboard_is_lost(spec: Json, random: Random) -> None:
    """What a person can see to be changed changes the comparable form and the digest."""
    before = canonical(spec)
    name, after = edited(before, random)
    assert name
    assert comparable(after) != comparable(before), name
    assert digest(after) != digest(before)


@pytest.mark.parametrize("name", sorted(EDITS))
def test_no_edit_of_our_dashboards_is_lost(name: str) -> None:
    """Each kind of edit, at several places of each of our dashboards, is seen in both forms."""
    done = 0
    for number, (spec, before) in enumerate(boards()):
        for seed in range(3):
            found, after = edited(spec, Random(f"{number} {seed}"), name)
            if found:
                done += 1
                assert comparable(after) != before
    assert done


def test_our_dashboards_are_written_in_the_canonical_form() -> None:
    """The provisioning files stay as they are when they are brought into the form again."""
    assert all(canonical(spec) == spec for spec, _ in boards())


TIMED = """
import json, sys, time
from scripts.canonical import canonical
spec = json.load(sys.stdin)
def seconds():
    start = time.process_time()
    for _ in range(7):
        canonical(spec)
    return time.process_time() - start
print(min(seconds() for _ in range(5)))
"""


def test_a_hundred_milliseconds_are_enough_for_all_dashboards(browser: Json, root: Path) -> None:
    """Seven dashboards of 40 panels take less than 100 ms, best of five, in a process that nobody traces."""
    spec = browser["pushed"]
    panels = [one for one in spec["panels"] if one["type"] != "row"]
    places = [{"x": n % 2 * 12, "y": n // 2 * 8, "w": 12, "h": 8} for n in range(40)]
    spec["panels"] = [{**panels[n % len(panels)], "id": n + 1, "gridPos": place} for n, place in enumerate(places)]
    untraced = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "COVERAGE"))}
    line = [sys.executable, "-c", TIMED]
    done = subprocess.run(
        line, input=json.dumps(spec), cwd=root, text=True, capture_output=True, check=True, env=untraced
    )
    assert float(done.stdout) < 0.1
