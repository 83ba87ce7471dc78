"""How do the pages of the inbox look?"""

from html import escape

REFRESH = 3
"""Seconds until a page that changes is asked for again."""

STYLE = """
body { margin: 0 auto; max-width: 860px; padding: 20px; background: #f4f5f7; color: #1f2430;
       font: 15px/1.45 system-ui, sans-serif }
h1 { font-size: 20px } a { color: #1f60c4 } nav a { margin-right: 14px } .quiet { color: #5c6370; font-size: 13px }
article { background: #fff; margin: 12px 0; padding: 12px 16px; border-left: 6px solid #e0a100;
          overflow-wrap: anywhere }
.danger, .trigger { border-color: #c4162a } .good, .resolve { border-color: #1a7f5a }
h2 { font-size: 16px; margin: 4px 0 } pre { white-space: pre-wrap; margin: 6px 0 } iframe { width: 100%; border: 0 }
svg { width: 100%; background: #fafbfc } ul { list-style: none; padding: 0; font-size: 13px }
"""


def document(title: str, body: str, *, refresh: bool = False) -> str:
    """Write a page.

    Args:
        title: plain text.
        body: HTML, in which everything foreign is escaped.
        refresh: ask for it again every few seconds.
    """
    again = f'<meta http-equiv="refresh" content="{REFRESH}">' if refresh else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{again}<title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )
