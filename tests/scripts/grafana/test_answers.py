"""What the text of an answer tells."""

import pytest

from scripts.grafana import answers
from scripts.grafana.transport import Answer


def answer(body: str, kind: str = "application/json") -> Answer:
    """Make an answer with this body."""
    return Answer(500, {"Content-Type": kind}, body.encode(), 0.0)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"message": "Access denied"}', "Access denied"),
        ('{"error": "no"}', "no"),
        ('{"title": "Not found"}', "Not found"),
        ("{}", ""),
        ("[]", "[]"),
        ("two\n  lines", "two lines"),
        ("<html><TITLE>\n502 Bad Gateway </TITLE></html>", "(a web page: 502 Bad Gateway)"),
        ("<html>no title</html>", ""),
        ("x" * 400, "x" * 300 + "..."),
    ],
)
def test_a_refusal_is_quoted_in_one_line(body: str, said: str) -> None:
    """JSON of both APIs, plain text and web pages are understood, cut and put on one line."""
    assert answers.message(answer(body)) == said


@pytest.mark.parametrize(
    ("body", "kind", "login"),
    [
        ("<form><input type='text'> Sign in </form>", "text/html", True),
        ("<html>Welcome</html>", "text/html", False),
        ('{"message": "login"}', "application/json", False),
    ],
)
def test_a_login_page_is_a_web_page_that_asks_for_it(body: str, kind: str, login: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """JSON that speaks of logins is none."""
    assert answers.is_login(answer(body, kind)) is login
