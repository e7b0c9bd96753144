from django.db import migrations


class Migration(migrations.Migration):
    """The scale is data now; whether a question is asked in the negative decided nothing, since figures are scored."""

    dependencies = [("assessments", "0004_fill_what_differs_between_years")]

    operations = [
        migrations.RemoveField(model_name="framework", name="rating"),
        migrations.RemoveField(model_name="question", name="is_negative"),
    ]
