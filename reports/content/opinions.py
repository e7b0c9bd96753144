"""Opinions on paper: those that a document asks for, and those that were given, in the places kept for them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ita_portal.text.thai import long_date
from reports.models import Opinion, Submission
from reports.paper.blocks import Block, Document, MemoHead, OpinionBlock, Signature
from reports.paper.fingerprint import fingerprint
from reports.paper.typesetting import text_on_paper

GIVEN_IN_PORTAL = "(ให้ความเห็นผ่านระบบ เมื่อ {})"
PRINTED = (Submission.State.WAITING, Submission.State.APPROVED)


def opinion_headings(document: Document) -> list[str]:
    """Return the headings of the opinions that a document asks for, in their order."""
    return [block.heading for block in document.blocks if isinstance(block, OpinionBlock)]


def unsigned(document: Document) -> Document:
    """Return a document without opinions as it is put before the executives: without number and date as well."""

    def bare(block: Block) -> Block:
        return replace(block, number="", date="") if isinstance(block, MemoHead) else block

    return document.with_blocks(bare)


def fingerprint_to_sign(document: Document) -> str:
    """Return the fingerprint by which a document, before any opinion, is known again after it was read."""
    return fingerprint(unsigned(document))


def submission_of(submissions: Iterable[Submission], fingerprints: Collection[str]) -> Submission | None:
    """Return what was put before the executives of exactly this content, else what was put before them last.

    A memo of six months is printed again with its own opinions, although the one of twelve months followed. Submissions
    come newest first.
    """
    submissions = list(submissions)
    same = (each for each in submissions if each.content_sha256 in fingerprints)
    return next(same, submissions[0] if submissions else None)


def with_names(document: Document, names: Mapping[str, str]) -> Document:
    """Return a document with the names of those who hold the positions: `names` by the words over each opinion.

    A name that the agency put there itself stays.
    """

    def named(block: Block) -> Block:
        if not isinstance(block, OpinionBlock) or block.signature.name or not names.get(block.heading):
            return block
        return replace(block, signature=replace(block.signature, name=names[block.heading]))

    return document.with_blocks(named)


def with_opinions(document: Document, submission: Submission) -> Document:
    """Return a document with the opinions that were given on it, each over who gave it; others are left to the pen."""
    given = iter(submission.given if submission.state in PRINTED else ())

    def filled_in(block: Block) -> Block:
        opinion = next(given, None) if isinstance(block, OpinionBlock) else None
        if opinion is None or not isinstance(block, OpinionBlock):
            return block
        text = text_on_paper(opinion.words, document.digits)
        return replace(block, text=text, signature=_signed(block.signature, opinion, document.digits))

    return document.with_blocks(filled_in)


def _signed(place: Signature, opinion: Opinion, digits: str) -> Signature:
    """Return who gave an opinion, as what and on which day; of old ones nobody is known, and the place stays.

    One that was given in the portal says so: nobody has signed it by hand.
    """
    if not opinion.signed_name:
        return place
    day = long_date(opinion.given_on)
    lines = (*opinion.signed_lines, day if opinion.is_on_paper else GIVEN_IN_PORTAL.format(day))
    return Signature(text_on_paper(opinion.signed_name, digits), tuple(text_on_paper(each, digits) for each in lines))
