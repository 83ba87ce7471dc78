"""How fast and how lean is `dash backup` with 10,000 dashboards, beside a bare read and the tools that people use?

Run by `make bench`. Counted are the bodies of dashboards; permission lists, which Grafana gives only one by one, are
timed apart with fewer dashboards. grafana-backup does not start on Grafana 12, so it reads the stand-in for 11, which
has no lists: what it takes there is beside what dash takes there, and beside the bare read of 12.
"""

import sys

from support.timing import BARE, Bench, Timing, grafana_wtf, peer, running, table

MANY, FEWER = 10_000, 1_000
RUNS = 3
GRAFANA_BACKUP = "grafana-backup>=1.4,<2"


def dash(*flags: str) -> list[str]:
    """Make the command of a backup."""
    return [sys.executable, "-m", "scripts", "backup", "--env", "bench", *flags]


BODIES = ("--only", "folders", "--only", "dashboards", "--no-permissions")


def bare_read(bench: Bench) -> Timing:
    """Read the pages with requests; the first time warms the server up and does not count."""
    line = [sys.executable, "-c", BARE]
    bench.time("", line, runs=1)
    return bench.time("bare requests, the same pages", line, runs=RUNS)


def many() -> None:
    """Measure on a Grafana 12 with many dashboards."""
    with running(live=MANY) as bench:
        bare = bare_read(bench)
        timings = [
            bare,
            bench.time("dash backup, bodies, the first", dash(*BODIES, "--output", "first"), runs=1),
            bench.time("dash backup, bodies, unchanged", dash(*BODIES, "--output", "first"), runs=RUNS),
            bench.time("dash backup, bodies, .tar.gz", dash(*BODIES, "--output", "one.tar.gz"), runs=1),
            bench.time("grafana-wtf, reading", grafana_wtf(bench), runs=1, codes=(0, 1)),
        ]
    sys.stdout.write(f"\nGrafana 12, {MANY} dashboards of 30 kB\n")
    table(timings, bare)


def fewer(mode: str, title: str) -> None:
    """Measure on another kind of Grafana, permissions too."""
    with running(mode, FEWER) as bench:
        by_name = f"{title}, dash backup, bodies"
        timings = [
            bench.time(by_name, dash(*BODIES, "--output", "first"), runs=RUNS),
            bench.time(f"{title}, dash backup, all of it", dash("--output", "all"), runs=1, codes=(0, 4)),
        ]
        if mode == "v11":
            bench.environment |= {"GRAFANA_URL": bench.environment["BENCH_URL"]}
            bench.environment |= {"GRAFANA_TOKEN": bench.environment["BENCH_TOKEN"], "API_AUTH_CHECK": "false"}
            line = [peer("grafana-backup", GRAFANA_BACKUP), "save", "--components=dashboards,folders"]
            timings.append(bench.time(f"{title}, grafana-backup, bodies", line, runs=1))
    sys.stdout.write(f"\n{title}, {FEWER} dashboards of 30 kB\n")
    table(timings, timings[0])


def main() -> None:
    """Measure and print the tables."""
    many()
    fewer("unified", "Grafana 12")
    fewer("v11", "Grafana 11")


if __name__ == "__main__":
    main()
