"""The demonstration agencies: real documents of five municipalities, kept in fixtures/demo.

An agency that is already there is left alone, so that what somebody tried out survives the next start.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from agencies.models import Agency, Department, Membership, User
from assessments.analysis import PARTS, Texts
from assessments.entry import Entry, read_entry
from assessments.models import Assessment, Finding, Framework, Issue
from assessments.services import FindingDraft, assessment_record, findings_record, limitations_record
from ita_portal.thai import month_end, month_start
from ita_portal.yaml_files import read_yaml
from measures.models import MeasurePlan
from measures.services import MeasureContent, measure_add

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
SLUGS = ("nanueng", "nahom", "khanom", "dongsombun", "chokchai")
HOME = "nanueng"
PASSWORD = "ita-demo-2568"  # noqa: S105  printed by the command; accounts exist only in demonstration mode
ACCOUNTS = {
    "coordinator": (Membership.Role.COORDINATOR, "ผู้ประสานงาน ITA (สาธิต)"),
    "officer": (Membership.Role.OFFICER, "เจ้าหน้าที่กองคลัง (สาธิต)"),
    "executive": (Membership.Role.EXECUTIVE, "ปลัด (สาธิต)"),
    "reader": (Membership.Role.READER, "ผู้ตรวจสอบภายใน (สาธิต)"),
}
ADMINISTRATOR = "admin"
OFFICER_DEPARTMENT = "กองคลัง"


@transaction.atomic
def demonstration_agency_load(*, slug: str) -> bool:
    """Create a demonstration agency with its years and plans; return False when it is already there."""
    if Agency.objects.filter(slug=slug).exists():
        return False
    content = read_yaml(FOLDER / f"{slug}.yaml")
    agency = _create_agency(content["agency"])
    assessments = {row["fiscal_year"]: _create_assessment(agency, row) for row in content["assessments"]}
    for row in content["plans"]:
        _create_plan(agency, assessments[row["answers"]], row)
    return True


@transaction.atomic
def demonstration_accounts_load() -> list[tuple[str, str]]:
    """Create one account per role in the home agency and an administrator; return user names with their roles."""
    agency = Agency.objects.get(slug=HOME)
    for username, (role, display_name) in ACCOUNTS.items():
        user = _account(username, display_name)
        department = agency.departments.filter(name=OFFICER_DEPARTMENT).first()
        Membership.objects.get_or_create(
            user=user,
            agency=agency,
            defaults={"role": role, "department": department if role == Membership.Role.OFFICER else None},
        )
    administrator = _account(ADMINISTRATOR, "ผู้ดูแลระบบ (สาธิต)")
    User.objects.filter(pk=administrator.pk).update(is_staff=True, is_superuser=True)
    return [(name, role.label) for name, (role, _) in ACCOUNTS.items()] + [(ADMINISTRATOR, "ผู้ดูแลระบบ")]


def _account(username: str, display_name: str) -> User:
    user, is_new = User.objects.get_or_create(username=username, defaults={"display_name": display_name})
    if is_new:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return user


def _create_agency(row: dict[str, Any]) -> Agency:
    names = row.pop("departments")
    agency = Agency.objects.create(**row)
    Department.objects.bulk_create(
        Department(agency=agency, name=name, position=position) for position, name in enumerate(names, 1)
    )
    return agency


def _create_assessment(agency: Agency, row: dict[str, Any]) -> Assessment:
    framework = Framework.objects.with_structure().get(fiscal_year=row["fiscal_year"])
    structure = framework.structure()
    entries: list[Entry] = [read_entry(structure, code, text) for code, text in row["figures"].items()]
    entries += [read_entry(structure, code, row[code]) for code in ("level", "rank")]
    assessment = assessment_record(agency=agency, framework=framework, entries=entries, actor=None).assessment
    assert assessment is not None
    if row["illustrative"]:
        assessment.is_illustrative = True
        assessment.save(update_fields=["is_illustrative"])
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
    issues = {issue.number: issue for issue in Issue.objects.filter(framework=assessment.framework)}
    departments = {department.name: department for department in agency.departments.all()}
    for measure in row["measures"]:
        content = MeasureContent(
            title=measure["title"],
            steps=tuple(measure["steps"]),
            owners=tuple(departments[name] for name in measure["owners"]),
            issue=issues.get(measure["issue"]),
            start=month_start(*_year_and_month(measure["start"])) if measure["start"] else None,
            end=month_end(*_year_and_month(measure["end"])) if measure["end"] else None,
            timeframe_wording=measure["timeframe_text"],
            follow_up=measure["follow_up"],
        )
        measure_add(plan=plan, content=content, actor=None)


def _year_and_month(text: str) -> tuple[int, int]:
    year, month = text.split("-")
    return int(year), int(month)
