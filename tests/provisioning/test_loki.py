"""Loki keeps logs as long as the guide wants, deletes them then, and takes what the shippers send."""

from pathlib import Path

import pytest
import yaml

from panels.contract.loglines import LABELS, RETENTION_DAYS, WARM_DAYS
from scripts.jsonvalue import Json

FOLDER = Path(__file__).parents[2] / "provisioning/loki"
FILES = {"loki.yml": RETENTION_DAYS, "loki-object-storage.yml": RETENTION_DAYS + WARM_DAYS}


def read(name: str) -> Json:
    """Read a configuration."""
    found: Json = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("name", "days"), FILES.items())
def test_logs_are_kept_and_then_deleted(name: str, days: int) -> None:
    """Retention without a compactor and a store of delete requests deletes nothing, or does not start."""
    config = read(name)

    assert config["limits_config"]["retention_period"] == f"{days * 24}h"
    assert config["compactor"]["retention_enabled"] is True
    assert config["compactor"]["delete_request_store"] == config["schema_config"]["configs"][-1]["object_store"]


@pytest.mark.parametrize("name", FILES)
def test_the_index_is_of_today(name: str) -> None:
    """Structured metadata needs schema 13 and TSDB."""
    for period in read(name)["schema_config"]["configs"]:
        assert (period["store"], period["schema"], period["index"]["period"]) == ("tsdb", "v13", "24h")


@pytest.mark.parametrize("name", FILES)
def test_limits_fit_the_labels(name: str) -> None:
    """Those of the shippers, and one that Loki adds."""
    limits = read(name)["limits_config"]

    assert limits["max_label_names_per_series"] > len(LABELS)
    assert limits["allow_structured_metadata"] is True


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_told_to_grafana_labs(name: str) -> None:
    """Telemetry is off."""
    assert read(name)["analytics"]["reporting_enabled"] is False


def test_the_two_files_differ_only_in_storage() -> None:
    """Whoever changes one changes the other."""
    disk, bucket = read("loki.yml"), read("loki-object-storage.yml")
    for config in (disk, bucket):
        config["common"].pop("storage", None)
        config.pop("storage_config", None)
        del config["schema_config"], config["compactor"]["delete_request_store"]
        for limit in ("retention_period", "max_query_length", "max_query_lookback"):
            del config["limits_config"][limit]

    assert disk == bucket


def test_secrets_come_from_the_environment() -> None:
    """No key stands in the file."""
    store = read("loki-object-storage.yml")["storage_config"]["aws"]

    assert [store[name] for name in ("access_key_id", "secret_access_key")] == [
        "${LOKI_S3_ACCESS_KEY}",
        "${LOKI_S3_SECRET_KEY}",
    ]
