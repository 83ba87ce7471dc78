"""A real Loki, and real shippers before it, with the files of provisioning/ as they are but for ports and paths.

`LOKI_URL` names a Loki that runs; else a `loki` on the PATH is started (Debian's package of that name is a genetics
program, and does not count). `promtail` and `alloy` must be on the PATH.
"""

import json
import os
import secrets
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from scripts.demo.programs import free_port, running
from scripts.jsonvalue import Json

PROVISIONING = Path(__file__).parents[2] / "provisioning"
SOCKET = "unix:///var/run/docker.sock"
PUSH = "http://loki:3100/loki/api/v1/push"
PATIENCE = 20.0


def url() -> str:
    """Find the Loki that the caller names."""
    return os.environ.get("LOKI_URL", "").rstrip("/")


def installed(name: str) -> str:
    """Find a program of Grafana's; empty if it is not there."""
    found = shutil.which(name)
    if found is None:
        return ""
    said = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    return found if f"{name}, version" in said else ""


@contextmanager
def started(program: str, folder: Path) -> Iterator[str]:
    """Run a Loki with our configuration in a folder of its own; give its URL."""
    http, grpc = free_port(), free_port()
    text = (PROVISIONING / "loki/loki.yml").read_text(encoding="utf-8")
    text = text.replace("path_prefix: /loki", f"path_prefix: {folder}").replace(" /loki/", f" {folder}/")
    text = text.replace("9095", str(grpc)).replace("http_listen_port: 3100", f"http_listen_port: {http}")
    text = text.replace("server:\n", "server:\n  http_listen_address: 127.0.0.1\n  grpc_listen_address: 127.0.0.1\n")
    config = folder / "loki.yml"
    config.write_text(text, encoding="utf-8")
    base = f"http://127.0.0.1:{http}"
    with running([program, f"-config.file={config}"], f"{base}/ready", folder / "loki.log"):
        yield base


@contextmanager
def promtail(program: str, folder: Path, docker: Path, loki: str, environment: str) -> Iterator[str]:
    """Run Promtail with our configuration, reading from a Docker daemon; give its URL."""
    port = free_port()
    text = (PROVISIONING / "promtail/promtail.yml").read_text(encoding="utf-8")
    text = text.replace(SOCKET, f"unix://{docker}").replace(PUSH, f"{loki}/loki/api/v1/push")
    text = text.replace("environment: production", f"environment: {environment}")
    text = text.replace("/var/lib/promtail", str(folder))
    text = text.replace("http_listen_port: 9080", f"http_listen_address: 127.0.0.1\n  http_listen_port: {port}")
    config = folder / "promtail.yml"
    config.write_text(text, encoding="utf-8")
    base = f"http://127.0.0.1:{port}"
    with running([program, f"-config.file={config}"], f"{base}/metrics", folder / "promtail.log"):
        yield base


@contextmanager
def alloy(program: str, folder: Path, docker: Path, loki: str, environment: str) -> Iterator[str]:
    """Run Alloy with our configuration, reading from a Docker daemon; give its URL."""
    port = free_port()
    text = (PROVISIONING / "alloy/config.alloy").read_text(encoding="utf-8")
    text = text.replace(SOCKET, f"unix://{docker}").replace(PUSH, f"{loki}/loki/api/v1/push")
    text = text.replace('environment = "production"', f'environment = "{environment}"')
    config = folder / "config.alloy"
    config.write_text(text, encoding="utf-8")
    base = f"http://127.0.0.1:{port}"
    argv = [program, "run", f"--server.http.listen-addr=127.0.0.1:{port}", f"--storage.path={folder}", str(config)]
    with running([*argv, "--disable-reporting"], f"{base}/-/ready", folder / "alloy.log"):
        yield base


def own_environment() -> str:
    """Be a value of `environment` that nobody else uses."""
    return f"contract-{secrets.token_hex(4)}"


def forget(loki: str, environment: str) -> None:
    """Ask Loki to delete what an environment pushed: it is no longer found, and gone after a day."""
    selector = urlencode({"query": f'{{environment="{environment}"}}', "start": f"{time.time() - 86_400:.0f}"})
    request = urllib.request.Request(f"{loki}/loki/api/v1/delete?{selector}", method="POST")
    urllib.request.urlopen(request, timeout=10).close()


def entries(loki: str, query: str, since: float = 3600.0) -> list[tuple[Json, int, str]]:
    """Ask for lines: labels with structured metadata, nanoseconds, text; oldest first."""
    now = time.time()
    asked = {
        "query": query,
        "limit": 5000,
        "start": f"{now - since:.0f}",
        "end": f"{now + 60:.0f}",
        "direction": "forward",
    }
    with urllib.request.urlopen(f"{loki}/loki/api/v1/query_range?{urlencode(asked)}", timeout=30) as answer:
        streams = json.load(answer)["data"]["result"]
    found = [(stream["stream"], int(at), line) for stream in streams for at, line in stream["values"]]
    return sorted(found, key=lambda one: one[1])


def labels(loki: str, selector: str) -> list[Json]:
    """List the streams of a selector: their labels alone."""
    asked = {"match[]": selector, "start": f"{time.time() - 7200:.0f}", "end": f"{time.time() + 60:.0f}"}
    with urllib.request.urlopen(f"{loki}/loki/api/v1/series?{urlencode(asked)}", timeout=30) as answer:
        found: list[Json] = json.load(answer)["data"]
    return found
