"""Stand-ins for Slack, PagerDuty, a mail server and a dead man's switch: they take what comes, and show it."""
