"""When is the monitoring itself broken, and when does it only look so?"""

from support.rulecases.case import fires

from dashboards.rules.alerts.meta import WATCHDOG

CASES = (fires(WATCHDOG, "nothing else is there", since="0s"),)
