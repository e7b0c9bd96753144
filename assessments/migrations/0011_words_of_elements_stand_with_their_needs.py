from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_needs_of_required_elements")]

    operations = [migrations.RemoveField(model_name="question", name="required_elements")]
