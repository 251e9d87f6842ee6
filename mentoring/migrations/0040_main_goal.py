"""The goal that is put on the table at a first talk."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0039_answered_version_kept")]

    operations = [
        migrations.AddField(
            "meeting",
            "main_goal",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="mentoring.goal",
                verbose_name="goal",
            ),
        ),
    ]
