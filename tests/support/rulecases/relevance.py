"""Which mistakes in an expression can matter, by what becomes of its value?"""

from collections.abc import Mapping
from enum import Enum, auto

import promql_parser as promql

from panels.contract import series
from panels.contract.lookup import names
from panels.contract.model import TARGET_LABELS

WRONG: Mapping[str, tuple[str, ...]] = {
    ">": (">=", "<"),
    ">=": (">", "<"),
    "<": ("<=", ">"),
    "<=": ("<", ">"),
    "==": ("!=",),
    "!=": ("==",),
    "and": ("or", "unless"),
    "unless": ("and",),
    "or": ("and",),
    "+": ("-",),
    "-": ("+",),
    "*": ("/",),
    "/": ("*",),
    "sum": ("max", "avg"),
    "max": ("min", "sum"),
    "min": ("max",),
    "avg": ("max", "min"),
    "count": ("sum",),
    "rate": ("increase",),
    "increase": ("rate",),
    "min_over_time": ("max_over_time",),
    "max_over_time": ("min_over_time",),
    "avg_over_time": ("max_over_time", "min_over_time"),
}
"""Operator or function -> those that are taken for it."""

FILTERS = (">", ">=", "<", "<=", "==", "!=", "and", "unless", "or")
"""Operators that can be forgotten, with their right-hand side."""

FOREIGN = "instance"
"""A label that somebody may group by who should not."""


class Use(Enum):
    """What becomes of an expression's value: changes that cannot matter there are no mistakes."""

    CONDITION = auto()
    """It is the alert's, or one of its conditions."""
    OPERAND = auto()
    """It is calculated with."""
    SIGN = auto()
    """It counts something, and is compared with zero."""
    SHAPE = auto()
    """It is a histogram, of which a quantile is taken."""


HARMLESS: Mapping[Use, frozenset[tuple[str, str]]] = {
    Use.CONDITION: frozenset(),
    Use.OPERAND: frozenset(),
    Use.SIGN: frozenset(
        {("sum", "max"), ("sum", "avg"), ("max", "sum"), ("rate", "increase"), ("increase", "rate")},
    ),
    Use.SHAPE: frozenset({("sum", "avg"), ("rate", "increase"), ("increase", "rate")}),
}
"""Use -> what may be taken for what without any difference: of things that are counted, the sum is above zero when the
largest is; and a histogram of which every bucket is divided by the same number has the same quantiles."""


def mistaken(name: str, use: Use) -> list[str]:
    """List what an operator or function may be taken for, where that makes a difference."""
    return [other for other in WRONG.get(name, ()) if (name, other) not in HARMLESS[use]]


def single(node: promql.AggregateExpr) -> bool:
    """Whether each group has one series by the contract, so that aggregating only drops labels."""
    asked: list[promql.VectorSelector] = []

    def visit(one: promql.Expr) -> bool:
        if isinstance(one, promql.VectorSelector):
            asked.append(one)
        return True

    promql.walk(node.expr, visit)
    by = set(node.modifier.labels) if node.modifier else set()
    if FOREIGN not in by or any(one.name not in names() for one in asked):
        return False
    return all(set(series(str(one.name)).labels) <= by | set(TARGET_LABELS) for one in asked)


def has_foreign(node: promql.Expr) -> bool:
    """Whether its series carry the label that a mutant groups by."""
    match node:
        case promql.AggregateExpr():
            found = FOREIGN in (node.modifier.labels if node.modifier else [])
        case promql.ParenExpr() | promql.UnaryExpr():
            found = has_foreign(node.expr)
        case promql.BinaryExpr():
            found = has_foreign(node.lhs)
        case promql.Call():
            found = any(has_foreign(one) for one in node.args)
        case promql.MatrixSelector():
            found = has_foreign(node.vector_selector)
        case promql.VectorSelector():
            found = node.name in names()
        case _:
            found = False
    return found


def _is_number(node: promql.Expr, value: float) -> bool:
    return isinstance(node, promql.NumberLiteral) and node.val == value


def counts(node: promql.Expr) -> bool:
    """Whether its values are whole numbers, so that a part of one more or less makes no difference."""
    while isinstance(node, promql.ParenExpr | promql.AggregateExpr):
        node = node.expr
    if isinstance(node, promql.BinaryExpr) and str(node.op) in FILTERS:
        return counts(node.lhs)
    return isinstance(node, promql.Call) and node.func.name in ("changes", "hour", "day_of_week")


def fills_with_zeros(node: promql.Expr) -> bool:
    """Whether it is the second half of `part or 0 * whole`: nothing in it but its labels matters."""
    while isinstance(node, promql.ParenExpr):
        node = node.expr
    return isinstance(node, promql.BinaryExpr) and str(node.op) == "*" and _is_number(node.lhs, 0)


def uses(node: promql.BinaryExpr, use: Use) -> tuple[Use, Use]:
    """Tell what an operator does with its two sides."""
    op = str(node.op)
    if op in ("and", "or", "unless") or (op == "+" and use is Use.SIGN):
        return use, use
    if op in FILTERS and use is Use.CONDITION and _is_number(node.rhs, 0):
        return Use.SIGN, Use.OPERAND
    return Use.OPERAND, Use.OPERAND
