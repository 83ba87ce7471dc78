"""Do joined expressions know which labels their series carry?"""

from panels.queries.expr import metric


def test_a_join_with_many_on_the_right_keeps_the_labels_of_the_right_side() -> None:
    """`group_right` takes its series from the right, so a rule may be recorded from it."""
    primary = metric("mongodb_rs_members_optimeDate", member_state="PRIMARY").max("rs_nm")
    secondaries = metric("mongodb_rs_members_optimeDate", member_state="SECONDARY").min("rs_nm", "member_idx")

    lag = primary - secondaries.on("rs_nm", right=())

    assert lag.labels == frozenset({"rs_nm", "member_idx"})


def test_a_join_with_many_on_the_right_adds_the_labels_that_are_carried_over() -> None:
    """Labels in the brackets of `group_right` come from the left side."""
    release = metric("app_info").max("service", "version")
    starts = metric("process_start_time_seconds").max("service", "instance")

    assert (release * starts.on("service", right=["version"])).labels == frozenset({"service", "instance", "version"})
