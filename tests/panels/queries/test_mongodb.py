"""What exactly is asked about MongoDB?"""

from panels.queries import mongodb
from panels.queries.expr import Expr
from panels.queries.scope import EVERYWHERE


def test_latency_is_recorded_in_seconds_though_the_exporter_reports_microseconds() -> None:
    """A limit of 100 on the exporter's number would mean 0.1 ms."""
    assert mongodb.LATENCY_BY_TYPE.rule.text == (
        "sum by (environment, service, instance, op_type) (rate(mongodb_ss_opLatencies_latency[5m])) / 1000000"
        " / (sum by (environment, service, instance, op_type) (rate(mongodb_ss_opLatencies_ops[5m])) > 0)"
    )


def test_the_connections_used_are_a_share_of_current_and_available_together() -> None:
    """Current divided by available is silent at 85 of 100."""
    per = "max by (environment, service, instance) (mongodb_ss_connections"

    assert mongodb.CONNECTIONS.rule.text == (
        f'{per}{{conn_type="current"}}) / ({per}{{conn_type="current"}}) + {per}{{conn_type="available"}}) > 0)'
    )


def test_the_lag_is_that_of_each_secondary_behind_its_primary_and_never_negative() -> None:
    """The exporter reports milliseconds, and clocks of two scrapes may cross."""
    assert mongodb.REPLICATION_LAG.rule.text == (
        "clamp_min("
        '(max by (environment, service, rs_nm) (mongodb_rs_members_optimeDate{member_state="PRIMARY"})'
        " - on (environment, service, rs_nm) group_right ()"
        ' min by (environment, service, rs_nm, member_idx) (mongodb_rs_members_optimeDate{member_state="SECONDARY"}))'
        " / 1000, 0)"
    )


def test_the_filesystem_is_not_added_up_over_databases() -> None:
    """Each database reports the same filesystem."""
    *_, used, size = mongodb.sizes(EVERYWHERE)

    assert (used.text, size.text) == ("max(mongodb_dbstats_fsUsedSize)", "max(mongodb_dbstats_fsTotalSize)")


def kept(asked: Expr) -> frozenset[str]:
    """Return the labels of an expression's series."""
    assert asked.labels is not None
    return asked.labels


def test_elections_start_no_new_line_in_a_graph() -> None:
    """`rs_state` is a label of every native metric and changes with an election; it is aggregated away."""
    for asked in (mongodb.queued, mongodb.tickets, mongodb.member_states, mongodb.scanned_per_returned):
        assert "rs_state" not in kept(asked(EVERYWHERE))
