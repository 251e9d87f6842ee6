"""Deleting several contacts with a way back: one kind more of what is done to several."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0016_greeting")]

    operations = [
        migrations.RemoveConstraint("bulkdeed", "bulkdeed_kind_known"),
        migrations.AlterField(
            "bulkdeed",
            "kind",
            models.CharField(
                max_length=10,
                editable=False,
                choices=[
                    ("tag", "Add a tag"),
                    ("untag", "Remove a tag"),
                    ("prospect", "Mark as prospects"),
                    ("introducer", "Mark as people who could introduce you"),
                    ("archive", "Archive"),
                    ("delete", "Delete…"),
                ],
            ),
        ),
        migrations.AddConstraint(
            "bulkdeed",
            models.CheckConstraint(
                condition=models.Q(kind__in=["tag", "untag"], tag__isnull=False)
                | models.Q(kind__in=["prospect", "introducer", "archive", "delete"], tag__isnull=True),
                name="bulkdeed_kind_known",
            ),
        ),
    ]
