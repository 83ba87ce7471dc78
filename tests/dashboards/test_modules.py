"""Does a dashboard's module read like its screen: no query text, no number, about three lines a panel?"""

import ast
import re
from pathlib import Path

import pytest
from support.boards import UIDS, panels

from dashboards import CATALOG

QUERY_TEXT = re.compile(r"\[[0-9]+[smhdw]\]|\[[$]__|sum by|histogram_quantile[(]")
SIZES = {"wide", "tall", "width"}
"""What may have a number of several digits: places on the screen."""

MOST_LINES = 5
"""For each panel, the head of the dashboard and its variables included."""


def modules(root: Path) -> list[Path]:
    """List the modules of dashboards and rules."""
    return sorted((root / "dashboards").rglob("*.py"))


def limits(tree: ast.Module) -> list[float]:
    """List the numbers of more than one digit that are no sizes."""
    sizes: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SIZES:
            sizes.update(node.args)
        if isinstance(node, ast.keyword) and node.arg in SIZES:
            sizes.add(node.value)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and node not in sizes
        and (node.value >= 10 or node.value != int(node.value))
    ]


def test_no_module_spells_a_query(root: Path) -> None:
    """Queries are named questions, asked by panels and rules alike."""
    spelled = {path.name: QUERY_TEXT.findall(path.read_text(encoding="utf-8")) for path in modules(root)}

    assert {name: found for name, found in spelled.items() if found} == {}


def test_no_module_holds_a_limit(root: Path) -> None:
    """What is good or bad stands once, among the thresholds and objectives."""
    held = {path.name: limits(ast.parse(path.read_text(encoding="utf-8"))) for path in modules(root)}

    assert {name: found for name, found in held.items() if found} == {}


def test_the_check_for_limits_finds_them() -> None:
    """It would be easy to write one that never finds anything."""
    assert sorted(limits(ast.parse("stat('A', soft_max=0.1, max=1).wide(12); x = 95"))) == [0.1, 95]


@pytest.mark.parametrize("uid", UIDS)
def test_a_panel_takes_about_three_lines(uid: str, root: Path) -> None:
    """Longer ones hide the screen that the module describes."""
    path = root / f"{CATALOG[uid].replace('.', '/')}.py"
    build = next(
        node
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == "build"
    )

    assert ((build.end_lineno or 0) - build.lineno) / len(panels(uid)) < MOST_LINES
