"""What exactly is asked about targets and alerts?"""

from panels.queries import choices, meta
from panels.queries.scope import ENVIRONMENT, SERVICE

JOBS = "blackbox-http|blackbox-websocket|blackbox-tls|binance-api|rabbitmq-detailed"


def test_probes_and_second_scrapes_say_nothing_about_a_service() -> None:
    """When only the prober is down, the service is not."""
    assert f'job!~"{JOBS}"' in meta.services_up(SERVICE).text
    assert f'job!~"{JOBS}"' in meta.SERVICES_DOWN.text


def test_absence_is_zero_only_where_it_means_zero() -> None:
    """No target down, no alert and no silence are good news; no up-ness is none."""
    assert meta.targets_down(SERVICE).text.endswith("or vector(0)")
    assert meta.critical_alerts(ENVIRONMENT).text.endswith("or vector(0)")
    assert meta.silences(ENVIRONMENT).text.endswith("or vector(0)")
    assert "vector(0)" not in meta.services_up(SERVICE).text
    assert "vector(0)" not in meta.probe_success(ENVIRONMENT).text


def test_the_heartbeat_is_no_alert_that_anybody_wants_to_see() -> None:
    """It fires always."""
    assert 'alertname!="Watchdog"' in meta.active_alerts(ENVIRONMENT).text
    assert 'alertname!="Watchdog"' in meta.alert_history(ENVIRONMENT).text
    assert 'alertname="Watchdog"' in meta.heartbeat().text


def test_the_history_of_alerts_says_when_there_was_none() -> None:
    """A state timeline without data shows a technical error; the line stands only where no alert fires."""
    asked = meta.alert_history(ENVIRONMENT).text

    assert asked.startswith("topk(25, max by (alertname, service, severity) (ALERTS{")
    assert asked.endswith('or on () label_replace(vector(0), "alertname", "no alert", "", "")')


def test_the_age_of_an_alert_is_joined_with_its_state() -> None:
    """`ALERTS_FOR_STATE` has no `alertstate`; everything else must agree."""
    assert ") * ignoring (alertstate) group_right () ALERTS{" in meta.active_alerts(ENVIRONMENT).text


def test_a_start_is_marked_with_the_version_that_started() -> None:
    """In milliseconds: the annotation stands at the exact second."""
    assert choices.start_marks(SERVICE).text.endswith(
        "* on (environment, service, job, instance) group_left (version, commit) app_info * 1000"
    )
