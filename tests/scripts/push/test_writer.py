"""One dashboard at a time: late grants, unknown storage, copies, and what a killed push left open."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.workshop import FOLDER, Workshop, board, workshop

from scripts import journal, settings, sources, survey
from scripts.errors import UnexpectedAnswer
from scripts.grafana import Client, capabilities, dashboards
from scripts.grafana.failures import NotPermitted
from scripts.grafana.marks import TAG
from scripts.push import plan
from scripts.push.model import Result
from scripts.push.writer import Writer


class Bench:
    """A writer over a Grafana, with its pauses noted instead of made."""

    def __init__(self, shop: Workshop, *, legacy: bool | None, new_folder: bool = False) -> None:
        """Plan a push of everything."""
        configured = settings.load(shop.root)
        environment = configured.environment("t")
        self.client = Client(environment, read_only=False)
        can = capabilities.discover(self.client)
        seen = survey.survey(self.client, can, sources.load(configured))
        self.steps = {step.uid: step for step in plan.make(seen, environment, plan.Choices()).writes}
        self.pauses: list[float] = []
        self.writer = Writer(
            self.client,
            can,
            journal.begin(shop.root, environment, can.namespace),
            legacy=legacy,
            new_folder=new_folder,
            pause=self.pauses.append,
        )

    def write(self, uid: str) -> Result:
        """Write one dashboard."""
        with self.client:
            return self.writer.write(self.steps[uid])


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    """Be a project with a Grafana that has our folder."""
    with workshop(tmp_path / "project") as made:
        made.grafana.add_folder(FOLDER)
        yield made


def refusing(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let the server refuse the first creations with 403, as long as a grant is not known everywhere."""
    creating, left = dashboards.create, [times]

    def create(*arguments: object) -> None:
        if left[0]:
            left[0] -= 1
            raise NotPermitted("403 not yet")
        creating(*arguments)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(dashboards, "create", create)


