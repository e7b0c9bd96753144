"""The two items on measures stood under their topics only; from now on a framework year names them."""

from typing import Any

from django.db import migrations

TOPICS = {
    "plan_item": "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
    "report_item": "รายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส",
}
LAST_YEAR_OF_THE_SAME_PLAN = 2566


def fill(apps: Any, schema_editor: Any) -> None:
    questions = apps.get_model("assessments", "Question").objects
    for framework in apps.get_model("assessments", "Framework").objects.all():
        for name, topic in TOPICS.items():
            item = questions.filter(framework=framework, topics__name=topic).order_by("number").first()
            setattr(framework, name, item.code if item else "")
        if framework.fiscal_year <= LAST_YEAR_OF_THE_SAME_PLAN:
            framework.reports_plan_of = "same"
        framework.save(update_fields=[*TOPICS, "reports_plan_of"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_rounds_and_their_items")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
