"""Do the recorded series of the machine and its containers have the right values?"""

import pytest
from support.trials import Judge, Trial

HOST = 'environment="production",service="host",job="node-exporter",instance="h"'
BOX = 'environment="production",service="rust-core-engine",instance="c",id="/docker/1",image="i",name="rust"'


def test_cpu_use_is_the_mean_of_the_cpus(judge: Judge) -> None:
    """One CPU idle a quarter of the time and one three quarters are half busy; modes are shares of a CPU."""
    judge(
        Trial(
            groups=("host",),
            series={
                f'node_cpu_seconds_total{{{HOST},cpu="0",mode="idle"}}': "0+3.75x40",
                f'node_cpu_seconds_total{{{HOST},cpu="1",mode="idle"}}': "0+11.25x40",
                f'node_cpu_seconds_total{{{HOST},cpu="0",mode="user"}}': "0+11.25x40",
                f'node_cpu_seconds_total{{{HOST},cpu="1",mode="user"}}': "0+3.75x40",
                f"node_load5{{{HOST}}}": "3x40",
            },
            expect={
                "instance:node_cpu_utilization:rate5m": 0.5,
                'instance_mode:node_cpu:rate5m{mode="user"}': 0.5,
                "instance:node_cpus:count": 2,
                "instance:node_load5_per_cpu:ratio": 1.5,
            },
        )
    )


def test_memory_is_what_nobody_could_get(judge: Judge) -> None:
    """A ratio from 0 to 1, never a percentage."""
    judge(
        Trial(
            groups=("host",),
            series={
                f"node_memory_MemTotal_bytes{{{HOST}}}": "16e9x40",
                f"node_memory_MemAvailable_bytes{{{HOST}}}": "4e9x40",
            },
            expect={"instance:node_memory_utilization:ratio": 0.75},
        )
    )


@pytest.mark.parametrize(
    ("fstype", "readonly", "free"),
    [("ext4", 0, 0.09), ("ext4", 1, None), ("tmpfs", 0, None), ("overlay", 0, None)],
    ids=["a disk", "a read-only disk", "memory", "an overlay of docker"],
)
def test_only_disks_that_can_fill_up_count(judge: Judge, fstype: str, readonly: int, free: float | None) -> None:
    """A full snapshot or an overlay that repeats the host's disk would alarm for nothing."""
    mount = f'{HOST},device="/dev/vda",mountpoint="/data",fstype="{fstype}"'
    judge(
        Trial(
            groups=("host",),
            series={
                f"node_filesystem_avail_bytes{{{mount}}}": "9x40",
                f"node_filesystem_size_bytes{{{mount}}}": "100x40",
                f"node_filesystem_readonly{{{mount}}}": f"{readonly}x40",
            },
            expect={"instance_mountpoint:node_filesystem_avail:ratio": free},
        )
    )


def test_traffic_is_counted_once(judge: Judge) -> None:
    """Loopback and docker's bridges would count packets twice; of disks, loop devices."""
    judge(
        Trial(
            groups=("host",),
            series={
                f'node_network_receive_bytes_total{{{HOST},device="eth0"}}': "0+1500x40",
                f'node_network_receive_bytes_total{{{HOST},device="lo"}}': "0+99000x40",
                f'node_network_receive_bytes_total{{{HOST},device="veth1a"}}': "0+1500x40",
                f'node_network_transmit_bytes_total{{{HOST},device="eth0"}}': "0+150x40",
                f'node_network_transmit_bytes_total{{{HOST},device="docker0"}}': "0+150x40",
                f'node_disk_io_time_seconds_total{{{HOST},device="vda"}}': "0+12x40",
                f'node_disk_io_time_seconds_total{{{HOST},device="loop0"}}': "0+15x40",
            },
            expect={
                "instance:node_network_receive_bytes:rate5m": 100,
                "instance:node_network_transmit_bytes:rate5m": 10,
                "instance_device:node_disk_io_time:rate5m": 0.8,
            },
        )
    )


def test_a_container_is_measured_by_its_own_limits(judge: Judge) -> None:
    """Half a core of a quota of two, three quarters of its memory, held back in every tenth period."""
    judge(
        Trial(
            groups=("container",),
            series={
                f'container_cpu_usage_seconds_total{{{BOX},cpu="cpu00"}}': "0+3.75x40",
                f'container_cpu_usage_seconds_total{{{BOX},cpu="cpu01"}}': "0+3.75x40",
                f"container_spec_cpu_quota{{{BOX}}}": "200000x40",
                f"container_spec_cpu_period{{{BOX}}}": "100000x40",
                f"container_memory_working_set_bytes{{{BOX}}}": "750x40",
                f"container_spec_memory_limit_bytes{{{BOX}}}": "1000x40",
                f"container_cpu_cfs_throttled_periods_total{{{BOX}}}": "0+15x40",
                f"container_cpu_cfs_periods_total{{{BOX}}}": "0+150x40",
            },
            expect={
                "container:container_cpu_usage:rate5m": 0.5,
                "container:container_cpu_limit:ratio": 0.25,
                "container:container_memory_limit:ratio": 0.75,
                "container:container_cpu_throttled:ratio_rate5m": 0.1,
            },
        )
    )


def test_without_a_limit_there_is_no_share_of_it(judge: Judge) -> None:
    """The exporter reports an unlimited memory as 0: the share would be infinite."""
    judge(
        Trial(
            groups=("container",),
            series={
                f"container_memory_working_set_bytes{{{BOX}}}": "750x40",
                f"container_spec_memory_limit_bytes{{{BOX}}}": "0x40",
                f'container_cpu_usage_seconds_total{{{BOX},cpu="total"}}': "0+15x40",
            },
            expect={
                "container:container_memory_working_set:bytes": 750,
                "container:container_memory_limit:ratio": None,
                "container:container_cpu_limit:ratio": None,
            },
        )
    )
