"""One document of a year as it would be printed now, with all that was loaded for it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agencies.models import Agency
from reports.content.document_kind import DocumentKind
from reports.content.material import Material, in_round
from reports.content.opinions import fingerprint_to_sign, submission_of, with_names, with_opinions
from reports.models import Submission
from reports.options.choices import Choices
from reports.paper.blocks import Document
from reports.paper.typesetting import set_on_paper, text_on_paper


@dataclass(frozen=True)
class Draft:
    """A document with what it is made from: checks, opinions and issue all work on this one object.

    The paper is built when it is first asked for, and once.
    """

    kind: DocumentKind
    material: Material  # as the round that is printed tells it
    choices: Choices

    @property
    def agency(self) -> Agency:
        return self.material.agency

    @property
    def fiscal_year(self) -> int:
        return self.material.fiscal_year

    @cached_property
    def without_opinions(self) -> Document:
        """The document in its digits, its places for opinions empty."""
        return set_on_paper(self.kind.build(self.material, self.choices), self.choices.digits)

    @cached_property
    def submissions(self) -> tuple[Submission, ...]:
        """What was put before the executives, the newest first."""
        if not self.kind.asks_executives:
            return ()
        return tuple(Submission.objects.of(self.agency, self.kind.slug, self.fiscal_year))

    @cached_property
    def to_sign(self) -> Document:
        """The document with the names of those who hold the positions, its places for opinions empty."""
        names = {each.heading: each.printed_name for each in self.material.positions}
        digits = self.choices.digits
        return with_names(
            self.without_opinions, {text_on_paper(h, digits): text_on_paper(n, digits) for h, n in names.items()}
        )

    @cached_property
    def _fingerprints(self) -> frozenset[str]:
        """By what it is known again after it was read: whoever holds a position meanwhile, and as it once was."""
        if not self.kind.asks_executives:
            return frozenset()
        return frozenset({fingerprint_to_sign(self.without_opinions), fingerprint_to_sign(self.to_sign)})

    @cached_property
    def submission(self) -> Submission | None:
        """What was put before the executives of exactly this content, else what was put before them last."""
        return submission_of(self.submissions, self._fingerprints)

    def is_of(self, submission: Submission) -> bool:
        """Return whether the document still says what was put before the executives."""
        return submission.content_sha256 in self._fingerprints

    @cached_property
    def document(self) -> Document:
        """The final values, with the opinions that were given on exactly this content."""
        submission = self.submission
        if submission is None or not self.is_of(submission):
            return self.to_sign
        return with_opinions(self.to_sign, submission)

    def with_choices(self, choices: Choices) -> "Draft":
        """Return the same document with other choices; what was loaded is not loaded again."""
        return draft_from(self.kind, self.material, choices)

    def numbered(self, number: str, on: date) -> "Draft":
        """Return the document under the number and the date of an issue."""
        return self.with_choices(self.kind.numbered(self.choices, number, on))

    def place(self, part: str) -> str:
        """Return the subject by which checks name a part of this document."""
        return f"document:{self.kind.slug}:{part}"


def draft_of(kind: DocumentKind, agency: Agency, fiscal_year: int) -> Draft:
    """Return a year's document as the agency wants it, or raise DocumentMissing."""
    material = kind.load(agency, fiscal_year)
    return draft_from(kind, material, kind.choices(material))


def draft_from(kind: DocumentKind, material: Material, choices: Choices) -> Draft:
    """Return a document of loaded material, in the round that was chosen."""
    return Draft(kind, in_round(material, choices.round_key), choices)
