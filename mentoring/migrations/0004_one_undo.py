"""Merges and deeds on several keep their way back as a list of differences."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0003_keys")]

    operations = [
        migrations.AddField(
            model_name="bulkdeed",
            name="undo",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AlterField(
            model_name="merge",
            name="undo",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
