"""Do the guide's alerts fire when they must, and only then?"""

import subprocess
from pathlib import Path

import pytest
import yaml
from support.trials import Judge, Trial

import dashboards
from dashboards import rules
from dashboards.rules.alerts import Alert
from scripts.plain import plain

ALERTS = [alert for groups in rules.ALERT_FILES.values() for alerts in groups.values() for alert in alerts]

ENGINE = 'environment="production",service="rust-core-engine",job="rust-core-engine",instance="a"'
HOST = 'environment="production",service="host",job="node-exporter",instance="h"'
MOUNT = f'{HOST},device="/dev/vda",mountpoint="/data",fstype="ext4"'
MONGO = 'environment="production",service="mongodb",job="mongodb",instance="m"'
GOOD = f'{ENGINE},method="GET",endpoint="/",status="200"'
BAD = f'{ENGINE},method="GET",endpoint="/",status="500"'
LIVE = f'{ENGINE},mode="live"'


def firing(name: str) -> str:
    """Ask whether an alert fires, whatever its texts."""
    return f'clamp_max(count(ALERTS{{alertname="{name}",alertstate="firing"}}), 1)'


FIRES = {
    "ServiceDown": Trial(alerts=("availability.yml",), series={f"up{{{ENGINE}}}": "1x8 0x60"}, at="5m"),
    "HighCPUUsage": Trial(
        groups=("host",),
        alerts=("host.yml",),
        series={f'node_cpu_seconds_total{{{HOST},cpu="0",mode="idle"}}': "0+2.7x80"},
        at="15m",
    ),
    "HighMemoryUsage": Trial(
        groups=("host",),
        alerts=("host.yml",),
        series={
            f"node_memory_MemTotal_bytes{{{HOST}}}": "100x80",
            f"node_memory_MemAvailable_bytes{{{HOST}}}": "9x80",
        },
    ),
    "DiskSpaceLow": Trial(
        groups=("host",),
        alerts=("host.yml",),
        series={
            f"node_filesystem_avail_bytes{{{MOUNT}}}": "9x80",
            f"node_filesystem_size_bytes{{{MOUNT}}}": "100x80",
            f"node_filesystem_readonly{{{MOUNT}}}": "0x80",
        },
    ),
    "HighErrorRate": Trial(
        groups=("http",),
        alerts=("application.yml",),
        series={f"http_requests_total{{{GOOD}}}": "0+94x80", f"http_requests_total{{{BAD}}}": "0+6x80"},
        at="15m",
    ),
    "HighLatencyP95": Trial(
        groups=("http",),
        alerts=("application.yml",),
        series={
            f'http_request_duration_seconds_bucket{{{ENGINE},method="GET",endpoint="/",le="{le}"}}': f"0+{step}x80"
            for le, step in (("1", 90), ("2", 100), ("+Inf", 100))
        },
        at="15m",
    ),
    "TradingHalted": Trial(
        alerts=("trading.yml",),
        series={f"trading_enabled{{{LIVE}}}": "1x100", f"trades_total{{{LIVE}}}": "0+1x20 20x80"},
        at="17m",
    ),
    "LowTradingBalance": Trial(alerts=("trading.yml",), series={f"trading_balance_usdt{{{LIVE}}}": "99x80"}),
    "MongoDBDown": Trial(alerts=("database.yml",), series={f"mongodb_up{{{MONGO}}}": "0x80", f"up{{{MONGO}}}": "1x80"}),
    "Watchdog": Trial(alerts=("meta.yml",), series={f"up{{{HOST}}}": "1x40"}),
}

