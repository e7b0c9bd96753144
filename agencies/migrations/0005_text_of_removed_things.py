from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_history_is_written_once")]

    operations = [migrations.RenameField("removed", "said", "text")]
