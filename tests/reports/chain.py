"""The chain of opinions of an agency with the people who hold its positions."""

from dataclasses import replace
from datetime import date

from agencies.models import Agency, Holding, Position, User
from agencies.offices import standard_positions
from agencies.rules.holdings import Capacity, Term
from agencies.services import (
    ActingContent,
    acting_add,
    position_content_of,
    position_update,
    positions_start,
)
from measures.rules.evidence import CheckedFile
from reports.issue.approval import GivenOpinion, PaperOpinion, opinion_give, opinion_record
from reports.models import Opinion, Submission
from reports.paper.opinion_words import OpinionChoice

SCAN = CheckedFile("บันทึก.pdf", "application/pdf", b"%PDF-1.4 scan")
AGREED, RETURNED = OpinionChoice.AGREED, OpinionChoice.RETURNED


def positions_of(agency: Agency) -> list[Position]:
    positions_start(agency=agency, standard=standard_positions(agency), actor=None)
    return list(agency.positions.with_holdings())


def hold(agency: Agency, *people: User | None) -> list[Position]:
    """Let people hold the positions of an agency, first to last."""
    for position, person in zip(positions_of(agency), people, strict=False):
        member = agency.memberships.get(user=person) if person else None
        content = replace(position_content_of(position), member=member)
        position_update(position=position, content=content, version=position.version, actor=None)
    return positions_of(agency)


def act(position: Position, person: User, starts: date, ends: date | None = None, capacity=Capacity.ACTING) -> Holding:
    member = position.agency.memberships.get(user=person)
    content = ActingContent(member, capacity, "รองปลัดเทศบาล", Term(starts, ends))
    return acting_add(position=position, content=content, actor=None)


def speak(submission: Submission, actor: User, number: int, text: str = "", choice=AGREED) -> Opinion:
    return opinion_give(submission=submission, given=GivenOpinion(number, choice, text), actor=actor)


def from_paper(submission: Submission, actor: User, number: int, on: date, text: str = "", **more) -> Opinion:
    given = PaperOpinion(
        position=number, choice=AGREED, text=text, on=on, signed_name="นายสมมติ ลงนามเอง", scan=SCAN, **more
    )
    return opinion_record(submission=submission, given=given, actor=actor)
