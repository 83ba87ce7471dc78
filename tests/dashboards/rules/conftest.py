"""What the tests of the rules share."""

from pathlib import Path

import pytest
from support.trials import Judge, Trial, run


@pytest.fixture
def judge(promtool: str, tmp_path: Path) -> Judge:
    """Let the real promtool try rules on made-up series."""

    def judged(trial: Trial) -> None:
        complaints = run(trial, promtool, tmp_path)
        assert not complaints, complaints

    return judged
