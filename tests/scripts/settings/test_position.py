"""Lines of keys in TOML texts."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.settings.position import line_of

TEXT = '''# the head

[links]
# a comment
runbooks = "https://wiki/[environments.prod]"

[environments.prod]
url = "https://a"
folder = { uid = "x", title = "y" }
headers.X-One = """
timeout = 1
"""
timeout = 5

[environments.prod.datasources]
prometheus = "p"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("links",), 3),
        (("links", "runbooks"), 5),
        (("environments",), 7),
        (("environments", "prod", "url"), 8),
        (("environments", "prod", "folder", "title"), 9),
        (("environments", "prod", "headers", "X-One"), 10),
        (("environments", "prod", "timeout"), 13),
        (("environments", "prod", "datasources", "prometheus"), 16),
        (("environments", "prod", "absent"), 7),
        (("nothing",), 1),
        ((), 1),
    ],
)
def test_a_key_is_found_where_it_stands(path: tuple[str, ...], line: int) -> None:
    """Tables, dotted keys, inline tables, comments and long strings do not confuse it."""
    assert line_of(TEXT, path) == line


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3, unique=True), st.integers(0, 3))
def test_the_line_found_holds_the_key(keys: list[str], gap: int) -> None:
    """Whatever the gaps, the line named is the one that mentions the key."""
    text = "".join("\n" * gap + f"{key} = 1\n" for key in keys)

    assert tomllib.loads(text)
    for key in keys:
        assert text.splitlines()[line_of(text, [key]) - 1] == f"{key} = 1"
