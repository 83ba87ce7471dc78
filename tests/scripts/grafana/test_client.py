"""What the client repeats, what it does not, when it stops, and what it never shows."""

import base64
import re
import threading
from pathlib import Path

import pytest
from support.loopback import Reply, Request, Server, sequence, serving

from scripts.errors import AuthError, ConfigurationError, DashError, UnexpectedAnswer, Unreachable
from scripts.grafana import Client
from scripts.grafana.failures import NotPermitted, Refused, UnknownOutcome, VersionConflict
from scripts.settings import Credentials, Environment, Header, Timeout

OK = Reply(body={"fine": True})


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a token, a password and a secret header into the environment."""
    monkeypatch.setenv("TOKEN", "glsa_hush_hush")
    monkeypatch.setenv("PASSWORD", "hush-password")
    monkeypatch.setenv("EXTRA", "hush-extra")


def environment(server: Server, **changes: object) -> Environment:
    """Describe the server as an environment."""
    return Environment(name="test", url=server.url, **changes)  # type: ignore[arg-type]  # what a test changes is checked by running


def client(server: Server, *, writing: bool = False, waits: list[float] | None = None, **changes: object) -> Client:
    """Connect, and note the pauses instead of making them."""
    noted = waits if waits is not None else []
    return Client(environment(server, **changes), read_only=not writing, pause=noted.append)


def test_a_read_gives_the_json() -> None:
    """GET, one connection, the path and parameters as given."""
    with serving(sequence(OK)) as server, client(server) as grafana:
        assert grafana.get("/api/x", {"a": "b c"}) == {"fine": True}
        assert grafana.get("/api/y") == {"fine": True}

    assert [request.path for request in server.requests] == ["/api/x?a=b+c", "/api/y"]
    assert server.connections == 1


def test_the_base_url_may_have_a_path() -> None:
    """A Grafana below a path is read, and the read-only rule knows it."""
    with serving(sequence(Reply(body={"results": {}}))) as server:
        here = Environment(name="test", url=server.url + "/grafana")
        with Client(here) as grafana:
            grafana.get("/api/org")
            grafana.query({})

    assert [request.path for request in server.requests] == ["/grafana/api/org", "/grafana/api/ds/query"]


@pytest.mark.usefixtures("secrets")
def test_a_token_and_extra_headers_are_sent() -> None:
    """Authorization, the organisation and the headers of dash.toml reach the server."""
    with (
        serving(sequence(OK)) as server,
        client(
            server,
            credentials=Credentials(token_env="TOKEN"),
            org_id=3,
            headers={"X-Team": Header(value="ops"), "X-Extra": Header(env="EXTRA")},
        ) as grafana,
    ):
        grafana.get("/api/x")

    sent = server.requests[0].headers
    assert sent["Authorization"] == "Bearer glsa_hush_hush"
    assert (sent["X-Grafana-Org-Id"], sent["X-Team"], sent["X-Extra"]) == ("3", "ops", "hush-extra")


def test_a_password_of_any_characters_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Basic authentication in UTF-8."""
    monkeypatch.setenv("PASSWORD", "pä:ss")
    with (
        serving(sequence(OK)) as server,
        client(server, credentials=Credentials(user="ed", password_env="PASSWORD")) as grafana,
    ):
        grafana.get("/api/x")

    kind, _, pair = server.requests[0].headers["Authorization"].partition(" ")
    assert (kind, base64.b64decode(pair).decode()) == ("Basic", "ed:pä:ss")


@pytest.mark.usefixtures("secrets")
def test_netrc_does_not_replace_the_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ~/.netrc for the host is ignored."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login other password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with serving(sequence(OK)) as server:
        with client(server, credentials=Credentials(token_env="TOKEN")) as grafana:
            grafana.get("/api/x")
        with client(server) as grafana:
            grafana.get("/api/x")

    assert [request.headers.get("Authorization") for request in server.requests] == ["Bearer glsa_hush_hush", None]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_read_is_repeated_after_a_temporary_answer(status: int) -> None:
    """Two failures, then the answer; the pauses are short and grow at most to their bounds."""
    waits: list[float] = []
    bad = Reply(status=status, body="<html><title>busy</title></html>")
    with serving(sequence(bad, bad, OK)) as server, client(server, waits=waits) as grafana:
        assert grafana.get("/api/x") == {"fine": True}

    assert len(waits) == 2
    assert 0 <= waits[0] <= 0.2
    assert 0 <= waits[1] <= 0.4