def test_late_grants_of_a_new_folder_are_waited_for(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 403 right after we made the folder is tried again, with growing pauses."""
    refusing(monkeypatch, 2)
    bench = Bench(shop, legacy=False, new_folder=True)

    assert bench.write("a").state == "done"
    assert bench.pauses == [1.0, 3.0]


def test_a_403_in_an_old_folder_is_final(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a permission that will not come; the journal says refused."""
    refusing(monkeypatch, 1)
    bench = Bench(shop, legacy=False)

    result = bench.write("a")

    assert (result.state, bench.pauses) == ("failed", [])
    assert isinstance(result.error, NotPermitted)
    assert shop.outcomes == {"a": "refused"}


@pytest.mark.parametrize("mode", ["legacy", "v12.3"])
def test_a_storage_that_turns_out_to_drop_annotations_gets_the_tag(tmp_path: Path, mode: str) -> None:
    """Nobody knew the storage: the mark is missing after the first write, so the tag is added; undo still deletes."""
    with workshop(tmp_path / "project", mode) as shop:
        shop.grafana.add_folder(FOLDER)

        assert Bench(shop, legacy=None).write("a").state == "done"

        assert shop.grafana.spec("a")["tags"] == [TAG]
        assert [(entry.action, entry.outcome) for entry in shop.pushes[0].entries] == [("create", "done")]
        assert shop.undo().code == 0
        assert shop.titles == {}


def test_a_mark_that_cannot_be_set_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dashboard is written, but the next push will not know it for ours."""
    with workshop(tmp_path / "project", "legacy") as shop:
        shop.grafana.add_folder(FOLDER)

        def update(*_: object) -> None:
            raise UnexpectedAnswer("500 full")

        monkeypatch.setattr(dashboards, "update", update)
        result = Bench(shop, legacy=None).write("a")

        assert (result.state, result.why) == ("done", "it is without our mark: 500 full")


GRID = {"kind": "GridLayout", "spec": {"items": []}}
TABS = {
    "title": "Tabs",
    "cursorSync": "Off",
    "preload": False,
    "editable": True,
    "links": [],
    "tags": [],
    "annotations": [],
    "variables": [],
    "timeSettings": {"from": "now-6h", "to": "now", "autoRefresh": "", "autoRefreshIntervals": []},
    "elements": {},
    "layout": {
        "kind": "TabsLayout",
        "spec": {"tabs": [{"kind": "TabsLayoutTab", "spec": {"title": "Tab", "layout": GRID}}]},
    },
}


def test_a_v2_dashboard_is_copied_and_put_back_as_it_was(shop: Workshop) -> None:
    """The classic model has no tabs: the copy in the journal is the v2 object itself."""
    shop.push()
    shop.grafana.add_dashboard("a", TABS, folder=FOLDER, version="v2beta1")

    assert shop.push().code == 4
    assert shop.push("--ours", "a").code == 0
    assert "layout" not in shop.grafana.spec("a")
    assert shop.undo().code == 0

    assert shop.grafana.spec("a")["layout"]["kind"] == "TabsLayout"
    assert shop.grafana.state.dashboards["a"].now.version == "v2beta1"


def left_open(shop: Workshop, *, written: bool) -> None:
    """Leave a journal behind as a killed push does: the intention is there, the outcome is not."""
    configured = settings.load(shop.root)
    shop.push()
    shop.code("a", board("A2"))
    bench = Bench(shop, legacy=False)
    step = bench.steps["a"]
    if written:
        bench.write("a")
    else:
        recorder = journal.begin(configured.root, configured.environment("t"), "default")
        assert step.live is not None
        from scripts.push.copies import copied

        with bench.client:
            copy = copied(bench.client, capabilities.discover(bench.client), step.live, ours=True)
        recorder.intend("a", "A2", "update", wanted=step.wanted, folder=FOLDER, before=copy.document)
    log = shop.pushes[-1].path / "log.jsonl"
    log.write_text("".join(line for line in log.read_text().splitlines(keepends=True) if '"outcome"' not in line))


@pytest.mark.parametrize(("written", "word", "outcome"), [(True, "was written", "done"), (False, "was not", "refused")])
def test_the_next_push_settles_what_a_killed_one_left_open(
    shop: Workshop, word: str, outcome: str, *, written: bool
) -> None:
    """What Grafana has tells whether it was written; the journal is completed, and it is said."""
    left_open(shop, written=written)
    open_push = shop.pushes[-1].header.id
    shop.code("b", board("B2"))

    said = shop.push()

    assert f"push {open_push} is not finished: a {word}" in said.out
    settled = next(push for push in shop.pushes if push.header.id == open_push)
    assert [entry.outcome for entry in settled.entries] == [outcome]
    assert shop.titles == {"a": "A2", "b": "B2"}


def test_what_cannot_be_settled_stays_open(shop: Workshop) -> None:
    """Somebody edited it since: nobody can tell, and nothing is made up."""
    left_open(shop, written=True)
    shop.edit("a")
    shop.code("b", board("B2"))

    said = shop.push()

    assert "a is not known" in said.out
    assert any(entry.outcome == "unknown" for push in shop.pushes for entry in push.entries)


@pytest.mark.parametrize(
    ("meanwhile", "words"),
    [
        (lambda shop: shop.edit("a"), "somebody saved right after this push"),
        (lambda shop: shop.grafana.spec("a").update(title="Rewritten"), "Grafana stored it otherwise than it was sent"),
    ],
)
def test_what_is_read_back_is_compared(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Workshop], None], words: str
) -> None:
    """The server said yes, but has something else: told, exit 4, and the journal says that we wrote."""
    creating = dashboards.create

    def create(client: Client, can: object, uid: str, *rest: object) -> None:
        creating(client, can, uid, *rest)  # type: ignore[arg-type]  # passed through
        if uid == "a":
            meanwhile(shop)
            shop.grafana.state.dashboards["a"].now.rendered.clear()

    monkeypatch.setattr(dashboards, "create", create)

    said = shop.push()

    assert said.code == 4
    assert words in said.out
    assert shop.outcomes == {"a": "done", "b": "done"}
