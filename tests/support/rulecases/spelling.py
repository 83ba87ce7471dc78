"""How is a rule written that was read as a tree, whole or with one part replaced?"""

import promql_parser as promql


def spelled(node: promql.Expr) -> str:
    """Write an expression, with more brackets than needed."""
    match node:
        case promql.ParenExpr():
            return spelled(node.expr)
        case promql.UnaryExpr():
            return f"-({spelled(node.expr)})"
        case promql.Call():
            return call(node.func.name, [spelled(one) for one in node.args])
        case promql.AggregateExpr():
            return aggregate(node, spelled(node.expr))
        case promql.BinaryExpr():
            return binary(node, spelled(node.lhs), spelled(node.rhs))
    return node.prettify()


def call(name: str, arguments: list[str]) -> str:
    """Write the call of a function."""
    return f"{name}({', '.join(arguments)})"


def aggregate(node: promql.AggregateExpr, inside: str, *, op: str = "", modifier: str | None = None) -> str:
    """Write an aggregation of an expression, with another operator or other labels."""
    by = str(node.modifier or "") if modifier is None else modifier
    parameter = "" if node.param is None else f"{spelled(node.param)}, "
    return f"{op or node.op} {by} ({parameter}{inside})"


def binary(node: promql.BinaryExpr, left: str, right: str, *, op: str = "", modifier: str | None = None) -> str:
    """Write an operator between two expressions, with another operator or matched otherwise."""
    matching = str(node.modifier or "") if modifier is None else modifier
    return f"({left} {op or node.op} {matching} {right})"
