"""How does a RabbitMQ run in a folder of its own, on the loopback, and leave nothing behind?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.demo import programs

PLACES = "/usr/lib/rabbitmq/bin:/usr/sbin:/usr/local/sbin"
"""Debian's wrapper in /usr/sbin insists on its own user; the server itself does not."""
SLOW = 60.0
"""Seconds: Erlang takes its time."""

ON_LOOPBACK = "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none"


def _environment(folder: Path, ports: tuple[int, int, int]) -> dict[str, str]:
    node, distribution, mapper = (str(port) for port in ports)
    return {
        "HOME": str(folder),
        "RABBITMQ_NODENAME": f"demo{node}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": node,
        "RABBITMQ_DIST_PORT": distribution,
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ON_LOOPBACK,
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "ERL_EPMD_PORT": mapper,
    }


@contextmanager
def running(program: str, folder: Path, started: Callable[[int], None]) -> Iterator[tuple[str, int]]:
    """Run a broker for as long as the `with` lasts.

    Args:
        program: its path.
        folder: for its files.
        started: told its process group.

    Yields:
        The address of its metrics, and its process id.

    Raises:
        DashError: it does not start.
    """
    folder.mkdir()
    metrics = programs.free_port()
    ports = (programs.free_port(), programs.free_port(), programs.free_port())
    (folder / "enabled_plugins").write_text("[rabbitmq_prometheus].\n")
    (folder / "rabbitmq.conf").write_text(f"prometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = {metrics}\n")
    address = f"127.0.0.1:{metrics}"
    mapper = ["epmd", "-port", str(ports[2]), "-address", "127.0.0.1"]  # else Erlang starts one that outlives it
    with (
        programs.running(mapper, lambda: programs.listens(ports[2]), folder / "epmd.log", started=started),
        programs.running(
            [program],
            f"http://{address}/metrics",
            folder / "rabbitmq.log",
            environment=_environment(folder, ports),
            started=started,
            patience=SLOW,
        ) as pid,
    ):
        yield address, pid
