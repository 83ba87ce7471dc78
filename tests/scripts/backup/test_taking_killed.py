"""A backup that is killed, or interrupted, at any moment."""

import signal
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from os import kill
from pathlib import Path
from queue import Queue

import pytest
from support.faults import Proxy, doing, proxied
from support.forked import Commands, commands
from support.saving import Vault, vault

SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
ORDER = ("backup", "--env", "t", "--output", "b")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[tuple[Vault, Proxy, Commands]]:
    """A Grafana behind a proxy, and commands as processes of their own."""
    with vault(tmp_path) as site, proxied(site.grafana.url) as proxy, commands(tmp_path) as started:
        site.at(proxy.url)
        yield site, proxy, started


def test_what_is_killed_leaves_no_backup_and_does_not_hinder_the_next(scene: tuple[Vault, Proxy, Commands]) -> None:
    """By the kernel, by Ctrl-C, by a supervisor, at requests all over the run; the next one is whole."""
    site, proxy, started = scene
    assert started.warm(site.root, *ORDER, SECRET="admin") == 0
    whole, number = {name: one.body for name, one in site.saved().items()}, len(proxy.seen)
    for index, sent in zip(range(4, number, number // 6), cycle(SIGNALS), strict=False):
        before = site.backups
        running: Queue[int] = Queue()
        proxy.forget(doing(index, partial(_kill, running, sent)))
        under_way = started.start(site.root, *ORDER, SECRET="admin")
        running.put(under_way.pid)
        ended = under_way.wait()
        assert ended.code in {-sent, 130}, ended
        assert site.backups == before, index
        assert "Traceback" not in ended.err, ended
    proxy.forget()
    assert started.start(site.root, *ORDER, SECRET="admin").wait().code == 0
    assert {name: one.body for name, one in site.saved().items()} == whole


def _kill(running: "Queue[int]", sent: signal.Signals) -> None:
    kill(running.get(timeout=30), sent)