QUIET = {
    "ServiceDown: not yet two minutes": ("ServiceDown", FIRES["ServiceDown"], "3m"),
    "ServiceDown: one of two instances answers": (
        "ServiceDown",
        Trial(alerts=("availability.yml",), series={f"up{{{ENGINE}}}": "0x60", f'up{{{ENGINE[:-2]}b"}}': "1x60"}),
        "10m",
    ),
    "ServiceDown: only the prober is down": (
        "ServiceDown",
        Trial(
            alerts=("availability.yml",),
            series={
                f"up{{{ENGINE}}}": "1x60",
                'up{environment="production",service="rust-core-engine",job="blackbox-http",instance="u"}': "0x60",
                'up{environment="production",service="rabbitmq",job="rabbitmq-detailed",instance="u"}': "0x60",
            },
        ),
        "10m",
    ),
    "HighCPUUsage: a burst of a minute": (
        "HighCPUUsage",
        Trial(
            groups=("host",),
            alerts=("host.yml",),
            series={f'node_cpu_seconds_total{{{HOST},cpu="0",mode="idle"}}': "0+12x20 240+0x4 240+12x60"},
        ),
        "9m",
    ),
    "DiskSpaceLow: a read-only mount": (
        "DiskSpaceLow",
        Trial(
            groups=("host",),
            alerts=("host.yml",),
            series={
                f"node_filesystem_avail_bytes{{{MOUNT}}}": "0x80",
                f"node_filesystem_size_bytes{{{MOUNT}}}": "100x80",
                f"node_filesystem_readonly{{{MOUNT}}}": "1x80",
            },
        ),
        "15m",
    ),
    "HighErrorRate: three percent": (
        "HighErrorRate",
        Trial(
            groups=("http",),
            alerts=("application.yml",),
            series={f"http_requests_total{{{GOOD}}}": "0+97x80", f"http_requests_total{{{BAD}}}": "0+3x80"},
        ),
        "15m",
    ),
    "HighErrorRate: one failure at night": (
        "HighErrorRate",
        Trial(
            groups=("http",),
            alerts=("application.yml",),
            series={f"http_requests_total{{{BAD}}}": "0x8 1x80"},
        ),
        "15m",
    ),
    "TradingHalted: switched off": (
        "TradingHalted",
        Trial(alerts=("trading.yml",), series={f"trading_enabled{{{LIVE}}}": "0x100"}),
        "17m",
    ),
    "TradingHalted: switched on five minutes ago": (
        "TradingHalted",
        Trial(alerts=("trading.yml",), series={f"trading_enabled{{{LIVE}}}": "0x48 1x60"}),
        "17m",
    ),
    "TradingHalted: it trades": (
        "TradingHalted",
        Trial(
            alerts=("trading.yml",),
            series={f"trading_enabled{{{LIVE}}}": "1x100", f"trades_total{{{LIVE}}}": "0+1x100"},
        ),
        "17m",
    ),
    "LowTradingBalance: exactly 100": (
        "LowTradingBalance",
        Trial(alerts=("trading.yml",), series={f"trading_balance_usdt{{{LIVE}}}": "100x80"}),
        "15m",
    ),
}


@pytest.mark.parametrize("name", [alert.name for alert in ALERTS])
def test_it_fires(judge: Judge, name: str) -> None:
    """Each alert has a case in which it must fire."""
    trial = FIRES[name]

    judge(Trial(groups=trial.groups, alerts=trial.alerts, series=trial.series, at=trial.at, expect={firing(name): 1}))


@pytest.mark.parametrize("case", QUIET)
def test_it_stays_quiet(judge: Judge, case: str) -> None:
    """A page for nothing is the beginning of ignored pages."""
    name, trial, at = QUIET[case]

    judge(Trial(groups=trial.groups, alerts=trial.alerts, series=trial.series, at=at, expect={firing(name): None}))


def test_a_database_that_the_exporter_does_not_mention_is_down(judge: Judge) -> None:
    """`mongodb_up == 0` alone would miss it."""
    judge(
        Trial(alerts=("database.yml",), series={f"up{{{MONGO}}}": "1x80"}, expect={firing("MongoDBDown"): 1}, at="10m")
    )


def test_promtool_accepts_every_file(promtool: str, tmp_path: Path) -> None:
    """Prometheus would refuse to start with a rule or a template that does not parse."""
    for name, document in rules.alert_files().items():
        (tmp_path / name).write_text(yaml.safe_dump(document))

    done = subprocess.run(
        [promtool, "check", "rules", *sorted(rules.alert_files())],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_an_alert_names_a_panel_that_exists(alert: Alert) -> None:
    """Whoever is paged looks there first."""
    board = plain(dashboards.module(alert.dashboard).build())  # type: ignore[attr-defined] # every dashboard module has one
    shown: list[tuple[str, str]] = []
    heading = ""
    for panel in board["panels"]:
        heading = panel["title"] if panel["type"] == "row" else heading
        shown += [(heading, one["title"]) for one in (panel, *panel.get("panels", []))]

    assert alert.shown_at in shown


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_an_alert_knows_its_environment_and_service(alert: Alert) -> None:
    """Routes and inhibitions need both; the heartbeat alone belongs to no environment."""
    labels = alert.expr.labels or frozenset()

    assert "environment" in labels or alert.name == "Watchdog"
    assert "service" in labels or alert.service
