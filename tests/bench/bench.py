"""How fast is dash against a Grafana with 1,000 dashboards, compared with a bare read and with grafana-wtf?

Run by `make bench`.
"""

import sys

from support.timing import BARE, grafana_wtf, running, table


def main() -> None:
    """Measure and print the table."""
    dash = [sys.executable, "-m", "scripts"]
    with running() as bench:
        first = bench.time("dash push, 7 of ours are new", [*dash, "push", "--env", "bench", "--yes"], runs=1)
        bare = bench.time("bare requests, the same pages", [sys.executable, "-c", BARE])
        timings = [
            bare,
            bench.time("dash diff, nothing differs", [*dash, "diff", "--env", "bench"]),
            bench.time("dash push, nothing differs", [*dash, "push", "--env", "bench", "--yes"]),
            first,
            bench.time("dash backup, dashboards", [*dash, "backup", "--env", "bench", "--only", "dashboards"], runs=3),
        ]
        timings.append(bench.time("grafana-wtf, reading", grafana_wtf(bench), runs=2, codes=(0, 1)))
    table(timings, bare)


if __name__ == "__main__":
    main()