def test_retry_after_is_honoured() -> None:
    """The server's own number of seconds is waited."""
    waits: list[float] = []
    with (
        serving(sequence(Reply(status=429, headers={"Retry-After": "7"}), OK)) as server,
        client(server, waits=waits) as grafana,
    ):
        grafana.get("/api/x")

    assert waits == [7.0]


def test_a_server_that_wants_a_long_pause_is_reported() -> None:
    """More than half a minute is not waited but said."""
    with (
        serving(sequence(Reply(status=429, body={"message": "slow down"}, headers={"Retry-After": "3600"}))) as server,
        client(server) as grafana,
        pytest.raises(Refused, match="429 slow down") as caught,
    ):
        grafana.get("/api/x")

    assert len(server.requests) == 1
    assert "workers" in caught.value.hint


def test_a_read_gives_up_after_four_attempts() -> None:
    """A server that stays bad ends in one line with exit 5."""
    page = Reply(status=502, body="<html><head><title>502 Bad Gateway</title></head>nginx</html>")
    with (
        serving(sequence(page)) as server,
        client(server) as grafana,
        pytest.raises(UnexpectedAnswer, match=r"test: GET /api/x: 502 \(a web page: 502 Bad Gateway\)") as caught,
    ):
        grafana.get("/api/x")

    assert len(server.requests) == 4
    assert caught.value.exit_code == 5


def test_a_cut_connection_is_read_again() -> None:
    """A reset before the answer is no failure of a read."""
    with serving(sequence(Reply(cut=True), OK)) as server, client(server) as grafana:
        assert grafana.get("/api/x") == {"fine": True}

    assert len(server.requests) == 2


def test_half_a_body_is_read_again() -> None:
    """A body shorter than it claims is not taken for the answer, even where it is valid JSON."""
    with serving(sequence(Reply(body={}, claimed=100), OK)) as server, client(server) as grafana:
        assert grafana.get("/api/x") == {"fine": True}

    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply(cut=True),
        Reply(body={}, claimed=100),
        Reply(body=b"{half"),
        Reply(body="<html>done?</html>"),
        Reply(status=500, body={"message": "database is locked"}),
        Reply(status=502),
        Reply(status=503, headers={"Retry-After": "1"}),
        Reply(status=302, headers={"Location": "https://elsewhere.example.com/x"}),
    ],
)
def test_a_write_without_a_useful_answer_is_sent_once_and_unknown(reply: Reply) -> None:
    """The caller must read back; the client does not repeat it by itself."""
    with (
        serving(sequence(reply)) as server,
        client(server, writing=True) as grafana,
        pytest.raises(UnknownOutcome) as caught,
    ):
        grafana.write("PUT", "/apis/x", {"a": 1})

    assert len(server.requests) == 1
    assert caught.value.exit_code == 5


def test_a_write_that_was_not_let_in_is_repeated() -> None:
    """429 means that nothing happened."""
    with (
        serving(sequence(Reply(status=429, headers={"Retry-After": "2"}), OK)) as server,
        client(server, writing=True) as grafana,
    ):
        assert grafana.write("POST", "/apis/x", {"a": "ü"}) == {"fine": True}

    assert [request.json() for request in server.requests] == [{"a": "ü"}] * 2


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (400, Refused, 5),
        (403, NotPermitted, 3),
        (409, VersionConflict, 4),
        (412, VersionConflict, 4),
        (413, Refused, 5),
        (422, Refused, 5),
    ],
)
def test_a_refusal_has_its_kind_and_exit_code(status: int, kind: type[Exception], code: int) -> None:
    """4xx answers tell that nothing was done, and each maps to the table of exit codes."""
    with (
        serving(sequence(Reply(status=status, body={"message": "no"}))) as server,
        client(server, writing=True) as grafana,
        pytest.raises(kind, match=f"test: PUT /apis/x: {status} no") as caught,
    ):
        grafana.write("PUT", "/apis/x", {})

    assert getattr(caught.value, "exit_code", None) == code
    assert len(server.requests) == 1


