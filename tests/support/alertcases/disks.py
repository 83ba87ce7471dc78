"""When is a disk full, or full tomorrow, or too busy, and when does it only look so?"""

from collections.abc import Mapping

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, ONE, climbing, flat

from dashboards.rules.alerts import host as alerts
from panels.thresholds import host as limits

HAIR = 0.001
"""Far more than rounding, far less than anybody would call a change of a limit."""
FULL, FILLED = limits.DISK_FREE.limit("red"), limits.DISK_FREE.limit("yellow")
SIZE = 1e12
DAY = 86400
WORKING = limits.DISK_BUSY.limit("red")
HERE: Mapping[str, str] = {}
ELSEWHERE: tuple[Mapping[str, str], ...] = ({"mountpoint": "/b"}, {"device": "/dev/b"}, {"instance": "b"})


def mount(
    free: float,
    *,
    loss: float = 0,
    readonly: bool = False,
    size: float = SIZE,
    at: Mapping[str, str] = HERE,
    fstype: str = "ext4",
) -> tuple[Made, ...]:
    """A filesystem of which a share is free, and a share lost in each second."""
    return (
        real("node_filesystem_size_bytes", flat(size), fstype=fstype, **at),
        real("node_filesystem_avail_bytes", climbing(-size * loss, start=size * free), fstype=fstype, **at),
        real("node_filesystem_readonly", ONE if readonly else NOTHING, fstype=fstype, **at),
    )


def inodes(free: float, **labels: str) -> tuple[Made, Made]:
    """A filesystem of whose inodes a share is free."""
    return (
        real("node_filesystem_files", flat(1e6), **labels),
        real("node_filesystem_files_free", flat(1e6 * free), **labels),
    )


CASES = (
    fires(alerts.DISK_SPACE_LOW, "a hair below, not on /", *mount(FULL - HAIR, at={"mountpoint": "/data"}), since="0s"),
    quiet(alerts.DISK_SPACE_LOW, "the limit", *mount(FULL)),
    quiet(alerts.DISK_SPACE_LOW, "a full mount that is read-only", *mount(0, readonly=True)),
    fires(alerts.DISK_SPACE_LOW, "nobody says whether it is read-only", *mount(FULL - HAIR)[:2], since="0s"),
    *(quiet(alerts.DISK_SPACE_LOW, f"{kind} is no disk", *mount(0, fstype=kind)) for kind in ("tmpfs", "overlay")),
    *(
        quiet(
            alert,
            f"full and read-only, beside a good {next(iter(other), 'one elsewhere')}",
            *mount(0, readonly=True, loss=1),
            *(mount(1, at=other) if other else ()),
            every=every,
        )
        for alert, every in (
            (alerts.DISK_SPACE_LOW, "15s"),
            (alerts.DISK_SPACE_WARNING, "15s"),
            (alerts.DISK_WILL_FILL_IN_24H, "1m"),
        )
        for other in (*ELSEWHERE, {})
    ),
    *(
        fires(
            alert,
            f"full, beside a read-only {next(iter(other))}",
            *mount(free, loss=loss),
            *mount(1, readonly=True, at=other),
            since=since,
            every=every,
        )
        for alert, free, loss, since, every in (
            (alerts.DISK_SPACE_LOW, 0.04, 0.0, "0s", "15s"),
            (alerts.DISK_SPACE_WARNING, 0.04, 0.0, "0s", "15s"),
            (alerts.DISK_WILL_FILL_IN_24H, 0.39, 0.39 / DAY * 1.01, "1m", "1m"),
        )
        for other in ELSEWHERE
    ),
    *(
        fires(alert, "hardly any bytes at all", *mount(0.04, size=1), since="0s")
        for alert in (alerts.DISK_SPACE_LOW, alerts.DISK_SPACE_WARNING)
    ),
    fires(alerts.DISK_SPACE_WARNING, "a hair below the limit", *mount(FILLED - HAIR), since="0s"),
    quiet(alerts.DISK_SPACE_WARNING, "the limit", *mount(FILLED)),
    fires(
        alerts.DISK_WILL_FILL_IN_24H,
        "falls below 40 % after 2000 seconds",
        *mount(limits.DISK_FILLING + 0.01, loss=0.01 / 2000),
        since="34m",
        every="1m",
    ),
    fires(
        alerts.DISK_WILL_FILL_IN_24H,
        "exactly 40 % at 30 m",
        *mount(limits.DISK_FILLING + 0.009, loss=5e-6),
        since="31m",
        every="1m",
    ),
    *(
        quiet(
            alerts.DISK_WILL_FILL_IN_24H,
            f"another {next(iter(other))} fills, with room",
            *mount(0.3),
            *mount(0.9, loss=2e-5, at=other),
            every="1m",
        )
        for other in ELSEWHERE
    ),
    fires(
        alerts.DISK_WILL_FILL_IN_24H,
        "it begins to fall after thirteen quiet hours",
        real("node_filesystem_size_bytes", flat(SIZE)),
        real("node_filesystem_avail_bytes", climbing(0, "13h", start=3.5e11) + climbing(-1e7)),
        real("node_filesystem_readonly", NOTHING),
        since="925m",
        every="5m",
    ),
    quiet(
        alerts.DISK_WILL_FILL_IN_24H, "half empty, whatever the trend", *mount(0.5, loss=1e-5), until="2h", every="1m"
    ),
    quiet(alerts.DISK_WILL_FILL_IN_24H, "full in 25 hours", *mount(0.39, loss=0.39 / DAY / 25 * 24 * 0.99), every="1m"),
    fires(
        alerts.DISK_WILL_FILL_IN_24H, "full in 24 hours", *mount(0.39, loss=0.39 / DAY * 1.01), since="1m", every="1m"
    ),
    quiet(alerts.DISK_WILL_FILL_IN_24H, "flat", *mount(0.3), until="2h", every="1m"),
    fires(alerts.DISK_INODES_LOW, "a hair below the limit", *inodes(limits.INODES_FREE - HAIR), since="0s"),
    quiet(alerts.DISK_INODES_LOW, "the limit", *inodes(limits.INODES_FREE)),
    fires(
        alerts.DISK_INODES_LOW,
        "hardly any at all",
        *(real("node_filesystem_files", ONE), real("node_filesystem_files_free", NOTHING)),
        since="0s",
    ),
    quiet(alerts.DISK_INODES_LOW, "tmpfs is no disk", *inodes(0, fstype="tmpfs")),
    quiet(
        alerts.DISK_INODES_LOW,
        "a filesystem without inodes",
        *(real(f"node_filesystem_files{end}", NOTHING) for end in ("", "_free")),
    ),
    fires(
        alerts.HIGH_DISK_IO,
        "a hair above the limit",
        real("node_disk_io_time_seconds_total", climbing(WORKING + HAIR)),
        since="5m",
    ),
    quiet(
        alerts.HIGH_DISK_IO, "a hair below the limit", real("node_disk_io_time_seconds_total", climbing(WORKING - HAIR))
    ),
    quiet(
        alerts.HIGH_DISK_IO,
        "device mapper repeats it",
        real("node_disk_io_time_seconds_total", climbing(1), device="dm-0"),
    ),
    quiet(alerts.HIGH_DISK_IO, "exactly the limit", real("node_disk_io_time_seconds_total", climbing(WORKING))),
)
