r"""How does a Go template say what every message needs: one short line of a label, a link, a silence made ready?

A template of Alertmanager's can be included, but returns nothing that could be worked on. So what several messages need
is written here once and spelled out wherever a message says `<<name argument>>`.

Labels come from applications: they may hold anything, quotes, markup, newlines and 300 characters included. Blanks and
invisible characters (`\pZ`, `\pC`) become one blank, long texts are cut, markup is escaped for where it stands.
"""

import re
from collections.abc import Callable, Mapping

from panels.thresholds.notifying import LONG, SHORT

CALL = re.compile(r"<<(\w+)(?: ([^<>]+?))?>>")

URL = r"`^https?://[^\s<>|\x22\x27]+$`"
"""What may stand in a link of Slack's."""

SILENCE = (
    '{{ $names := "" }}{{ range $alert.Labels.SortedPairs }}'
    "{{ if not (match `^(severity|team|component|category)$` .Name) }}"
    '{{ $names = printf "%s%s%s=%q" $names (and $names ", ") .Name .Value }}{{ end }}{{ end }}'
    '{{ $silence := printf "%s/#/silences/new?filter=%s" $.ExternalURL '
    '(reReplaceAll `\\+` `%20` (urlquery (printf "{%s}" $names))) }}'
)
"""Sets `$silence` to the page that silences `$alert`, filled in."""


def line(value: str, longest: int = LONG) -> str:
    """Cut a value down to one line of so many characters."""
    return f"reReplaceAll `^(.{{{longest}}}).+$` `${{1}}…` (reReplaceAll `[\\pZ\\pC]+` ` ` ({value}))"


def slack(value: str, longest: int = LONG) -> str:
    """Write one line in which Slack finds no markup: no mention, no link."""
    return f"reReplaceAll `>` `&gt;` (reReplaceAll `<` `&lt;` (reReplaceAll `&` `&amp;` ({line(value, longest)})))"


def _shown(value: str) -> str:
    return f"{{{{ {value} }}}}"


SHOWN = "{{ $shown := .Alerts.Firing }}{{ if not $shown }}{{ $shown = .Alerts.Resolved }}{{ end }}"
"""Sets `$shown` to what a message is about: what fires, or else what is over. Alertmanager keeps what is over in its
group for a quarter of an hour, and tells it once more with everything new."""

SECOND = '(or $i (and (eq .Status "resolved") $.Alerts.Firing))'
"""True for every alert but the first one of a message."""


def each(alert: str) -> str:
    """Tell of every alert, what fires first; `$i` counts each kind."""
    return "".join(
        f"{{{{ range $i, $alert := .Alerts.{state} }}}}{alert}{{{{ end }}}}" for state in ("Firing", "Resolved")
    )


MACROS: Mapping[str, Callable[[str], str]] = {
    "line": lambda value: _shown(line(value)),
    "short": lambda value: _shown(line(value, SHORT)),
    "slack": lambda value: _shown(slack(value)),
    "short_slack": lambda value: _shown(slack(value, SHORT)),
    "is_url": lambda value: f"match {URL} {value}",
    "silence": lambda _: SILENCE,
    "shown": lambda _: SHOWN,
    "second": lambda _: SECOND,
}


def spelled_out(text: str) -> str:
    """Replace every `<<name argument>>` of a template."""
    return CALL.sub(lambda found: MACROS[found[1]](found[2] or ""), text)
