"""No answer is without the version it answers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0038_answered_version")]

    operations = [
        migrations.AlterField(
            "mentoranswer",
            "agreement",
            models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="mentoring.mentoragreement",
            ),
        ),
    ]
