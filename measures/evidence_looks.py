"""The links of evidence that the portal opens by itself, where the installation may reach the network."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from ita_portal.outside_links import LinkState, SeenLink, look_at
from ita_portal.text.thai import fiscal_year_of
from measures.evidence_register import EvidencePiece, register_of
from measures.models import EvidenceFacts, MeasurePlan
from measures.services import evidence_link_seen

AT_ONCE = 8  # addresses asked at the same time
AGAIN_AFTER = timedelta(days=7)
MOST_A_DAY = 2_000
NO_ANSWER = (LinkState.NOT_ASKED, LinkState.REFUSED)  # which say nothing of whether the page is there


def evidence_look(today: date) -> Iterator[EvidenceFacts]:
    """Open the links that nobody has opened for a week, some at the same time, and yield what was found of each.

    Of the plans of this year, the next and the last; an address that stands in many places is asked once.
    """
    year, left = fiscal_year_of(today), MOST_A_DAY
    known: dict[str, SeenLink] = {}
    plans = MeasurePlan.objects.filter(fiscal_year__range=(year - 1, year + 1), measures__progress__isnull=False)
    with ThreadPoolExecutor(AT_ONCE) as asking:
        for plan in plans.distinct().select_related("agency", "assessment__framework").order_by("pk"):
            pieces = [piece for piece in register_of(plan) if is_due_to_be_seen(piece, today)][:left]
            left -= len(pieces)
            new = {piece.link.address for piece in pieces} - set(known)
            known |= dict(zip(new, asking.map(look_at, new), strict=True))  # which touches no database
            for piece in pieces:
                seen = known[piece.link.address]
                if seen.state not in NO_ANSWER:
                    state = "" if seen.is_open else seen.state.value
                    yield evidence_link_seen(measure=piece.measure, about=piece.about, state=state, on=today)


def is_due_to_be_seen(piece: EvidencePiece, today: date) -> bool:
    """Return whether a link is opened today: nobody calls it gone, and it was not opened for a week."""
    if piece.file or piece.link.fault or not piece.link.address:
        return False
    facts = piece.facts
    return facts is None or not (facts.is_gone or (facts.seen_on and today - facts.seen_on < AGAIN_AFTER))
