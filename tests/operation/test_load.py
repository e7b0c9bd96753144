"""Fifty people at once for some seconds; `make load` does the same for a minute."""

from tests.operation import load


def test_fifty_people_lose_nothing(on_postgresql):
    with on_postgresql.served("--workers", "4") as server:
        work = load.run(on_postgresql, server, 8)
    assert load.faults_of(on_postgresql, work) == []
    assert len(work.accepted) > 20
    assert work.refused > 0, "nobody met anybody: this proves nothing"
    assert not [line for line in server.lines() if line["level"] in ("ERROR", "CRITICAL")]
