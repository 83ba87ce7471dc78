"""No command that only reads, and no dry run, can change anything: the proof."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.loopback import Reply, sequence, serving
from support.workshop import Workshop, board, workshop

from scripts.errors import DashError
from scripts.grafana import Client
from scripts.grafana.failures import ReadOnlyViolation
from scripts.grafana.readonly import allowed
from scripts.grafana.transport import Transport
from scripts.settings import Environment

WRITERS = {
    "scripts/connecting.py",
    "scripts/pushing.py",
    "scripts/restore/place.py",
    "scripts/restoring.py",
    "scripts/undoing.py",
    "scripts/unrestoring.py",
}
"""The modules that may open a client that writes; whoever adds one says so here."""

LIBRARIES = {"requests", "urllib3", "http.client", "urllib.request", "aiohttp", "httpx", "websockets"}
KNOWS = ("scripts.grafana", "scripts.settings", "scripts.connecting")
"""What tells where a Grafana is and how to get in."""


@given(st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "get", "QUERY"]), st.text(max_size=40))
def test_only_reading_is_allowed(method: str, path: str) -> None:
    """Everything but GET and the query endpoint is refused, whatever the path."""
    assert not allowed(method, f"/api/{path}") or (method, path) == ("POST", "ds/query")


@pytest.mark.parametrize("path", ["/api/ds/query/", "/api/ds/query/x", "/x/api/ds/query", "/api/ds/../ds/query"])
def test_the_query_endpoint_is_exactly_one(path: str) -> None:
    """Nothing that only looks like it."""
    assert allowed("POST", "/api/ds/query")
    assert not allowed("POST", path)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["", "/grafana"])
def test_a_reading_client_sends_no_write(method: str, path: str) -> None:
    """Neither through the client nor through its session: the server never sees it."""
    with serving(sequence(Reply(body={}))) as server:
        url = server.url + path
        with Client(Environment(name="t", url=url)) as client:
            with pytest.raises(ReadOnlyViolation):
                client.write(method, "/api/folders", {})
            with pytest.raises(ReadOnlyViolation):
                client._transport._session.request(method, f"{url}/api/folders")  # noqa: SLF001 - below the client
            client.query({})

    assert [request.path for request in server.requests] == [f"{path}/api/ds/query"]


def test_a_redirected_query_is_not_followed() -> None:
    """A server cannot send a query on to another path."""
    redirect = Reply(status=307, headers={"Location": "/api/folders"})
    with (
        serving(sequence(redirect)) as server,
        Client(Environment(name="t", url=server.url)) as client,
        pytest.raises(DashError, match="sent to"),
    ):
        client.query({})

    assert len(server.requests) == 1


def imports(path: Path) -> set[str]:
    """List what a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_there_is_no_other_way_to_grafana(root: Path) -> None:
    """In scripts/grafana only the transport sends; whoever else speaks HTTP knows no environment to send it to."""
    modules = {str(path.relative_to(root)): imports(path) for path in (root / "scripts").rglob("*.py")}
    users = {name: names for name, names in modules.items() if any(one.startswith(tuple(LIBRARIES)) for one in names)}
    ours = {name for name in users if name.startswith("scripts/grafana/")}
    others = {name: names for name, names in users.items() if name not in ours}

    assert ours == {"scripts/grafana/readonly.py", "scripts/grafana/transport.py"}
    assert [name for name, names in others.items() if any(one.startswith(KNOWS) for one in names)] == []


def test_only_the_named_modules_open_a_client_that_writes(root: Path) -> None:
    """`writing=True` and `read_only=False` stand nowhere else."""
    found = set()
    for path in (root / "scripts").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg in ("writing", "read_only"):
                value = node.value
                reads = isinstance(value, ast.Constant) and value.value == (node.arg == "read_only")
                if not reads:
                    found.add(str(path.relative_to(root)))

    assert found - {"scripts/grafana/client.py"} <= WRITERS


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    """Be a project with something to update, to create, to delete, and somebody's edit."""
    with workshop(tmp_path / "project") as made:
        made.code("c", board("C"))
        made.push()
        made.edit("b")
        made.code("a", board("A2"))
        made.code("c", None)
        made.code("d", board("D"))
        made.grafana.forget()
        yield made


@pytest.mark.parametrize(
    "arguments",
    [
        ("push", "--dry-run"),
        ("push", "--dry-run", "--prune", "--yes", "--ours", "b", "--all-or-nothing", "--annotate", "--smoke"),
        ("undo", "--dry-run", "--yes"),
        ("history",),
        ("doctor",),
        ("diff",),
        ("smoke",),
    ],
    ids=" ".join,
)
def test_no_reading_command_and_no_dry_run_writes(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """The command does its work, every transport it opens is read-only, and the server sees no write."""
    opened: list[bool] = []
    opening = Transport.__init__

    def note(self: Transport, *given: object, read_only: bool) -> None:
        opened.append(read_only)
        opening(self, *given, read_only=read_only)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(Transport, "__init__", note)

    said = shop.dash(*arguments, "--env", "t")

    assert said.code in (0, 1, 4), said
    assert all(opened)
    assert shop.grafana.writes == []


def test_in_sync_no_client_that_writes_is_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A push of nothing is a reading command."""
    with workshop(tmp_path / "project") as shop:
        shop.push()
        monkeypatch.setattr("scripts.pushing.connect", reading_only)

        assert shop.push().last == "2 in sync"


def reading_only(environment: Environment, *, writing: bool = False) -> Client:
    """Open a client, but none that writes."""
    assert not writing
    return Client(environment)
