"""How is an alert tried that fires when too large a share of requests fails for ten or fifteen minutes?"""

from support.rulecases.case import Case, fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, Values, climbing, ending, flat

from dashboards.rules import Alert


def failing(alert: Alert, name: str, limit: float, held: str) -> tuple[Case, ...]:
    """Try such an alert of a counter that tells answers apart by `status_code`.

    Args:
        alert: the alert.
        name: of the counter.
        limit: the share.
        held: how long errors last in the cases: a little longer than its `for`.
    """

    def answers(good: Values, bad: Values, **labels: str) -> tuple[Made, Made]:
        return real(name, good, status_code="200", **labels), real(name, bad, status_code="500", **labels)

    part = limit * 0.99
    return (
        quiet(alert, "exactly the limit", *answers(climbing(90, start=LIVED), climbing(10, start=LIVED))),
        *(
            quiet(
                alert,
                f"a hair below, {where}",
                *answers(climbing(1 - part, start=LIVED), climbing(part, start=LIVED)),
                *answers(climbing(1 - part, start=LIVED), climbing(part, start=LIVED), **other),
            )
            for where, other in (("in two instances", {"instance": "b"}), ("in two methods", {"method": "PUT"}))
        ),
        fires(
            alert,
            "a hair above, in two instances",
            *answers(climbing(1 - limit * 1.01, start=LIVED), climbing(limit * 1.01, start=LIVED)),
            *answers(climbing(1 - limit * 1.01, start=LIVED), climbing(limit * 1.01, start=LIVED), instance="b"),
            since="30s",
        ),
        fires(
            alert,
            "half of few fail for a while",
            *answers(climbing(0.3, start=LIVED), ending(0.3, held)),
            since="30s",
            still=f"{int(held[:-1]) + 3}m30s",
            over=f"{int(held[:-1]) + 5}m",
        ),
        fires(
            alert,
            "there were far more before, and none failed",
            *answers(ending(10, held), flat(LIVED, held) + climbing(1)),
            since=f"{int(held[:-1]) + 3}m",
        ),
    )
