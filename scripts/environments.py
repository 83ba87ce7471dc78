"""What is known of an environment without asking its Grafana?"""

from collections.abc import Iterator

from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json
from scripts.settings import Environment, secrets


def summary(environment: Environment) -> Json:
    """Describe an environment, without any secret."""
    return {
        "name": environment.name,
        "url": environment.url,
        "org_id": environment.org_id,
        "folder": {"uid": environment.folder.uid, "title": environment.folder.title},
        "credentials": credentials(environment),
        "ca_file": environment.ca_file or None,
        "client_cert": environment.client_cert or None,
        "client_key": environment.client_key or None,
        "headers": {
            name: f"${header.env}" if header.env else "given" for name, header in sorted(environment.headers.items())
        },
        "timeout": {"connect": environment.timeout.connect, "read": environment.timeout.read},
        "workers": environment.workers,
        "protected": environment.protected,
        "locked": environment.locked,
        "prune_limit": environment.prune_limit,
        "datasources": dict(environment.datasources),
        "links": {
            "runbooks": environment.links.runbooks or None,
            "alertmanager": environment.links.alertmanager or None,
        },
    }


def credentials(environment: Environment) -> str:
    """Say in words who we are and where the secret comes from."""
    where = environment.credentials
    match where.kind:
        case "token":
            return f"token from {where.origin}"
        case "password":
            return f"user {where.user}, password from {where.origin}"
        case _:
            return "none"


def complaints(environment: Environment) -> Iterator[str]:
    """Check what can be checked without a request: secrets and files are there, secrets are not for everybody."""
    reading = {"token": secrets.token, "password": secrets.password}.get(environment.credentials.kind)
    try:
        if reading is not None:
            reading(environment)
        secrets.headers(environment)
    except ConfigurationError as error:
        yield error.message.removeprefix(f"environment {environment.name}: ")
    for name in (environment.ca_file, environment.client_cert, environment.client_key):
        if name and not environment.path(name).is_file():
            yield f"there is no file {environment.path(name)}"
    where = environment.credentials
    for name in (where.token_file, where.password_file, environment.client_key):
        path = environment.path(name)
        if name and path.is_file() and path.stat().st_mode & 0o077:
            yield f"{path} can be read by others: chmod 600 {path}"
    if environment.url.startswith("http://") and environment.credentials.kind != "none" and not _near(environment.url):
        yield "sends its credentials unencrypted: use https"


def _near(url: str) -> bool:
    """Tell a server on this machine."""
    return url.removeprefix("http://").split("/")[0].rsplit(":", 1)[0] in {"localhost", "127.0.0.1", "[::1]"}
