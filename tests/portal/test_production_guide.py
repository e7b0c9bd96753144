"""What the guide for production tells people to type, held against what the portal needs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
STOPS_TIMERS = "systemctl stop 'ita-portal-*'"
STARTS_TIMERS = "systemctl start $(systemctl list-unit-files --state=enabled"


def commands_with(words: str) -> list[str]:
    """Return the lines of the block of commands in which some words stand first."""
    blocks = re.findall(r"(?:^    .+\n)+", GUIDE, re.MULTILINE)
    return next(block for block in blocks if words in block).splitlines()


@pytest.mark.parametrize("act", ["manage.py restore", "git pull"])
def test_the_timers_rest_while_database_or_code_are_changed(act):
    lines = commands_with(act)
    (stop,) = (number for number, line in enumerate(lines) if STOPS_TIMERS in line)
    (acts,) = (number for number, line in enumerate(lines) if act in line)
    assert stop < acts
    assert STARTS_TIMERS in lines[-1]


def test_the_documented_restore_refuses_an_exchanged_archive():
    (line,) = (line for line in commands_with("manage.py restore") if "manage.py restore" in line)
    assert "--fingerprint" in line


@pytest.mark.parametrize(
    "claim", ["about 140 MB", "nobody can lock a person out", "is the same for PostgreSQL and SQLite"]
)
def test_what_is_not_true_is_not_claimed(claim):
    assert claim not in " ".join(GUIDE.split())


def test_the_guide_says_that_gunicorn_needs_its_proxy():
    assert "gunicorn must not be reached but through nginx" in GUIDE
