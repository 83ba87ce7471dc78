"""Certificates: trusted, unknown, for another host, asked of us; and plain HTTP where TLS is expected, or the reverse.

The certificates in tests/support/certificates are of a CA whose key is gone; they protect nothing.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from requests import exceptions
from support.loopback import Reply, sequence, serving

from scripts.errors import ConfigurationError, DashError, UnexpectedAnswer, Unreachable
from scripts.grafana import Client, transport
from scripts.settings import Environment


class Handler(BaseHTTPRequestHandler):
    """Answer everything with an empty object."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of the library
        """Keep silent."""


class Server(HTTPServer):
    """A server whose refused handshakes are no news."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep silent."""


@pytest.fixture
def certificates(root: Path) -> Path:
    """Be the folder of the certificates."""
    return root / "tests" / "support" / "certificates"


@contextmanager
def secure(folder: Path, name: str = "server", *, asks: bool = False) -> Iterator[str]:
    """Run a TLS server with this certificate, that may ask for one of ours."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    if asks:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(folder / "ca.pem")
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ask(url: str, folder: Path, **files: str) -> object:
    """Read something with these files of certificates."""
    with Client(Environment(name="t", url=url, base=folder, **files)) as client:  # type: ignore[arg-type]  # only files
        return client.get("/api/org")


def test_a_server_of_our_ca_is_trusted(certificates: Path) -> None:
    """`ca_file` names the CA."""
    with secure(certificates) as url:
        assert ask(url, certificates, ca_file="ca.pem") == {}


def test_ca_file_wins_over_the_environment(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the machine does not replace what dash.toml says."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates / "client.pem"))
    with secure(certificates) as url:
        assert ask(url, certificates, ca_file="ca.pem") == {}


@pytest.mark.parametrize(
    ("name", "files", "words"),
    [
        ("server", {}, "is not signed by a known CA"),
        ("server", {"ca_file": "other.pem"}, "is not signed by a known CA"),
        ("other", {"ca_file": "ca.pem"}, "is for another host"),
    ],
)
def test_a_certificate_that_proves_nothing_is_named(
    certificates: Path, name: str, files: dict[str, str], words: str
) -> None:
    """One line, exit 5, and the key of dash.toml to look at."""
    with secure(certificates, name) as url, pytest.raises(Unreachable, match=words) as caught:
        ask(url, certificates, **files)

    assert "ca_file" in caught.value.hint
    assert "\n" not in caught.value.message


def test_a_client_certificate_is_shown(certificates: Path) -> None:
    """`client_cert` and `client_key` let us in where the server asks for them."""
    with secure(certificates, asks=True) as url:
        assert ask(url, certificates, ca_file="ca.pem", client_cert="client.pem", client_key="client.key") == {}
        with pytest.raises(DashError):
            ask(url, certificates, ca_file="ca.pem")


def test_https_to_a_server_without_tls_is_named(certificates: Path) -> None:
    """The hint says what to write instead."""
    with serving(sequence(Reply(body={}))) as server, pytest.raises(Unreachable, match="does not speak TLS") as caught:
        ask(server.url.replace("http:", "https:"), certificates)

    assert "http://" in caught.value.hint


def test_http_to_a_server_with_tls_is_an_error_of_one_line(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server hangs up; no traceback."""
    monkeypatch.setattr("scripts.grafana.patience.BASE", 0.001)
    with secure(certificates) as url, pytest.raises(DashError) as caught:
        ask(url.replace("https:", "http:"), certificates)

    assert caught.value.exit_code == 5


def test_an_expired_certificate_is_named(certificates: Path) -> None:
    """The commonest of all: nobody renewed it."""
    with secure(certificates, "expired") as url, pytest.raises(Unreachable, match="is expired"):
        ask(url, certificates, ca_file="expired.pem")


def test_a_certificate_file_that_is_not_there_is_named_before_anything_is_sent(certificates: Path) -> None:
    """A typing mistake in dash.toml is no trouble of the network."""
    with pytest.raises(ConfigurationError, match=r"environment t: there is no file .*/nowhere\.pem"):
        ask("https://127.0.0.1:9", certificates, ca_file="nowhere.pem")


def test_a_proxy_that_refuses_is_named_without_its_password(
    certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The URL of a proxy holds a password often enough."""
    monkeypatch.setattr("scripts.grafana.patience.BASE", 0.001)
    with serving(sequence(Reply(status=403, body="no"))) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("http://", "http://me:hidden@"))
        with pytest.raises(Unreachable, match=r"the proxy to grafana\.invalid does not let us through") as caught:
            ask("https://grafana.invalid", certificates)

    assert "HTTPS_PROXY" in caught.value.hint
    assert "hidden" not in str(caught.value)


def test_an_answer_without_end_is_not_read_to_its_end(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something else than Grafana stands there, and our memory is ours."""
    monkeypatch.setattr(transport, "BIGGEST", 2**20)
    with (
        serving(sequence(Reply(body=b" " * (2**20 + 1)))) as server,
        pytest.raises(UnexpectedAnswer, match="bigger than 1 MiB"),
    ):
        ask(server.url, certificates)


def test_an_answer_that_claims_to_be_packed_is_told(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that unpacks answers, but leaves the header."""
    monkeypatch.setattr("scripts.grafana.patience.BASE", 0.001)
    plain = Reply(body={"id": 1}, headers={"Content-Encoding": "gzip"})
    with serving(sequence(plain)) as server, pytest.raises(UnexpectedAnswer, match="cannot be unpacked"):
        ask(server.url, certificates)


def test_credentials_are_not_in_what_a_log_shows() -> None:
    """Names of headers only."""
    assert repr(transport.Signature({"Authorization": "Bearer hidden"})) == "Signature(Authorization)"


@pytest.mark.parametrize(
    ("complaint", "said", "kind"),
    [
        (exceptions.ConnectTimeout("x"), "g.example does not answer", transport.NotSent),
        (exceptions.ReadTimeout("x"), "no answer in time", transport.Broken),
        (exceptions.ConnectionError("Read timed out."), "no answer in time", transport.Broken),
        (exceptions.InvalidURL("x"), "https://g.example/sub is not a URL", ConfigurationError),
        (exceptions.InvalidHeader("x"), "a header cannot be sent", ConfigurationError),
        (exceptions.ChunkedEncodingError("x"), "the answer broke off", transport.Broken),
        (exceptions.ConnectionError("NewConnectionError: x"), "g.example: connection refused", transport.NotSent),
        (exceptions.ConnectionError("NameResolutionError: x"), "g.example: unknown host", transport.NotSent),
        (exceptions.ConnectionError("reset by peer"), "the connection was cut", transport.Broken),
        (exceptions.SSLError("CERTIFICATE_REQUIRED"), "g.example wants another client certificate", transport.NotSent),
        (exceptions.SSLError("EOF"), "no TLS connection to g.example", transport.NotSent),
    ],
)
def test_what_was_not_sent_is_told_from_what_broke_off(
    complaint: exceptions.RequestException, said: str, kind: type[DashError]
) -> None:
    """The one may be sent again, after the other Grafana may have done it: the library's words decide which it was."""
    found = transport._translated(complaint, "https://g.example/sub")  # noqa: SLF001 - complaints that no server makes at will

    assert (type(found), found.message) == (kind, said)
