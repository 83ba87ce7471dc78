"""What a restore would break is found before it is tried."""

from support.backups.made import ORG

from scripts.backup.model import Saved
from scripts.backup.needs import Needs
from scripts.jsonvalue import Json


def saved(kind: str, name: str, body: Json) -> Saved:
    """Make an object of a kind."""
    return Saved(kind=kind, org=ORG, name=name, title=name.title(), body=body)


def folder(name: str, parent: str = "") -> Saved:
    """Make a folder."""
    notes = {"grafana.app/folder": parent} if parent else {}
    return saved("folders", name, {"metadata": {"name": name, "annotations": notes}, "spec": {"title": name}})


def dashboard(name: str, spec: Json, parent: str = "", version: str = "v1beta1") -> Saved:
    """Make a dashboard."""
    notes = {"grafana.app/folder": parent} if parent else {}
    return saved("dashboards", name, {"apiVersion": version, "metadata": {"annotations": notes}, "spec": spec})


def unmet(*objects: Saved) -> list[str]:
    """Look at all of them."""
    needs = Needs()
    for one in objects:
        needs.see(one)
    return list(needs.unmet())


def test_a_whole_backup_lacks_nothing() -> None:
    """Folders, data sources and library panels that are in it are found, variables and built-in ones are no needs."""
    panel: Json = {"type": "stat", "title": "P", "datasource": {"type": "prometheus", "uid": "prom"}, "targets": []}
    spec: Json = {
        "panels": [panel, {**panel, "datasource": {"uid": "-- Grafana --"}}, {"libraryPanel": {"uid": "lib"}}]
    }
    library = saved("library-panels", "lib", {"folderUid": "a", "model": panel})

    assert (
        unmet(folder("a"), folder("b", "a"), saved("data-sources", "prom", {}), library, dashboard("d", spec, "b"))
        == []
    )


def test_what_a_dashboard_lacks_is_named() -> None:
    """In the classic model and in v2."""
    panel: Json = {"type": "stat", "title": "P", "datasource": {"type": "prometheus", "uid": "gone"}, "targets": []}
    query: Json = {"kind": "DataQuery", "datasource": {"name": "gone"}}
    v2: Json = {
        "elements": {
            "1": {"kind": "Panel", "spec": {"data": {"spec": {"queries": [{"spec": {"query": query}}]}}}},
            "2": {"kind": "LibraryPanel", "spec": {"libraryPanel": {"uid": "lost"}}},
            "3": {"spec": {"datasource": {"name": "${ds}"}}},
        }
    }

    assert unmet(dashboard("a", {"panels": [panel]}, "nowhere"), dashboard("b", v2, version="v2beta1")) == [
        "dashboard a (A) and 1 more needs data source gone, which is not in the backup",
        "dashboard a (A) needs folder nowhere, which is not in the backup",
        "dashboard b (B) needs library panel lost, which is not in the backup",
    ]


def test_alerting_needs_its_receivers_timings_and_sources() -> None:
    """Rules and policies, nested ones too."""
    rule: Json = {
        "uid": "r",
        "data": [{"datasourceUid": "prom"}, {"datasourceUid": "__expr__"}],
        "notification_settings": {"receiver": "ops", "mute_time_intervals": ["night"]},
    }
    tree: Json = {
        "receiver": "ops",
        "routes": [{"receiver": "pager", "routes": [{"mute_time_intervals": ["weekend"]}]}],
    }
    found = unmet(
        folder("f"),
        saved("rule-groups", "f/g", {"folderUid": "f", "rules": [rule]}),
        saved("rule-groups", "f/h", {"folderUid": "f", "rules": [{"uid": "r"}]}),
        saved("notification-policies", "tree", tree),
        saved("contact-points", "ops", {}),
    )

    assert found == [
        "notification policy tree tree (Tree) needs contact point pager, which is not in the backup",
        "rule group f/g (F/G) needs data source prom, which is not in the backup",
        "rule group f/g (F/G) needs mute timing night, which is not in the backup",
        "notification policy tree tree (Tree) needs mute timing weekend, which is not in the backup",
        "rule r is in 2 groups: rule group f/g (F/G), rule group f/h (F/H); a Grafana has each uid once",
    ]


def test_folders_in_a_circle_and_shared_uids_are_named() -> None:
    """Each circle once."""
    found = unmet(folder("a", "b"), folder("b", "c"), folder("c", "a"), folder("x"), dashboard("x", {}))

    assert found == [
        "folders lie in each other in a circle: a in b in c in a",
        "x is a folder and a dashboard; a Grafana on legacy storage takes only one of them",
    ]


def test_a_backup_of_some_kinds_is_not_blamed_for_the_others() -> None:
    """With --only dashboards nothing is known of folders."""
    needs = Needs()
    needs.see(dashboard("d", {}, "f"))

    assert list(needs.unmet(whole=False)) == []


def test_a_version_belongs_to_its_dashboard() -> None:
    """Under whose uid and its own number it is saved."""
    version = saved("dashboard-versions", "d/12", {"uid": "d", "spec": {"title": "D"}})

    assert unmet(dashboard("d", {}), version) == []
    assert unmet(version) == ["version of a dashboard d/12 (D/12) needs dashboard d, which is not in the backup"]
