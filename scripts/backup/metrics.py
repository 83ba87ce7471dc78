"""How does Prometheus learn when the last good backup was made? By a file for node_exporter's textfile collector."""

from datetime import datetime
from pathlib import Path

from scripts.backup.manifest import Manifest
from scripts.errors import ConfigurationError
from scripts.output import write_whole

HELP = {
    "dash_backup_last_success_timestamp_seconds": "When the last complete backup ended.",
    "dash_backup_last_run_timestamp_seconds": "When dash backup last ended, complete or not.",
    "dash_backup_complete": "1 if the last backup holds everything that the server listed.",
    "dash_backup_missing_objects": "Objects that the server listed and the last backup lacks.",
    "dash_backup_objects": "Objects in the last backup.",
    "dash_backup_size_bytes": "Bytes of the objects in the last backup.",
    "dash_backup_duration_seconds": "How long the last backup took.",
}


def write(file: Path, manifest: Manifest) -> None:
    """Write what the last backup was like; the time of the last complete one stays until the next complete one.

    Args:
        file: ends in `.prom`; one file for each environment.
        manifest: of the backup that was just made.

    Raises:
        ConfigurationError: the collector would not read a file of that name.
        DashError: it cannot be written.
    """
    if file.suffix != ".prom":
        raise ConfigurationError(f"--metrics {file}: node_exporter reads only *.prom", f"name it {file.stem}.prom")
    write_whole(file, text(manifest, _before(file)))


def text(manifest: Manifest, last_success: float) -> str:
    """Write the metrics of a backup.

    Args:
        manifest: of the backup.
        last_success: the time of the last complete one before it; 0 if there was none.
    """
    facts = manifest.facts
    began, ended = (datetime.fromisoformat(time).timestamp() for time in (facts.started, facts.finished))
    values = {
        "dash_backup_last_success_timestamp_seconds": ended if manifest.complete else last_success,
        "dash_backup_last_run_timestamp_seconds": ended,
        "dash_backup_complete": int(manifest.complete),
        "dash_backup_missing_objects": sum(len(count.missing) for count in facts.counts),
        "dash_backup_objects": len(manifest.entries),
        "dash_backup_size_bytes": manifest.size,
        "dash_backup_duration_seconds": ended - began,
    }
    # The environment of the alerts is that of the Grafana, and the file is read by a node_exporter with one of its own.
    labels = f'{{grafana="{_escaped(facts.environment)}"}}'
    return "".join(
        f"# HELP {name} {HELP[name]}\n# TYPE {name} gauge\n{name}{labels} {value:.10g}\n"
        for name, value in values.items()
    )


def _before(file: Path) -> float:
    """Read the time of the last complete backup from the file that is there."""
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("dash_backup_last_success_timestamp_seconds{"):
                return float(line.rpartition(" ")[2])
    except (OSError, ValueError):
        pass
    return 0


def _escaped(label: str) -> str:
    return label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
