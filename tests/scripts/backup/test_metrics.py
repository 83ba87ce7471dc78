"""Prometheus learns from a file when the last complete backup was made."""

import subprocess
from pathlib import Path

import pytest
from support.backups.made import FACTS

from scripts.backup import metrics
from scripts.backup.manifest import Count, Facts, Manifest, Missing
from scripts.errors import ConfigurationError

LOST = Count(org="o", kind="folders", expected=2, saved=1, missing=[Missing(name="x", why="500")])


def manifest(*counts: Count, finished: str = FACTS.finished) -> Manifest:
    """Make a backup."""
    return Manifest(
        facts=Facts(environment='pr"od', started=FACTS.started, finished=finished, counts=counts), entries=[]
    )


def values(file: Path) -> dict[str, float]:
    """Read the file."""
    lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    return {line.partition("{")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_an_incomplete_backup_keeps_the_time_of_the_last_complete_one(tmp_path: Path) -> None:
    """So that an alert on its age fires although backups are made every night."""
    file = tmp_path / "dash.prom"
    metrics.write(file, manifest())
    good = values(file)["dash_backup_last_success_timestamp_seconds"]
    metrics.write(file, manifest(LOST, finished="2026-11-29T16:00:09Z"))

    found = values(file)
    assert found["dash_backup_last_success_timestamp_seconds"] == good
    assert found["dash_backup_last_run_timestamp_seconds"] > good
    assert (found["dash_backup_complete"], found["dash_backup_missing_objects"]) == (0, 1)


def test_prometheus_reads_it(tmp_path: Path, promtool: str) -> None:
    """Promtool's linter has nothing to say, also of a name with a quote."""
    file = tmp_path / "dash.prom"
    metrics.write(file, manifest())
    done = subprocess.run([promtool, "check", "metrics"], input=file.read_bytes(), capture_output=True, check=False)

    assert (done.returncode, done.stdout + done.stderr) == (0, b"")


def test_a_name_that_the_collector_passes_over_is_refused(tmp_path: Path) -> None:
    """node_exporter reads *.prom only."""
    with pytest.raises(ConfigurationError, match=r"\*\.prom"):
        metrics.write(tmp_path / "dash.txt", manifest())
