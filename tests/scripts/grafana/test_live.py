"""A dashboard as Grafana gives it, by either API."""

from typing import Any

import pytest

from scripts.grafana.live import from_legacy, from_object
from scripts.grafana.marks import TAG


def item(notes: dict[str, str] | None = None, **spec: Any) -> dict[str, Any]:  # noqa: ANN401 - any key of a dashboard
    """Make an object of the k8s API with these short annotations."""
    annotations = {f"grafana.app/{name}": value for name, value in (notes or {}).items()}
    metadata = {"name": "a", "generation": 3, "resourceVersion": "1795475508326004", "annotations": annotations}
    return {"metadata": metadata, "spec": {"title": "A", **spec}}


OURS = {"managedBy": "kubectl", "managerId": "dash", "sourceChecksum": "c0ffee", "message": "dash sha256:c0ffee"}


def test_identity_is_no_content() -> None:
    """id, uid and version are kept outside the spec; the raw object keeps everything."""
    raw = item(id=None, uid="a", version=3, tags=["x", TAG])

    live = from_object(raw)

    assert live.spec == {"title": "A", "tags": ["x"]}
    assert live.tagged
    assert live.raw is raw
    assert raw["spec"]["tags"] == ["x", TAG]


def test_our_mark_is_known() -> None:
    """By the annotations, with the checksum of the last push."""
    live = from_object(item({**OURS, "folder": "team"}))

    assert (live.marked, live.manager, live.checksum, live.message_checksum) == (True, "", "c0ffee", "c0ffee")
    assert (live.folder, live.version, live.legacy) == ("team", 3, False)


@pytest.mark.parametrize(
    ("notes", "manager"),
    [
        ({"managedBy": "terraform", "managerId": "x"}, "Terraform (x)"),
        ({"managedBy": "repo", "managerId": "x"}, "Git Sync (x)"),
        ({"managedBy": "kubectl", "managerId": "gcx"}, "another tool (gcx)"),
        ({"managedBy": "classic-file-provisioning", "managerId": "p"}, "a provisioning file"),
        ({"managedBy": "terraform"}, ""),
        ({"managedBy": "something", "managerId": "x"}, ""),
        ({}, ""),
    ],
)
def test_another_manager_is_named_as_grafana_would(notes: dict[str, str], manager: str) -> None:
    """Unknown kinds and managers without a name count as nobody, as they do in Grafana."""
    assert from_object(item(notes)).manager == manager


def test_a_tag_is_our_mark_unless_somebody_else_manages_it() -> None:
    """Where annotations do not survive; Terraform's copy of a tagged dashboard is Terraform's."""
    assert from_object(item(tags=[TAG])).marked
    assert not from_object(item({"managedBy": "terraform", "managerId": "x"}, tags=[TAG])).marked


def test_a_broken_conversion_is_named() -> None:
    """12.3 cannot show v2 dashboards in the classic model."""
    raw = item() | {"status": {"conversion": {"failed": True, "error": "not yet", "storedVersion": "v2beta1"}}}

    assert (from_object(raw).broken, from_object(raw).dynamic) == ("not yet", True)


def test_legacy_storage_counts_from_one() -> None:
    """Its resourceVersion is the version number."""
    raw = item()
    raw["metadata"]["resourceVersion"] = "3"

    assert from_object(raw).legacy


@pytest.mark.parametrize(
    ("meta", "provisioned"),
    [({}, False), ({"provisioned": True}, True), ({"provisionedExternalId": "a.json"}, True)],
)
def test_the_old_api_is_understood(meta: dict[str, Any], provisioned: bool) -> None:  # noqa: FBT001 - a column of the table
    """Version, folder and file provisioning come from `meta`."""
    answer = {"meta": {"version": 4, "folderUid": "f", **meta}, "dashboard": {"uid": "a", "id": 1, "title": "A"}}

    live = from_legacy(answer)

    assert (live.uid, live.version, live.folder, live.spec) == ("a", 4, "f", {"title": "A"})
    assert (live.legacy, live.provisioned) == (True, provisioned)


@pytest.mark.parametrize("spec", [{"tags": None}, {"tags": "x"}, {"tags": [1]}, {}])
def test_odd_tags_are_left_alone(spec: dict[str, Any]) -> None:
    """Whatever stands there is content."""
    assert from_object({"metadata": {"name": "a"}, "spec": spec}).spec == spec