def test_nothing_is_found_only_where_grafana_says_so() -> None:
    """404 in JSON is an absence; 404 of another program is an error."""
    with (
        serving(sequence(Reply(status=404, body={"message": "Dashboard not found"}))) as server,
        client(server) as grafana,
    ):
        assert grafana.find("/api/dashboards/uid/x") is None
    with (
        serving(sequence(Reply(status=404, body="<html><title>404</title></html>"))) as server,
        client(server) as grafana,
        pytest.raises(UnexpectedAnswer, match="404") as caught,
    ):
        grafana.find("/api/dashboards/uid/x")

    assert caught.value.hint == "is the url right?"


@pytest.mark.usefixtures("secrets")
def test_the_first_401_stops_all_threads() -> None:
    """With eight workers and a hundred items a wrong password is tried once."""
    with (
        serving(sequence(Reply(status=401, body={"message": "Invalid username or password"}))) as server,
        client(server, credentials=Credentials(user="ed", password_env="PASSWORD"), workers=8) as grafana,
        pytest.raises(AuthError, match="401 Invalid username or password") as caught,
    ):
        list(grafana.parallel(lambda number: grafana.get(f"/api/{number}"), range(100)))

    assert len(server.requests) == 1
    assert caught.value.exit_code == 3
    assert "$PASSWORD" in caught.value.hint


def test_after_a_401_nothing_more_is_sent() -> None:
    """A token that is revoked in the middle ends the work, whatever else is asked."""
    replies = sequence(OK, Reply(status=401, body={"message": "revoked"}), OK)
    with serving(replies) as server, client(server, writing=True) as grafana:
        grafana.get("/api/x")
        for _ in range(3):
            with pytest.raises(AuthError, match="revoked"):
                grafana.write("POST", "/api/y", {})

    assert len(server.requests) == 2


def test_a_refused_organisation_points_at_org_id() -> None:
    """A token of another organisation is not called a wrong token."""
    with (
        serving(
            sequence(Reply(status=401, body={"message": "API key does not belong to the requested organization"}))
        ) as server,
        client(server) as grafana,
        pytest.raises(AuthError) as caught,
    ):
        grafana.get("/api/org")

    assert "org_id" in caught.value.hint


@pytest.mark.parametrize(
    ("reply", "code", "words"),
    [
        (Reply(body='<html><form><input type="password"></form></html>'), 3, "a login page instead of JSON"),
        (Reply(status=302, headers={"Location": "/login"}), 3, "sent to a login page"),
        (Reply(body="<html><title>Welcome</title></html>"), 5, "a web page instead of JSON"),
        (Reply(status=301, headers={"Location": "https://grafana.example.com/api"}), 5, "https://grafana.example.com"),
        (Reply(body=b"garbage"), 5, "something that is not JSON"),
        (Reply(body=b"[" * 100_000), 5, "something that is not JSON"),
    ],
)
def test_what_is_not_grafana_is_named_in_one_line(reply: Reply, code: int, words: str) -> None:
    """Login pages, other sites and nonsense: one line, the exit code, a hint."""
    with serving(sequence(reply)) as server, client(server) as grafana, pytest.raises(DashError) as caught:
        grafana.get("/api/x")

    assert caught.value.exit_code == code
    assert words in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_closed_port_is_named_at_once() -> None:
    """Nothing is repeated before the server was ever there."""
    waits: list[float] = []
    with serving(sequence(OK)) as server:
        url = server.url
    here = Environment(name="test", url=url)
    with Client(here, pause=waits.append) as grafana, pytest.raises(Unreachable, match="connection refused") as caught:
        grafana.get("/api/x")

    assert waits == []
    assert caught.value.exit_code == 5


def test_an_unknown_host_is_named() -> None:
    """A name that no server knows."""
    here = Environment(name="test", url="http://grafana.invalid")
    with Client(here) as grafana, pytest.raises(Unreachable, match=r"grafana.invalid: unknown host"):
        grafana.get("/api/x")


