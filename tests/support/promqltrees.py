"""Which expressions can there be, and which tree does the judge (promql-parser) see in a text?"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import add, ge, gt, le, lt, mod, mul, sub, truediv
from typing import Any

import promql_parser
from hypothesis import strategies as st

from panels.queries.expr import Expr, literal, metric, now, vector

Shape = tuple[Any, ...]


def shape(text: str) -> Shape:
    """Read a query as nested tuples in which brackets leave no trace."""
    return _shape(promql_parser.parse(text))


def _shape(node: Any) -> Shape:  # noqa: ANN401 - the nodes of promql-parser share no class
    reader = READERS.get(type(node).__name__)
    return reader(node) if reader else (type(node).__name__, str(node))


def _minus(node: Any) -> Shape:  # noqa: ANN401 - as above
    below = _shape(node.expr)
    return ("number", -below[1]) if below[0] == "number" else ("minus", below)


READERS: dict[str, Callable[[Any], Shape]] = {
    "ParenExpr": lambda node: _shape(node.expr),
    "NumberLiteral": lambda node: ("number", node.val),
    "UnaryExpr": _minus,
    "BinaryExpr": lambda node: (str(node.op), str(node.modifier), _shape(node.lhs), _shape(node.rhs)),
    "AggregateExpr": lambda node: (
        str(node.op),
        str(node.modifier),
        None if node.param is None else _shape(node.param),
        _shape(node.expr),
    ),
    "Call": lambda node: (node.func.name, *map(_shape, node.args)),
    "SubqueryExpr": lambda node: ("subquery", _shape(node.expr), node.range, node.step),
}


@dataclass(frozen=True, slots=True)
class Tree:
    """One expression, said twice.

    Attributes:
        expr: as `Expr` builds it.
        full: as a cautious person writes it, with brackets around everything.
    """

    expr: Expr
    full: str


def _bracketed(text: str) -> str:
    return f"({text})"


LEAVES = [
    Tree(metric("up"), "up"),
    Tree(metric("up", job="mongodb").offset("1h"), 'up{job="mongodb"} offset 1h'),
    Tree(metric("http_requests_total", status="500").rate("5m"), 'rate(http_requests_total{status="500"}[5m])'),
    Tree(vector(0), "vector(0)"),
]
NUMBERS: list[float] = [0, 1, 60, 0.95, -2, 1e6, 1e-9, float("inf")]
SCALARS = [Tree(literal(n), f"({n:+})".replace("inf", "Inf")) for n in NUMBERS] + [Tree(now(), "time()")]

ARITHMETIC: dict[str, Callable[[Any, Any], Expr]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
    "%": mod,
    "^": pow,
}
FILTERS: dict[str, Callable[[Any, Any], Expr]] = {
    ">": gt,
    "<": lt,
    ">=": ge,
    "<=": le,
    "==": lambda a, b: a.equals(b),
    "!=": lambda a, b: a.differs(b),
}
SETS: dict[str, Callable[[Any, Any], Expr]] = {
    "and": lambda a, b: a & b,
    "or": lambda a, b: a | b,
    "unless": lambda a, b: a.unless(b),
}


def _infix(name: str, build: Callable[[Any, Any], Expr], left: Tree, right: Tree) -> Tree:
    return Tree(build(left.expr, right.expr), _bracketed(f"{left.full} {name} {right.full}"))


def _matched(name: str, build: Callable[[Any, Any], Expr], left: Tree, right: Tree) -> Tree:
    return Tree(build(left.expr, right.expr.on("job")), _bracketed(f"{left.full} {name} on (job) {right.full}"))


def _around(below: Tree) -> list[Tree]:
    """Put a function, an aggregation or a sign around an expression."""
    expr, full = below.expr, below.full
    return [
        Tree(-expr, _bracketed(f"-({full})")),
        Tree(expr.sum(), f"sum({full})"),
        Tree(expr.top(3), f"topk(3, {full})"),
        Tree(expr.abs(), f"abs({full})"),
        Tree(expr.at_least(-1), f"clamp_min({full}, (-1))"),
        Tree(expr.over("max_over_time", "1h", "5m"), f"max_over_time(({full})[1h:5m])"),
        Tree(expr.as_scalar() * expr, _bracketed(f"scalar({full}) * {full}")),
    ]


def _grown(below: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    scalars = st.sampled_from(SCALARS)
    joined = [
        st.builds(_infix, st.just(name), st.just(build), left, right)
        for table, sides in (
            (ARITHMETIC, ((below, below), (scalars, below), (below, scalars))),
            (FILTERS, ((below, below), (scalars, below), (below, scalars))),
            (SETS, ((below, below),)),
        )
        for name, build in table.items()
        for left, right in sides
    ]
    matched = [
        st.builds(_matched, st.just(name), st.just(build), below, below)
        for name, build in (ARITHMETIC | FILTERS | SETS).items()
    ]
    return st.one_of(*joined, *matched, below.flatmap(lambda tree: st.sampled_from(_around(tree))))


def trees() -> st.SearchStrategy[Tree]:
    """Make expressions of every operator, sign, function and aggregation, nested at random."""
    return st.recursive(st.sampled_from(LEAVES), _grown, max_leaves=8)
