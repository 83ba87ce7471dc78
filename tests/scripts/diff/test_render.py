"""The four forms of a report: a terminal, programs, a pull request, annotations."""

import json
import re
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from support.strategies import DASHBOARDS

from scripts.diff import Change, Changes, compare
from scripts.diff.render_github import text as github
from scripts.diff.render_json import SCHEMA, document
from scripts.diff.render_json import text as as_json
from scripts.diff.render_markdown import LIMIT, code, escaped
from scripts.diff.render_markdown import text as markdown
from scripts.diff.render_text import text
from scripts.diff.report import Compared, Report
from scripts.jsonvalue import Json
from scripts.status import Status

TEXT = """\
prod -> code:
~ api  A | <b> @team *x*
    edited in Grafana: 1 panel changed, 1 panel added, 1 panel removed, 2 other
    differences
      title Old -> Small
      tags a -> a, b
  ~ Now / Errors                                            dashboards/api.py:41
      minimum interval none -> 1m
      query A: …environment=~'$environment'}[[-5m-]{+1m+}]))
  + Now / New                                               dashboards/api.py:42
      panel added (timeseries)
  - Now / Gone                                                 dashboards/api.py
      panel removed (timeseries)
+ new  New
    only in code: 1 panel
- old  Old
    only in Grafana, ours: 12 panels
  guest  Guest
    only in Grafana, others': 3 panels
note: the folder Team (team) is not there; a push makes it
5 dashboards: 1 in sync, 1 edited in Grafana, 1 only in code, 1 only in Grafana, ours, 1 only in Grafana, others'
"""


def test_the_text_is_for_people(report: Report) -> None:
    """Panel by panel, the line of Python on the right."""
    assert "\n".join(text(report)) + "\n" == TEXT


def test_colour_is_added_only_where_it_is_asked_for(report: Report) -> None:
    """What went is red, what came is green, inside a query too; nothing else differs from the plain text."""
    painted = "\n".join(text(report, lambda said, colour: f"<{colour}>{said}</{colour}>"))

    assert "<red>[-5m-]</red><green>{+1m+}</green>" in painted
    assert "<green>+</green> Now / New" in painted
    assert re.sub(r"</?(red|green|yellow|dim)>", "", painted) + "\n" == TEXT


def test_long_places_and_queries_stay_within_80_columns(report: Report) -> None:
    """The line of Python gets a line of its own, a query is broken."""
    one = Change(row="R" * 30, panel="P" * 40, id=1, path="x", words="query " + "x" * 300, line="dashboards/abc.py:123")
    long = replace(report.dashboards[1], changes=Changes((one,)))

    lines = list(text(Report(against="prod", dashboards=[long])))

    assert max(map(len, lines[:-1])) <= 80
    assert lines[4] == " " * 59 + "dashboards/abc.py:123"


def test_the_json_is_what_its_schema_says(report: Report) -> None:
    """And the schema is one."""
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    made = json.loads(as_json(report))

    jsonschema.validate(made, schema, jsonschema.Draft202012Validator)
    assert made["counts"]["in sync"] == 1
    assert made["dashboards"][1]["changes"][2]["line"] == "dashboards/api.py:41"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(DASHBOARDS, DASHBOARDS)
def test_any_report_is_what_the_schema_says(one: Json, other: Json) -> None:
    """Whatever two dashboards hold."""
    found = Compared(uid="a", title="A", status="code ahead", changes=compare(one, other, full=True), drift=True)

    jsonschema.validate(document(Report(against="x", dashboards=[found])), json.loads(SCHEMA.read_text()))


def test_the_schema_knows_every_status() -> None:
    """Those of a server and those of files."""
    known = json.loads(SCHEMA.read_text())["$defs"]["dashboard"]["properties"]["status"]["enum"]

    assert set(known) == {str(one) for one in Status} | {"different", "gone from the code"}


def test_the_markdown_opens_by_a_click_and_shows_queries_as_a_diff(report: Report) -> None:
    """Names that people chose are text, not Markdown, HTML or a mention."""
    said = markdown(report)

    assert said.startswith("<!-- dash diff -->\n### ⚠️ dash diff: prod → code\n")
    assert "<details><summary><b>A | &lt;b&gt; @\N{ZERO WIDTH SPACE}team *x*</b>" in said
    assert "    - sum by (service) (rate(http_requests_total{environment=~'$environment'}[5m]))\n" in said
    assert "- `~` **Now / Errors** `dashboards/api.py:41`" in said
    assert "\n> the folder Team (team) is not there; a push makes it\n" in said


def test_a_comment_never_gets_too_long(report: Report) -> None:
    """What does not fit is named without details, then counted."""
    edited = report.dashboards[1]
    many = replace(report, dashboards=[replace(edited, uid=f"uid-{n}", title="T" * 100) for n in range(300)])

    said = markdown(many)

    assert len(said) <= LIMIT
    assert said.count("<details>") > 20
    assert "`dash diff` shows them all" in said
    assert markdown(Report(against="x", dashboards=[])).endswith("no dashboards\n")


@pytest.mark.parametrize(
    ("given", "made"), [("plain", "`plain`"), ("a`b", "``a`b``"), ("`x`", "`` `x` ``"), ("a\nb", "`a b`")]
)
def test_code_holds_any_text(given: str, made: str) -> None:
    """Backticks included."""
    assert code(given) == made


def test_what_people_wrote_is_escaped() -> None:
    """No link, no emphasis, no mention."""
    assert escaped("[a](b) *c* <d> @e\nf") == "\\[a\\](b) \\*c\\* \\<d\\> @\N{ZERO WIDTH SPACE}e f"


def test_annotations_stand_on_the_lines_of_python(report: Report) -> None:
    """One for each panel, on its line; line breaks and colons are escaped as GitHub wants."""
    said = list(github(report))

    assert said[1] == (
        "::warning file=dashboards/api.py,line=41,title=A | <b> @team *x*%3A Now / Errors::"
        "minimum interval none -> 1m%0Aquery A: …environment=~'$environment'}[[-5m-]{+1m+}]))%0A(edited in Grafana)"
    )
    assert said[0].startswith("::warning file=dashboards/api.py,title=A | <b> @team *x*::title Old")
    assert said[4] == "::warning file=dashboards/new.py,title=New::only in code: 1 panel"
    assert said[6].startswith("::notice title=prod::the folder Team")
    assert not any("guest" in line.lower() for line in said[:-1])
