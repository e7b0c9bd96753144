"""The chain of a document that was put before the executives: whose turn it is, and who may speak in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agencies.access import Access
from agencies.models import Holding, Position
from agencies.rules.holdings import title_of_heading
from ita_portal.text.spelling import compared
from reports.models import Opinion, Submission


@dataclass(frozen=True)
class ChainStep:
    """A place in the chain: the words over it, whose it is, who may speak there today, and what was said."""

    number: int
    heading: str
    position: Position | None
    speakers: tuple[Holding, ...]
    opinion: Opinion | None
    is_next: bool


def position_keys(chain: Sequence[str], positions: Sequence[Position]) -> list[str]:
    """Return whose opinion each heading of a chain is; an empty text where the agency has no such position."""
    found = (_position_under(heading, positions) for heading in chain)
    return [str(each.key) if each else "" for each in found]


def position_at(submission: Submission, number: int, positions: Sequence[Position]) -> Position | None:
    """Return whose opinion is asked for at a place of the chain.

    What was put before the executives before there were positions, or a position that came later, is known by its
    heading.
    """
    keys = submission.position_keys
    key = keys[number] if number < len(keys) else ""
    if key:
        return next((each for each in positions if str(each.key) == key), None)
    return _position_under(submission.chain[number], positions)


def chain_steps(submission: Submission, positions: Sequence[Position], today: date) -> list[ChainStep]:
    """Return the whole chain with what was said; `positions` were loaded with their holdings."""
    given = submission.given
    return [
        ChainStep(
            number,
            heading,
            position := position_at(submission, number, positions),
            tuple(position.speakers_on(today)) if position else (),
            given[number] if number < len(given) else None,
            submission.is_waiting and number == len(given),
        )
        for number, heading in enumerate(submission.chain)
    ]


def turn_of(access: Access, submission: Submission, today: date) -> Holding | None:
    """Return by what a person may give the opinion that is waited for today; None for everybody else."""
    if not submission.is_waiting:
        return None
    holdings = access.holdings_on(today)
    return holding_in_turn(submission, holdings, list(access.agency.positions.all())) if holdings else None


def holding_in_turn(
    submission: Submission, holdings: Sequence[Holding], positions: Sequence[Position]
) -> Holding | None:
    """Return which of a person's holdings speaks for the position whose opinion is waited for."""
    position = position_at(submission, len(submission.given), positions)
    return next((each for each in holdings if each.position == position), None)


def _position_under(heading: str, positions: Sequence[Position]) -> Position | None:
    """Return the position that a heading names: by the heading itself, else by the title in it."""
    wanted, title = compared(heading), compared(title_of_heading(heading))
    same = (each for each in positions if compared(each.heading) == wanted)
    return next(same, next((each for each in positions if compared(each.title) == title), None))