def test_a_slow_answer_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The read timeout of dash.toml holds, and the hint names it."""
    done = threading.Event()

    def answer(request: Request) -> Reply:
        del request
        done.wait(10)
        return OK

    monkeypatch.setattr("scripts.grafana.patience.ATTEMPTS", 1)
    with serving(answer) as server, client(server, timeout=Timeout(connect=1, read=0.05)) as grafana:
        with pytest.raises(UnexpectedAnswer, match="no answer in time") as caught:
            grafana.get("/api/x")
        done.set()

    assert "timeout" in caught.value.hint


def test_a_huge_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded whatever the server sends."""
    monkeypatch.setattr("scripts.grafana.transport.BIGGEST", 2**20)
    with (
        serving(sequence(Reply(body=b" " * 2**21))) as server,
        client(server) as grafana,
        pytest.raises(UnexpectedAnswer, match="bigger than 1 MiB"),
    ):
        grafana.get("/api/x")


@pytest.mark.usefixtures("secrets")
def test_secrets_are_in_no_error_trace_or_repr() -> None:
    """Even a server that echoes them does not get them printed."""
    trace: list[str] = []
    credentials = Credentials(token_env="TOKEN")
    echo = Reply(status=400, body={"message": "bad Bearer glsa_hush_hush with hush-extra"})
    with serving(sequence(echo)) as server:
        here = environment(server, credentials=credentials, headers={"X-Extra": Header(env="EXTRA")})
        with Client(here, trace=trace.append) as grafana:
            with pytest.raises(Refused) as caught:
                grafana.get("/api/x")
            shown = [repr(grafana), repr(caught.value), str(caught.value), caught.value.hint, *trace, repr(here)]

    assert "hush" not in " ".join(shown)
    assert "***" in caught.value.message


def test_the_trace_has_a_line_for_each_request() -> None:
    """Method, path without parameters, status, milliseconds, bytes."""
    trace: list[str] = []
    with serving(sequence(OK)) as server, Client(environment(server), trace=trace.append) as grafana:
        grafana.get("/api/x", {"secret": "maybe"})

    assert len(trace) == 1
    assert re.fullmatch(r"GET /api/x 200 \d+ ms 14 B", trace[0])


def test_parallel_work_uses_no_more_connections_than_workers() -> None:
    """Connections are kept and shared."""
    with serving(sequence(OK)) as server, client(server, workers=3) as grafana:
        results = dict(grafana.parallel(lambda number: (grafana.get(f"/api/{number}"), number * 2)[1], range(40)))

    assert results == {number: number * 2 for number in range(40)}
    assert len(server.requests) == 40
    assert server.connections <= 3


def test_a_failure_in_parallel_work_drops_what_has_not_begun() -> None:
    """The first exception ends the rest soon."""

    def answer(request: Request) -> Reply:
        return Reply(status=400, body={"message": "no"}) if request.path == "/api/5" else OK

    with serving(answer) as server, client(server, workers=2) as grafana, pytest.raises(Refused):
        list(grafana.parallel(lambda number: grafana.get(f"/api/{number}"), range(1000)))

    assert len(server.requests) < 50


def test_a_failed_query_is_an_answer() -> None:
    """/api/ds/query says 400 with results; that is for the smoke test to judge."""
    body = {"results": {"A": {"error": "parse error", "status": 400}}}
    with serving(sequence(Reply(status=400, body=body))) as server, client(server) as grafana:
        assert grafana.query({"queries": []}) == (400, body)

    assert server.requests[0].method == "POST"


def test_missing_certificates_are_a_matter_of_configuration(tmp_path: Path) -> None:
    """A ca_file that is not there is named before anything is sent."""
    here = Environment(name="test", url="https://127.0.0.1:1", ca_file="none.pem", base=tmp_path)

    with pytest.raises(ConfigurationError, match=r"there is no file .*none\.pem"):
        Client(here)


def test_the_clock_of_the_server_is_known() -> None:
    """The Date header of the last answer is kept for the doctor."""
    with serving(sequence(OK)) as server, client(server) as grafana:
        grafana.get("/api/x")

        assert grafana.date.endswith("GMT")
