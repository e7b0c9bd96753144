"""Fifty people at once for some seconds; `make load` does the same for a minute."""

from tests.operation import load
from tests.operation.machine import PATIENCE

SECONDS, STORED = 8, 20


def goes_on(gone: float, parts: list[load.LoadWork]) -> bool:
    """On a slow machine it takes longer until enough is stored, and until somebody has met somebody."""
    is_enough = sum(len(part.accepted) for part in parts) > STORED and any(part.refused for part in parts)
    return gone < SECONDS or (gone < PATIENCE and not is_enough)


def test_fifty_people_lose_nothing(on_postgresql):
    with on_postgresql.served(workers=4) as server:
        work = load.run(on_postgresql, server, goes_on)
    assert load.faults_of(on_postgresql, work) == []
    assert len(work.accepted) > STORED
    assert work.refused > 0, "nobody met anybody: this proves nothing"
    assert not [line for line in server.lines() if line["level"] in ("ERROR", "CRITICAL")]
