"""Of several plans that answer one result, the one with the most measures stays its answer.

Empty plans go: the portal used to start them for a year that was over. Plans with measures wait for a person to
decide. Apart from the constraint that follows, since PostgreSQL alters no table with rows that it has still to check.
"""

from typing import Any

from django.db import migrations
from django.db.models import Count


def keep_one_answer(apps: Any, schema_editor: Any) -> None:
    MeasurePlan = apps.get_model("measures", "MeasurePlan")
    counted = MeasurePlan.objects.annotate(
        number_of_measures=Count("measures", distinct=True), number_of_rounds=Count("rounds", distinct=True)
    )
    answered = set()
    for plan in sorted(counted.select_related("assessment__framework"), key=_comes_first):
        if plan.assessment_id not in answered:
            answered.add(plan.assessment_id)
        elif plan.number_of_measures or plan.number_of_rounds:
            MeasurePlan.objects.filter(pk=plan.pk).update(is_undecided=True)
        else:
            MeasurePlan.objects.filter(pk=plan.pk).delete()


def _comes_first(plan: Any) -> tuple[int, bool, int]:
    """Order the plans of a result: most measures, then the year after it, then the earliest."""
    is_usual = plan.fiscal_year == plan.assessment.framework.fiscal_year + 1
    return (-plan.number_of_measures, not is_usual, plan.fiscal_year)


class Migration(migrations.Migration):
    dependencies = [("measures", "0005_plans_to_decide")]

    # What was empty is not missed on the way back.
    operations = [migrations.RunPython(keep_one_answer, migrations.RunPython.noop)]
