"""The documents of a cycle, each with its draft, what its checks say, and the versions that were issued."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from agencies.models import Agency
from assessments.rules.checks import ERROR, WARNING
from assessments.rules.cycle import Cycle
from reports.checks.document import PlacedCheck, checks_of_document
from reports.content.document_kind import DocumentKind
from reports.content.draft import Draft
from reports.content.kinds import KINDS, drafts_of
from reports.issue.issuing import is_current
from reports.issue.rules.paper import Paper, report_starts
from reports.models import IssuedDocument, Submission


@dataclass(frozen=True)
class CycleDocument:
    """One document of a cycle with all that is known of it; without a draft there is nothing yet to print."""

    kind: DocumentKind
    cycle: Cycle
    draft: Draft | None = None
    checks: tuple[PlacedCheck, ...] = ()
    versions: tuple[IssuedDocument, ...] = ()  # the newest first

    @property
    def fiscal_year(self) -> int:
        return self.kind.year_in(self.cycle)

    @property
    def newest(self) -> IssuedDocument | None:
        return self.versions[0] if self.versions else None

    @property
    def errors(self) -> list[PlacedCheck]:
        """What blocks the issue."""
        return [each for each in self.checks if each.check.severity == ERROR]

    @property
    def to_confirm(self) -> list[PlacedCheck]:
        return [each for each in self.checks if each.check.severity == WARNING]

    @cached_property
    def paper(self) -> Paper:
        """The facts from which is judged how far the document has come; one without measures has not begun."""
        if self.draft is None or not self.draft.material.measures:
            return self._bare
        return self._with_issue(self._with_opinions(self._drafted))

    @property
    def _bare(self) -> Paper:
        kind, plan_year = self.kind, self.cycle.plan_year
        return Paper(
            kind=kind.slug,
            name=kind.name,
            fiscal_year=self.fiscal_year,
            is_for_the_public=kind.is_for_the_public,
            is_about_progress=kind.is_about_progress,
            starts=report_starts(plan_year) if kind.is_for_the_public and kind.is_about_progress else None,
        )

    @property
    def _drafted(self) -> Paper:
        return replace(self._bare, is_available=True, errors=len(self.errors), to_confirm=len(self.to_confirm))

    def _with_opinions(self, paper: Paper) -> Paper:
        submission = self.draft.submission if self.draft else None
        if submission is None:
            return paper
        return replace(
            paper,
            is_waiting=submission.is_waiting,
            waits_for=submission.next_heading,
            is_returned=submission.state == Submission.State.RETURNED,
            is_approved=submission.state == Submission.State.APPROVED,
        )

    def _with_issue(self, paper: Paper) -> Paper:
        if self.newest is None or self.draft is None:
            return paper
        return replace(
            paper,
            is_issued=True,
            is_current=is_current(self.newest, self.draft.document),
            is_published=self.newest.published_at is not None,
        )


def cycle_documents(agency: Agency, cycle: Cycle) -> tuple[CycleDocument, ...]:
    """Return the documents of an agency's cycle in the order of the work.

    Where the plan of the usual year answers another result, its documents belong to the cycle of that result.
    """
    drafts = {draft.kind.slug: draft for draft in drafts_of(agency, cycle)}
    versions = versions_of_cycle(agency, cycle)
    return tuple(
        _document(
            kind, cycle, None if cycle.is_taken and not kind.analyses_result else drafts.get(slug), versions[slug]
        )
        for slug, kind in KINDS.items()
    )


def versions_of_cycle(agency: Agency, cycle: Cycle) -> dict[str, list[IssuedDocument]]:
    """Return what was issued of each kind in a cycle, the newest first, however many versions in two queries."""
    kinds = [kind for kind in KINDS.values() if kind.analyses_result or not cycle.is_taken]
    years = {kind.slug: kind.year_in(cycle) for kind in kinds}
    versions: dict[str, list[IssuedDocument]] = defaultdict(list)
    for issued in IssuedDocument.objects.of_kinds(agency, years).listed().order_by("-version"):
        versions[issued.kind].append(issued)
    return versions


def _document(kind: DocumentKind, cycle: Cycle, draft: Draft | None, versions: list[IssuedDocument]) -> CycleDocument:
    checks = tuple(checks_of_document(draft)) if draft else ()
    return CycleDocument(kind, cycle, draft, checks, tuple(versions))
