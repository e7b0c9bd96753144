"""Opinions on paper: those that a document asks for, and those that were given, in the places kept for them."""

from collections.abc import Iterable
from dataclasses import replace

from reports.models import Submission
from reports.paper.blocks import Block, Document, MemoHead, OpinionBlock
from reports.paper.fingerprint import fingerprint
from reports.paper.typesetting import text_on_paper

PRINTED = (Submission.State.WAITING, Submission.State.APPROVED)


def opinion_headings(document: Document) -> list[str]:
    """Return the headings of the opinions that a document asks for, in their order."""
    return [block.heading for block in document.blocks if isinstance(block, OpinionBlock)]


def unsigned(document: Document) -> Document:
    """Return a document as it is put before the executives: without number, date and opinions."""

    def bare(block: Block) -> Block:
        if isinstance(block, MemoHead):
            return replace(block, number="", date="")
        return replace(block, text="") if isinstance(block, OpinionBlock) else block

    return document.with_blocks(bare)


def is_of(submission: Submission, document: Document) -> bool:
    """Return whether a document still says what was put before the executives."""
    return fingerprint(unsigned(document)) == submission.content_sha256


def submission_of(submissions: Iterable[Submission], document: Document) -> Submission | None:
    """Return what was put before the executives of exactly this content, else what was put before them last.

    A memo of six months is printed again with its own opinions, although the one of twelve months followed. Submissions
    come newest first.
    """
    submissions, content = list(submissions), fingerprint(unsigned(document))
    same = (each for each in submissions if each.content_sha256 == content)
    return next(same, submissions[0] if submissions else None)


def with_opinions(document: Document, submission: Submission | None) -> Document:
    """Return a document with the opinions that were given on exactly this content; others are left to the pen."""
    if submission is None or submission.state not in PRINTED or not submission.given or not is_of(submission, document):
        return document
    texts = iter([text_on_paper(opinion.words, document.digits) for opinion in submission.given])

    def filled_in(block: Block) -> Block:
        return replace(block, text=next(texts, "")) if isinstance(block, OpinionBlock) else block

    return document.with_blocks(filled_in)
