"""Parting an answer of Grafana into what lasts and what does not: pure, the same again, and deaf to order."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.backup.kinds import annotations, contactpoints, datasources, folders, permissions, silences
from scripts.backup.kinds.dashboards import saved as dashboard
from scripts.grafana.marks import PREFIX
from scripts.jsonvalue import Json

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(contactpoints.REDACTED)


def made(inner: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """Make JSON objects of such values."""
    return st.dictionaries(st.text(max_size=6), inner, max_size=3)


DOCUMENTS = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | made(inner), max_leaves=12)
HOLDERS = st.one_of(
    st.fixed_dictionaries({"role": st.sampled_from(["Viewer", "Editor", "Admin"])}),
    st.fixed_dictionaries({"teamId": st.integers(1, 9), "team": st.text(min_size=1, max_size=5)}),
    st.fixed_dictionaries({"userId": st.integers(1, 9), "userLogin": st.text(min_size=1, max_size=5)}),
    st.fixed_dictionaries({"userId": st.integers(1, 9), "userLogin": st.just("sa-1-ci")}),
)
ROWS = st.lists(st.tuples(HOLDERS, st.sampled_from([1, 2, 4])).map(lambda pair: {**pair[0], "permission": pair[1]}))


@given(made(DOCUMENTS))
@settings(max_examples=100, deadline=None)
def test_no_place_of_a_secret_stays_in_settings(document: Json) -> None:
    """However deep it is; and what has none stays as it is."""
    kept, secrets = contactpoints.without_secrets(document)

    assert contactpoints.REDACTED not in json.dumps(kept)
    assert contactpoints.without_secrets(kept) == (kept, [])
    assert len(secrets) == json.dumps(document).count(json.dumps(contactpoints.REDACTED))


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_permissions_are_a_set(rows: list[Json], dice: random.Random) -> None:
    """Any order gives the same body, and no number of this server is in it."""
    shuffled = dice.sample(rows, len(rows))

    one = permissions.saved(permissions.OF_FOLDERS, "o", "f", rows)

    assert permissions.saved(permissions.OF_FOLDERS, "o", "f", shuffled) == one
    assert not [row for row in one.body["items"] if {"userId", "teamId"} & set(row)]
    assert {"serviceAccount": "ci"} in [
        {key: value for key, value in row.items() if key != "permission"} for row in one.body["items"]
    ] or not any(row.get("userLogin") == "sa-1-ci" for row in rows)


@given(made(DOCUMENTS), st.sampled_from(["v0alpha1", "v1beta1", "v2beta1"]))
@settings(max_examples=60, deadline=None)
def test_parting_a_dashboard_again_changes_nothing(spec: Json, version: str) -> None:
    """The body, taken for an answer, has the same body."""
    item: Json = {
        "metadata": {
            "name": "a",
            "resourceVersion": "7",
            "annotations": {PREFIX + "folder": "f", PREFIX + "createdBy": "user:1", PREFIX + "message": "m"},
            "labels": {PREFIX + "deprecatedInternalID": "1"},
        },
        "spec": {**spec, "id": 3},
    }

    one = dashboard("o", version, item)

    assert dashboard("o", version, one.body).body == one.body
    assert one.body["metadata"] == {"name": "a", "annotations": {PREFIX + "folder": "f", PREFIX + "message": "m"}}
    assert one.aside["resourceVersion"] == "7"


def test_a_folder_says_the_same_with_and_without_what_is_empty() -> None:
    """No description is an empty one; empty annotations are none."""
    bare: Json = {"metadata": {"name": "a"}, "spec": {"title": "A"}}
    full: Json = {
        "metadata": {"name": "a", "annotations": {}, "labels": {}, "uid": "u"},
        "spec": {"title": "A", "description": ""},
        "status": {},
    }

    assert folders.saved("o", bare).body == folders.saved("o", full).body == folders.saved("o", bare).body


def test_numbers_of_the_server_are_no_difference() -> None:
    """Two servers have the same data source, silence and annotation under other numbers and in another order."""
    source: Json = {"uid": "p", "name": "P", "type": "prometheus", "access": "proxy", "jsonData": {}}
    assert datasources.saved("o", {**source, "id": 1, "orgId": 1, "version": 3}).body == source
    quiet: Json = {"comment": "c", "createdBy": "x", "endsAt": "2026-12-03T00:00:00.000Z"}
    pair = [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}]
    first = silences.saved("o", {**quiet, "id": "1", "startsAt": "2026-11-01T00:00:00.000Z", "matchers": pair})
    second = silences.saved("o", {**quiet, "id": "2", "startsAt": "2026-11-02T00:00:00.000Z", "matchers": pair[::-1]})
    assert first.name == second.name
    marks: list[Json] = [{"id": 1, "time": 5, "text": "b"}, {"id": 2, "time": 5, "text": "a", "tags": []}]
    assert annotations.saved("o", "d", marks).body == annotations.saved("o", "d", marks[::-1]).body
