"""What docs/stack.md tells works: commands, blocks, tables."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from support.commands import STACK, blocks, commands, judged

from scripts.doctor.stack.answers import PAGES
from scripts.settings import parse

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/stack.md"
TEXT = PAGE.read_text(encoding="utf-8")


def block(language: str, word: str) -> str:
    """Find the block of a language that has a word."""
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    return next(one for one in found if word in one)


def test_every_command_works_on_the_stack() -> None:
    """As those of the runbooks; what stands in the table of changes too."""
    lines = [*blocks(PAGE, "sh"), *re.findall(r"^\| `[^|]*\| `((?:curl|docker) [^`]*)`", TEXT, re.MULTILINE)]

    assert len(lines) > 25
    for line in lines:
        for words in commands(line):
            assert judged(words) == "", line


def test_the_table_of_services_is_that_of_the_compose_file() -> None:
    """Names, ports on this host and inside."""
    rows = re.findall(r"^\| ([a-z-]+) \| (?:http://)?(?:localhost:(\d+)|-) \| (\d+) \|", TEXT, re.MULTILINE)
    published = {
        name: (one.ports[0].number if one.ports else "", str(one.ports[0].inside) if one.ports else "")
        for name, one in STACK.services.items()
        if name != "alloy"
    }

    assert {name: (port, inside) for name, port, inside in rows} == {
        **published,
        "node-exporter": ("9100", "9100"),
        "promtail": ("", "9080"),
    }
    assert PAGES.keys() == {name for name, one in STACK.services.items() if one.ports}


def test_the_block_for_long_keeping_is_one_that_dash_takes() -> None:
    """And its password is mounted where it is looked for."""
    toml = block("toml", "remote_write")
    remote = parse(toml, ROOT).prometheus.remote_write
    override = yaml.safe_load(block("yaml", "remote_write"))

    assert tomllib.loads(toml)["prometheus"]["remote_write"]["url"] == remote.url
    assert remote.password_file == f"/run/secrets/{override['services']['prometheus']['secrets'][0]}"
    assert override["secrets"].keys() == {"remote_write"}


@pytest.mark.parametrize(
    "word", ["BOT_NETWORK_EXTERNAL=true", "GRAFANA_ADDRESS=127.0.0.1", "GRAFANA_COOKIE_SECURE=true"]
)
def test_every_setting_that_is_told_is_one(word: str) -> None:
    """Variables of .env.example."""
    assert word in TEXT
    assert word.partition("=")[0] in (ROOT / ".env.example").read_text(encoding="utf-8")
