"""Does reading the settings stay cheap? Every command does it."""

import subprocess
import sys

HEAVY = ("grafana_foundation_sdk", "dashboards.rules.alerts", "requests", "jsonschema")


def test_settings_import_nothing_heavy() -> None:
    """What alert messages need stands among the rules, and is imported only when it is asked for."""
    program = f"import sys, scripts.settings; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
