"""Findings in `dash.toml`: line, key, what instead, and never a value."""

import tomllib

import pytest
from jsonschema import Draft202012Validator

from scripts.settings import checking


def findings(text: str) -> list[str]:
    """Check a text as the reader does."""
    return checking.problems(tomllib.loads(text), text)


def test_the_schema_is_a_schema() -> None:
    """The file in the package is valid JSON Schema."""
    Draft202012Validator.check_schema(checking.schema())


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("[environments.p]\nurl='http://a'\ntimout=3", "3: environments.p.timout: unknown key, did you mean timeout?"),
        ("zzz=1", "1: zzz: unknown key, there is sources, output, links, notifications, prometheus, environments"),
        ("[environments.p]\norg_id=1", "1: environments.p: url is missing"),
        ("[environments.p]\nurl='ftp://a'", "2: environments.p.url: must be http://host or https://host"),
        ("[environments.p]\nurl='http://u:p@a'", "2: environments.p.url: must be http://host or https://host"),
        ("[environments.p]\nurl='http://a'\nworkers=0", "3: environments.p.workers: must be a number from 1 to 32"),
        ("[environments.p]\nurl='http://a'\norg_id='1'", "3: environments.p.org_id: must be the number of an organ"),
        ("[environments.p]\nurl='http://a'\nprotected=1", "3: environments.p.protected: must be true or false"),
        ("[environments.p]\nurl='http://a'\nfolder='x'", "3: environments.p.folder: must be a table"),
        ("[environments.p]\nurl='http://a'\nfolder={uid='general'}", "3: environments.p.folder.uid: must be at most"),
        ("[environments.p]\nurl='http://a'\ntimeout=-1", "3: environments.p.timeout: must be seconds"),
        ("[environments.p]\nurl='http://a'\nuser='u'", "3: environments.p.user: needs password_env or password_file"),
        ("[environments.p]\nurl='http://a'\npassword_env='P'", "3: environments.p.password_env: needs user"),
        ("[environments.p]\nurl='http://a'\nclient_key='k'", "3: environments.p.client_key: needs client_cert"),
        ("[environments.'a b']\nurl='http://a'", "1: environments: must be named with letters"),
        ("[notifications]\nslack='app'", "2: notifications.slack: must be webhook or bot"),
        ("[notifications]\nsmtp='mail'", "2: notifications.smtp: must be host:port of a mail server"),
        ("[notifications]\nsmtp='${HOST}:25'", "2: notifications.smtp: must be host:port of a mail server"),
        ("[notifications]\nemail_to='a@b.c'", "2: notifications.email_to: must be a list of e-mail addresses"),
        ("[notifications]\nemail_to=['a']", "2: notifications.email_to: must be one e-mail address"),
        ("[notifications]\ntimezone='Europe/Berln'", "2: notifications.timezone: no such time zone, did you mean Eu"),
        ("[notifications]\npagerduty='events'", "2: notifications.pagerduty: must be http://host"),
        ("[sources]\nfiles='*.json'", "2: sources.files: must be a list of paths or globs"),
        ("[sources]\nfiles=['a', 3]", "2: sources.files: must be text"),
        ("[sources]\ncatalog='no colon'", "2: sources.catalog: must be module:NAME"),
    ],
)
def test_a_finding_names_line_key_and_remedy(text: str, finding: str) -> None:
    """One wrong key gives one finding that begins as expected."""
    found = findings(text)

    assert len(found) == 1
    assert found[0].startswith(finding)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("url='http://a'\ntoken='glsa_hush'", "a secret does not belong into this file: use token_env or token_file"),
        ("url='http://a'\nuser='u'\npassword='hush'", "use password_env or password_file"),
        ("url='http://a'\ntoken_env='glsa_hush'", "the name of an environment variable, not its value"),
        ("url='http://a'\nheaders={Authorization='Bearer hush'}", "a secret does not belong into this file"),
        ("url='https://u:hush@a'", "without user or password"),
    ],
)
def test_a_literal_secret_is_refused_without_printing_it(text: str, finding: str) -> None:
    """The message tells what to do, and the secret is not in it."""
    found = " ".join(findings("[environments.p]\n" + text))

    assert finding in found
    assert "hush" not in found


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("token_env='A'\ntoken_file='b'", "4: environments.p.token_file: excludes token_env"),
        ("token_env='A'\nuser='b'\npassword_env='C'", "4: environments.p.user: excludes token_env"),
        ("user='a'\npassword_env='B'\npassword_file='c'", "5: environments.p.password_file: excludes password_env"),
    ],
)
def test_two_kinds_of_credentials_exclude_each_other(text: str, finding: str) -> None:
    """Nothing is guessed about which of two secrets is meant."""
    assert finding in " ".join(findings("[environments.p]\nurl='http://a'\n" + text))


def test_findings_come_in_the_order_of_the_file() -> None:
    """All are listed, top to bottom."""
    text = "[environments.p]\nurl='http://a'\nworkers=0\ntimout=1\n[sources]\nfile=1\n"

    assert [finding.split(":")[0] for finding in findings(text)] == ["3", "4", "6"]


@pytest.mark.parametrize("key", ["smtp_password", "slack_url", "pagerduty_routing_key", "heartbeat_url"])
def test_the_secrets_of_messages_belong_into_files(key: str) -> None:
    """Whoever writes one into the settings is told where it goes, and it is not printed."""
    found = " ".join(findings(f"[notifications]\n{key}='hush'"))

    assert "a secret does not belong into this file: use the file of that name in secrets/" in found
    assert "hush" not in found
