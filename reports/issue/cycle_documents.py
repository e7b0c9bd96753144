"""The documents of a cycle, each with its draft, what its checks say, and the versions that were issued."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from agencies.models import Agency
from assessments.rules.assessment_round import AssessmentRound
from assessments.rules.checks import ERROR, WARNING
from assessments.rules.cycle import Cycle
from reports.checks.document import PlacedCheck, placed
from reports.checks.required_item import check_unseen
from reports.content.document_kind import DocumentKind
from reports.content.draft import Draft
from reports.content.kinds import KINDS
from reports.issue.cycle_drafts import CycleDrafts
from reports.issue.issuing import is_current
from reports.issue.rules.paper import Paper, report_starts
from reports.models import IssuedDocument, Submission


@dataclass(frozen=True)
class CycleDocument:
    """One document of a cycle with all that is known of it; without a draft there is nothing yet to print."""

    kind: DocumentKind
    cycle: Cycle
    asking: AssessmentRound  # the round in which it is read
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
    def published(self) -> IssuedDocument | None:
        """The newest version that the public can open, which is not always the newest that was issued."""
        return next((each for each in self.versions if each.published_at), None)

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
            return self._with_issue(self._bare)
        return self._with_issue(self._with_opinions(self._drafted))

    @property
    def _bare(self) -> Paper:
        kind, asking = self.kind, self.asking
        return Paper(
            kind=kind.slug,
            name=kind.name,
            fiscal_year=self.fiscal_year,
            is_for_the_public=kind.is_for_the_public,
            asks_executives=kind.asks_executives,
            is_about_progress=kind.is_about_progress,
            starts=starts_on(kind, self.cycle.plan_year, asking),
            round=asking.fiscal_year,
            item=asking.item(kind.asked_as),
            due=asking.closes if kind.is_for_the_public else None,  # assessors do not look for a letter of the house
            is_due_confirmed=asking.are_days_confirmed,
        )

    @property
    def _drafted(self) -> Paper:
        return replace(self._bare, is_available=True, errors=len(self.errors), to_confirm=len(self.to_confirm))

    def _with_opinions(self, paper: Paper) -> Paper:
        submission = self.draft.submission if self.draft else None
        if submission is None or self.draft is None:
            return paper
        is_approved = submission.state == Submission.State.APPROVED
        return replace(
            paper,
            is_waiting=submission.is_waiting,
            waits_for=submission.next_heading,
            is_returned=submission.state == Submission.State.RETURNED,
            is_approved=is_approved and self.draft.is_of(submission),
        )

    def _with_issue(self, paper: Paper) -> Paper:
        if self.newest is None:
            return paper
        return replace(
            paper,
            is_issued=True,
            is_current=self.draft is not None and is_current(self.newest, self.draft.document),
            is_published=self.newest.published_at is not None,
            number=self.newest.number,
            issued_on=self.newest.date,
        )


def cycle_documents(drafts: CycleDrafts) -> tuple[CycleDocument, ...]:
    """Return the documents of an agency's cycle in the order of the work.

    Where the plan of the usual year answers another result, its documents belong to the cycle of that result.
    """
    cycle, versions = drafts.cycle, versions_of_cycle(drafts.agency, drafts.cycle)
    return tuple(
        _document(
            CycleDocument(kind, cycle, drafts.rounds.round_of(kind, cycle.plan_year), versions=tuple(versions[slug])),
            drafts,
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


def _document(bare: CycleDocument, drafts: CycleDrafts) -> CycleDocument:
    slug = bare.kind.slug
    draft = drafts.by_kind.get(slug)
    if draft is None or (drafts.cycle.is_taken and not bare.kind.analyses_result):
        return bare
    # What is to be confirmed is counted as the page of the issue asks for it.
    unseen = placed(draft, check_unseen(draft, drafts.items[slug]))
    return replace(bare, draft=draft, checks=(*drafts.checks[slug], *unseen))


def starts_on(kind: DocumentKind, plan_year: int, asking: AssessmentRound) -> date | None:
    """Return the day before which a document cannot be finished; none for a plan, and for a letter of the house.

    A report waits for the end of its plan's year, unless its round is over before that.
    """
    is_report = kind.is_for_the_public and kind.is_about_progress
    return report_starts(plan_year) if is_report and asking.fiscal_year > plan_year else None
