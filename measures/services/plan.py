"""Starting the plan of a year."""

from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from assessments.models import Assessment
from measures.models import MeasurePlan


@transaction.atomic
def plan_start(*, agency: Agency, fiscal_year: int, assessment: Assessment, actor: User | None) -> MeasurePlan:
    """Return the plan of a year, started where it is not there; one that is there keeps the result that it answers."""
    plan, is_new = MeasurePlan.objects.get_or_create(
        agency=agency, fiscal_year=fiscal_year, defaults={"assessment": assessment}
    )
    if is_new:
        about = ChangeSubject(agency, fiscal_year, "measure:plan", "เริ่มแผนมาตรการ")
        change_record(about, actor, new=f"ตอบผลการประเมินปีงบประมาณ พ.ศ. {assessment.fiscal_year}")
    return plan
