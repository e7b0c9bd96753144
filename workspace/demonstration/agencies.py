"""The demonstration agencies: real documents of five municipalities, kept in fixtures/demo.

An agency that is already there is left alone, so that what somebody tried out survives the next start.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from agencies.demonstration_accounts import ACCOUNTS, PASSWORD
from agencies.models import Agency, Department, Membership, Position, User
from agencies.offices import standard_positions
from agencies.services import position_content_of, position_update, positions_start
from assessments.models import Assessment, Finding, Framework, Indicator, Issue
from assessments.rules.analysis import PARTS, Texts
from assessments.rules.entry import Entry, read_entry
from assessments.services import FindingDraft, assessment_record, findings_record, limitations_record
from ita_portal.text.thai import ERA_OFFSET, month_end, month_start
from ita_portal.yaml_files import read_yaml
from measures.models import Measure, MeasurePlan, Progress
from measures.services import MeasureContent, ProgressContent, measure_add, progress_record
from reports.content.kinds import KINDS
from reports.options.choices import Signatory
from reports.options.stored import choices_record

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
SLUGS = ("nanueng", "nahom", "khanom", "dongsombun", "chokchai")
HOME = "nanueng"
OFFICER, OFFICER_DEPARTMENT = Membership.Role.OFFICER, "กองคลัง"


@transaction.atomic
def demonstration_agency_load(*, slug: str) -> bool:
    """Create a demonstration agency with its years and plans; return False when it is already there."""
    if Agency.objects.filter(slug=slug).exists():
        return False
    content = read_yaml(FOLDER / f"{slug}.yaml")
    agency = _create_agency(content["agency"])
    positions_start(agency=agency, standard=standard_positions(agency), actor=None)
    assessments = {row["fiscal_year"]: _create_assessment(agency, row) for row in content["assessments"]}
    for row in content["plans"]:
        _create_plan(agency, assessments[row["answers"]], row)
    for row in content["documents"]:
        _choose_document(agency, row)
    return True


@transaction.atomic
def demonstration_accounts_load() -> list[tuple[str, str]]:
    """Create one account per role in the home agency and an administrator; return user names with their roles."""
    agency = Agency.objects.get(slug=HOME)
    for each in ACCOUNTS:
        user = _account(each.username, each.display_name)
        if each.role is None:
            User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
        else:
            department = agency.departments.filter(name=OFFICER_DEPARTMENT).first() if each.role == OFFICER else None
            defaults = {"role": each.role, "department": department}
            Membership.objects.get_or_create(user=user, agency=agency, defaults=defaults)
    _hold_positions(agency)
    return [(each.username, each.role_name) for each in ACCOUNTS]


def _hold_positions(agency: Agency) -> None:
    """Let the accounts hold the positions that nobody holds yet."""
    positions_start(agency=agency, standard=standard_positions(agency), actor=None)
    positions = list(agency.positions.with_holdings())
    for each in ACCOUNTS:
        member = Membership.objects.filter(agency=agency, user__username=each.username, holdings=None).first()
        position = _at(positions, each.chain_place)
        if member and position and position.holder is None:
            content = replace(position_content_of(position), member=member)
            position_update(position=position, content=content, version=position.version, actor=None)


def _at(positions: list[Position], place: int | None) -> Position | None:
    return positions[place] if place is not None and place < len(positions) else None


def _account(username: str, display_name: str) -> User:
    defaults = {"display_name": display_name, "password": _hashed_password}
    return User.objects.get_or_create(username=username, defaults=defaults)[0]


@cache
def _hashed_password() -> str:
    """Return the password that all demonstration accounts share, hashed once: that takes a third of a second."""
    return make_password(PASSWORD)


def _create_agency(row: dict[str, Any]) -> Agency:
    names = row.pop("departments")
    agency = Agency.objects.create(**row)
    Department.objects.bulk_create(
        Department(agency=agency, name=name, position=position) for position, name in enumerate(names, 1)
    )
    return agency


def _create_assessment(agency: Agency, row: dict[str, Any]) -> Assessment:
    framework = Framework.objects.get(fiscal_year=row["fiscal_year"])
    structure = framework.structure()
    entries: list[Entry] = [read_entry(structure, code, text) for code, text in row["figures"].items()]
    entries += [read_entry(structure, code, row[code]) for code in ("level", "rank")]
    assessment = assessment_record(agency=agency, framework=framework, entries=entries, actor=None).assessment
    assert assessment is not None
    assessment.is_illustrative = row["illustrative"]
    assessment.analysed_by = row.get("analysed_by", "")
    assessment.save(update_fields=["is_illustrative", "analysed_by"])
    drafts = [
        FindingDraft(
            scope=finding["scope"],
            code=finding["code"],
            label=f"{Finding.Scope(finding['scope']).label} {finding['code']}",
            texts=Texts(*(finding[part] for part in PARTS)),
        )
        for finding in row["findings"]
    ]
    findings_record(assessment=assessment, drafts=drafts, actor=None)
    limitations_record(assessment=assessment, texts=row["limitations"], actor=None)
    return assessment


def _create_plan(agency: Agency, assessment: Assessment, row: dict[str, Any]) -> None:
    plan = MeasurePlan.objects.create(agency=agency, fiscal_year=row["fiscal_year"], assessment=assessment)
    framework = assessment.framework
    issues = {issue.number: issue for issue in Issue.objects.filter(framework=framework)}
    indicators = {indicator.number: indicator for indicator in Indicator.objects.filter(framework=framework)}
    departments = {department.name: department for department in agency.departments.all()}
    for measure in row["measures"]:
        content = MeasureContent(
            title=measure["title"],
            steps=tuple(measure["steps"]),
            owners=tuple(departments[name] for name in measure["owners"]),
            issue=issues.get(measure["issue"]),
            indicator=indicators.get(measure["indicator"]),
            start=month_start(*_numbers(measure["start"])) if measure["start"] else None,
            end=month_end(*_numbers(measure["end"])) if measure["end"] else None,
            timeframe_wording=measure["timeframe_text"],
            follow_up=measure["follow_up"],
        )
        created = measure_add(plan=plan, content=content, actor=None)
        if measure["status"]:
            _report(created, measure, row["reported_on"])


def _report(measure: Measure, row: dict[str, Any], reported_on: str) -> None:
    year, month, day = _numbers(reported_on)
    content = ProgressContent(
        status=Progress.Status(row["status"]),
        reported_on=date(year - ERA_OFFSET, month, day),
        outcome="\n".join(row["outcomes"]),
        result=row["result"],
        note=row["status_note"],
    )
    progress_record(measure=measure, content=content, actor=None, seen=0)


def _choose_document(agency: Agency, row: dict[str, Any]) -> None:
    """Store how the agency wants a kind of document; what it does not say follows the form of the year."""
    kind, fiscal_year = KINDS[row["kind"]], row["fiscal_year"]
    usual = kind.choices(kind.load(agency, fiscal_year))
    choices = replace(
        usual,
        digits=row["digits"],
        parts=tuple(row.get("parts", usual.parts)),
        columns=tuple(row.get("columns", usual.columns)),
        texts=row["texts"],
        variants=dict(row.get("variants", {})),
        signatories=tuple(Signatory(**signatory) for signatory in row.get("signatories", ())),
    )
    choices_record(agency=agency, options=kind.options, fiscal_year=fiscal_year, choices=choices, actor=None)


def _numbers(text: str) -> tuple[int, ...]:
    """Return the year of the Buddhist era and the month, and the day where one is given."""
    return tuple(int(number) for number in str(text).split("-"))
