"""The drafts of a cycle with what does not agree in each: loaded and judged once for the pages that ask for them."""

from functools import cached_property

from agencies.access import Access
from agencies.kept import kept
from agencies.models import Agency
from assessments.rules.cycle import Cycle
from reports.checks.document import PlacedCheck, checks_of_document
from reports.checks.required_item import AskingRounds, RequiredItem
from reports.content.document_kind import DocumentKind
from reports.content.draft import Draft, draft_of
from reports.content.kinds import drafts_of


class CycleDrafts:
    """What can be printed of an agency's cycle; `rounds` where they were loaded before."""

    def __init__(self, agency: Agency, cycle: Cycle, rounds: AskingRounds | None = None) -> None:
        self.agency, self.cycle, self.rounds = agency, cycle, rounds or AskingRounds()

    @cached_property
    def by_kind(self) -> dict[str, Draft]:
        return {draft.kind.slug: draft for draft in drafts_of(self.agency, self.cycle)}

    @cached_property
    def items(self) -> dict[str, RequiredItem]:
        """The open-data items that ask for the documents, each with what its document has of it."""
        return {slug: self.rounds.item_of(draft) for slug, draft in self.by_kind.items()}

    @cached_property
    def checks(self) -> dict[str, list[PlacedCheck]]:
        """What does not agree in each document."""
        return {slug: checks_of_document(draft, self.items[slug]) for slug, draft in self.by_kind.items()}


def kept_drafts(access: Access, cycle: Cycle) -> CycleDrafts:
    """Return the drafts of a cycle, kept until something changes: overview, checks and documents judge by the same."""
    return kept(access, ("drafts", cycle), lambda: CycleDrafts(access.agency, cycle, kept_rounds(access)))


def kept_rounds(access: Access) -> AskingRounds:
    """Return the rounds that ask for documents, kept as long."""
    return kept(access, ("rounds",), AskingRounds)


def kept_draft(access: Access, kind: DocumentKind, fiscal_year: int) -> Draft:
    """Return one document of a year, kept as long, or raise DocumentMissing; a post is given a new one."""
    return kept(access, ("draft", kind.slug, fiscal_year), lambda: draft_of(kind, access.agency, fiscal_year))
