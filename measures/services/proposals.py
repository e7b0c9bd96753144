"""What becomes of proposed measures: taken into the plan as drafts, set aside, and called back."""

from collections.abc import Collection

from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import User
from assessments.models import Indicator, Issue
from assessments.rules.drafting import ProposedMeasure
from ita_portal.text.thai import fiscal_year_end, fiscal_year_start
from measures.models import Measure, MeasurePlan
from measures.proposals import Proposal, proposals_for
from measures.services.measure import MeasureContent, measure_add
from measures.services.plan import SUBJECT


@transaction.atomic
def proposals_add(*, plan: MeasurePlan, keys: Collection[str], actor: User | None) -> list[Measure]:
    """Add the proposals with these keys as drafts and return them; what the plan answers by now is not added again."""
    current = _locked(plan)
    framework = current.assessment.framework
    issues = {issue.number: issue for issue in Issue.objects.filter(framework=framework)}
    indicators = {each.number: each for each in Indicator.objects.filter(framework=framework)}
    added = []
    for proposal in proposals_for(current).chosen(keys):
        proposed = proposal.measure
        issue = None if proposed.issue is None else issues[proposed.issue]
        content = _content(current, proposed, issue, indicators[proposed.indicator])
        measure = measure_add(plan=current, content=content, actor=actor, is_draft=True)
        measure.weak_codes = proposal.key
        measure.save(update_fields=["weak_codes"])
        added.append(measure)
    return added


@transaction.atomic
def proposals_set_aside(*, plan: MeasurePlan, keys: Collection[str], actor: User | None) -> list[Proposal]:
    """Put proposals out of sight until they are called back, and return them."""
    current = _locked(plan)
    chosen = proposals_for(current).chosen(keys)
    codes = {code for proposal in chosen for code in proposal.measure.codes}
    _keep(current, {*current.set_aside} | codes)
    for proposal in chosen:
        change_record(_about(current, f"ไม่ใช้ข้อเสนอ: {proposal.measure.title}"), actor, new=_text(proposal))
    return chosen


@transaction.atomic
def proposals_recall(*, plan: MeasurePlan, keys: Collection[str], actor: User | None) -> list[Proposal]:
    """Propose again what was set aside, and return it."""
    current = _locked(plan)
    chosen = [proposal for proposal in proposals_for(current).set_aside if proposal.key in keys]
    codes = {code for proposal in chosen for code in proposal.measure.codes}
    _keep(current, {*current.set_aside} - codes)
    for proposal in chosen:
        change_record(_about(current, f"เรียกข้อเสนอกลับ: {proposal.measure.title}"), actor, old=_text(proposal))
    return chosen


def _content(plan: MeasurePlan, proposed: ProposedMeasure, issue: Issue | None, indicator: Indicator) -> MeasureContent:
    """Return a proposal as a measure; like every new one it is for the whole of the plan's year."""
    return MeasureContent(
        title=proposed.title,
        steps=proposed.steps,
        follow_up=proposed.follow_up,
        issue=issue,
        indicator=indicator,
        start=fiscal_year_start(plan.fiscal_year),
        end=fiscal_year_end(plan.fiscal_year),
    )


def _locked(plan: MeasurePlan) -> MeasurePlan:
    found = MeasurePlan.objects.select_for_update(of=("self",)).select_related("agency", "assessment__framework")
    return found.get(pk=plan.pk)


def _keep(plan: MeasurePlan, codes: set[str]) -> None:
    plan.set_aside = sorted(codes)
    plan.save(update_fields=["set_aside"])


def _about(plan: MeasurePlan, label: str) -> ChangeSubject:
    return ChangeSubject(plan.agency, plan.fiscal_year, SUBJECT, label)


def _text(proposal: Proposal) -> str:
    return "\n".join([proposal.measure.title, *(f"{each.name} {each.figure}" for each in proposal.figures)])
