"""How does a seed become numbers that are the same in every process?"""

from hashlib import blake2b


def share(seed: int, *parts: object) -> float:
    """Draw a number from 0 up to 1 that depends on nothing but the seed and the parts."""
    text = "/".join(map(str, (seed, *parts)))
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big") / 2**48


def choice(count: int, seed: int, *parts: object) -> int:
    """Draw one of so many numbers, from 0."""
    return int(share(seed, *parts) * count)
