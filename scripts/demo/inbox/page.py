"""How do people read what arrived?

Everything that was sent is foreign text and is escaped; an e-mail's page is shown in a frame that runs nothing.
"""

import re
import time
from collections.abc import Mapping
from html import escape

from scripts.demo.inbox.document import document
from scripts.demo.inbox.model import Inbox, Message

NAMES = {"slack": "Slack", "pagerduty": "PagerDuty", "email": "E-mail"}
LINK = re.compile(r"&lt;(https?://[^|\s]+?)\|([^|]+?)&gt;")
BOLD = re.compile(r"(?m)^((?::white_check_mark: )?)\*(.+)\*$")


def page(inbox: Inbox, links: Mapping[str, str]) -> str:
    """Write the page with everything that arrived, the newest first."""
    nav = "".join(f'<a href="{escape(url)}">{escape(name)}</a>' for name, url in links.items())
    messages = inbox.messages
    shown = "\n".join(_article(message) for message in reversed(messages))
    nothing = "<p>Nothing yet: all is well, or an alert is still waiting.</p>"
    body = f"<h1>What Alertmanager sent</h1><nav>{nav}</nav><p class=quiet>{_heartbeat(inbox)}</p>{shown or nothing}"
    return document(f"({len(messages)}) Inbox", body, refresh=True)


def _heartbeat(inbox: Inbox) -> str:
    beats = inbox.beats
    if not beats:
        return "The heartbeat has not come yet."
    return f"The heartbeat came {len(beats)} times, last {time.time() - beats[-1]:.0f} s ago."


def _article(message: Message) -> str:
    colour, body = _SHOWN[message.kind](message)
    when = time.strftime("%H:%M:%S", time.localtime(message.at))
    head = f"{when} · {NAMES[message.kind]} · {message.to}"
    return (
        f'<article class="{colour}"><div class=quiet>{escape(head)}</div>'
        f"<h2>{escape(message.title)}</h2>{body}</article>"
    )


def _slack(message: Message) -> tuple[str, str]:
    attachment = message.body["attachments"][0]
    text = _markup(escape(str(attachment.get("text", ""))))
    return str(attachment.get("color", "")), f"<pre>{text}</pre>"


def _markup(text: str) -> str:
    """Show the two things of Slack's markup that our messages use; Slack's own escapes were escaped once more."""
    text = LINK.sub(r'<a href="\1">\2</a>', text)
    text = BOLD.sub(r"\1<b>\2</b>", text).replace(":white_check_mark:", "✅")
    return text.replace("&amp;lt;", "&lt;").replace("&amp;gt;", "&gt;").replace("&amp;amp;", "&amp;")


def _pagerduty(message: Message) -> tuple[str, str]:
    action = str(message.body.get("event_action", ""))
    details = (message.body.get("payload") or {}).get("custom_details") or {}
    links = " · ".join(
        f'<a href="{escape(one["href"])}">{escape(one["text"])}</a>' for one in message.body.get("links") or ()
    )
    return action, f"<div>{escape(action)} · {links}</div><pre>{escape(str(details.get('firing', '')))}</pre>"


def _email(message: Message) -> tuple[str, str]:
    colour = "good" if message.resolved else "danger"
    return colour, f'<iframe sandbox="allow-popups" height="300" srcdoc="{escape(str(message.body["html"]))}"></iframe>'


_SHOWN = {"slack": _slack, "pagerduty": _pagerduty, "email": _email}


def runbook_page(name: str, text: str) -> str:
    """Show a runbook as it is written; its links to other runbooks work."""
    shown = re.sub(r"\]\(([A-Z0-9_]+\.md)\)", r'](<a href="\1">\1</a>)', escape(text))
    return document(name, f"<pre>{shown}</pre>")
