"""Does a real RabbitMQ run beside the demo and leave nothing behind? Only where one is installed: Erlang is large."""

import os
import shutil
import urllib.request
from pathlib import Path

import pytest

from scripts.demo import rabbitmq

SERVER = shutil.which("rabbitmq-server", path=rabbitmq.PLACES)


@pytest.mark.skipif(SERVER is None, reason="rabbitmq-server is not installed")
def test_a_broker_answers_and_ends_with_its_port_mapper(tmp_path: Path) -> None:
    """Its metrics are there; afterwards neither it nor Erlang's mapper is."""
    groups: list[int] = []
    with (
        rabbitmq.running(str(SERVER), tmp_path / "broker", groups.append) as (address, _),
        urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer,
    ):
        assert b"rabbitmq_identity_info" in answer.read()
    assert len(groups) == 2
    for group in groups:
        with pytest.raises(ProcessLookupError):
            os.killpg(group, 0)
