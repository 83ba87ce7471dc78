"""Which targets does the simulated Bot-Core have?"""

from collections.abc import Callable

from scripts.simulate.build import Target
from scripts.simulate.targets import (
    ai_service,
    containers,
    engine,
    host,
    mongodb,
    monitoring,
    probes,
    rabbitmq,
    redis,
    user_interface,
)

BUILDERS: tuple[Callable[[int], list[Target]], ...] = (
    engine.build,
    ai_service.build,
    user_interface.build,
    host.build,
    containers.build,
    mongodb.build,
    redis.build,
    rabbitmq.build,
    probes.build,
    monitoring.build,
)


def build(seed: int) -> list[Target]:
    """Make every target of the contract."""
    return [target for builder in BUILDERS for target in builder(seed)]
