"""How bad is a line, and how do programs spell that?"""

from collections.abc import Mapping

LEVELS = ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")
"""From least to worst. An application writes these; the label `level` has no others."""

_OTHERS = {
    "TRACE": ("10",),
    "DEBUG": ("20", "D1", "D2", "D3", "D4", "D5", ".", "-"),
    "INFO": ("30", "I", "NOTICE", "*"),
    "WARN": ("WARNING", "40", "W", "#"),
    "ERROR": ("ERR", "50", "E"),
    "FATAL": ("CRITICAL", "CRIT", "PANIC", "60", "F"),
}
"""Python's words, pino's numbers, MongoDB's letters, Redis' signs, syslog's short forms; case does not matter."""

SPELLINGS: Mapping[str, str] = {spelled: level for level, others in _OTHERS.items() for spelled in (level, *others)}
"""What the shippers make of a level in upper case; anything else becomes no label."""
