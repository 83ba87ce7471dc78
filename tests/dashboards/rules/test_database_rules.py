"""Do the recorded series of databases and of WebSocket have the right values?"""

import pytest
from support.trials import Judge, Trial

MONGO = 'environment="production",service="mongodb",job="mongodb",instance="m"'
REDIS = 'environment="production",service="redis",job="redis",instance="r"'
ENGINE = 'environment="production",service="rust-core-engine",job="rust-core-engine",instance="a"'


def test_connections_are_a_share_of_what_can_be_open(judge: Judge) -> None:
    """45 open and 55 to spare are 45 %; open by spare would be 82 %."""
    judge(
        Trial(
            groups=("database",),
            series={
                f'mongodb_ss_connections{{{MONGO},conn_type="current"}}': "45x40",
                f'mongodb_ss_connections{{{MONGO},conn_type="available"}}': "55x40",
            },
            expect={"instance:mongodb_connections:ratio": 0.45},
        )
    )


def test_latency_is_in_seconds(judge: Judge) -> None:
    """The exporter counts microseconds: 150 ms are 150 000 of them for each operation."""
    judge(
        Trial(
            groups=("database",),
            series={
                f'mongodb_ss_opLatencies_latency{{{MONGO},op_type="reads"}}': "0+2250000x40",
                f'mongodb_ss_opLatencies_ops{{{MONGO},op_type="reads"}}': "0+15x40",
                f'mongodb_ss_opLatencies_latency{{{MONGO},op_type="commands"}}': "0+15x40",
                f'mongodb_ss_opLatencies_ops{{{MONGO},op_type="commands"}}': "0+15x40",
            },
            expect={
                'instance_type:mongodb_op_latency_seconds:avg5m{op_type="reads"}': 0.15,
                "instance:mongodb_op_latency_seconds:avg5m": 0.15,
            },
        )
    )


def test_replication_lag_is_in_seconds_and_never_negative(judge: Judge) -> None:
    """Members report milliseconds; a secondary that is read a moment later is not ahead."""
    members = {"b:27017": 1000000, "c:27017": 1046000}
    judge(
        Trial(
            groups=("database",),
            series={
                f'mongodb_rs_members_optimeDate{{{MONGO},rs_nm="rs0",member_idx="a:27017",member_state="PRIMARY"}}': (
                    "1045000x40"
                ),
                **{
                    f'mongodb_rs_members_optimeDate{{{MONGO},rs_nm="rs0",member_idx="{member}",'
                    f'member_state="SECONDARY"}}': f"{time}x40"
                    for member, time in members.items()
                },
            },
            expect={
                'member:mongodb_replication_lag:seconds{member_idx="b:27017"}': 45,
                'member:mongodb_replication_lag:seconds{member_idx="c:27017"}': 0,
            },
        )
    )


@pytest.mark.parametrize(("most", "share"), [(1000, 0.9), (0, None)], ids=["limited", "unlimited"])
def test_memory_without_a_limit_has_no_share(judge: Judge, most: int, share: float | None) -> None:
    """Redis reports "unlimited" as 0: the share would be infinite."""
    judge(
        Trial(
            groups=("database",),
            series={
                f"redis_memory_used_bytes{{{REDIS}}}": "900x40",
                f"redis_memory_max_bytes{{{REDIS}}}": f"{most}x40",
            },
            expect={"instance:redis_memory:ratio": share},
        )
    )


def test_messages_count_in_both_directions(judge: Judge) -> None:
    """One direction alone is enough; errors are a share of both."""
    judge(
        Trial(
            groups=("websocket",),
            series={
                f'websocket_messages_sent_total{{{ENGINE},type="ticker"}}': "0+120x40",
                f'websocket_messages_received_total{{{ENGINE},type="ping"}}': "0+30x40",
                f'websocket_errors_total{{{ENGINE},type="send"}}': "0+15x40",
            },
            expect={"service:websocket_messages:rate5m": 10, "service:websocket_error_ratio:rate5m": 0.1},
        )
    )


def test_a_silent_direction_hides_nothing(judge: Judge) -> None:
    """Where nobody sends to us, what we send still counts, and there are no errors rather than no data."""
    judge(
        Trial(
            groups=("websocket",),
            series={f'websocket_messages_sent_total{{{ENGINE},type="ticker"}}': "0+120x40"},
            expect={"service:websocket_messages:rate5m": 8, "service:websocket_error_ratio:rate5m": 0},
        )
    )
