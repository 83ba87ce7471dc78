"""Is a password one that everybody knows?"""

KNOWN = frozenset(
    {"admin", "administrator", "password", "passwort", "secret", "grafana", "prom-operator", "changeme", "change-me"}
    | {"change_me", "your-password", "your_password", "yourpassword", "12345678", "123456789", "qwertyuiop", "letmein"}
)
"""Grafana's own default, those of examples (ours too), and the first that anybody tries."""

SHORTEST = 20
"""Characters; the guide wants more than that."""


def is_known(password: str) -> bool:
    """Tell whether it protects nothing."""
    return password.strip().lower() in KNOWN
