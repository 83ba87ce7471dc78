"""How tightly does an operator bind?"""

from enum import IntEnum


class Level(IntEnum):
    """How tightly an operator binds, loosest first (Prometheus `promql/parser/generated_parser.y`)."""

    OR = 1
    AND = 2
    COMPARISON = 3
    SUM = 4
    PRODUCT = 5
    SIGN = 6
    POWER = 7
    ATOM = 8


OPERATORS = {
    "or": Level.OR,
    "and": Level.AND,
    "unless": Level.AND,
    **dict.fromkeys(("==", "!=", ">", "<", ">=", "<="), Level.COMPARISON),
    **dict.fromkeys(("+", "-"), Level.SUM),
    **dict.fromkeys(("*", "/", "%"), Level.PRODUCT),
    "^": Level.POWER,
}
SET_OPERATORS = frozenset({"or", "and", "unless"})
