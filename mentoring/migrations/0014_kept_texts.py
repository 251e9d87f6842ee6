"""Notes may be longer, and a form that was sent after the session had ended lies in a table of its owner's, and no longer in the session."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0013_kept_names")]

    operations = [
        migrations.AlterField(
            "contact", "notes", models.TextField(blank=True, max_length=50_000, verbose_name="notes")
        ),
        migrations.CreateModel(
            name="UnsentForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("form_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("path", models.CharField(editable=False, max_length=2000)),
                ("page", models.CharField(editable=False, max_length=2000)),
                ("fields", models.JSONField(editable=False)),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "form that was not sent",
                "verbose_name_plural": "forms that were not sent",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "form_key"),
                        name="unsentform_made_once",
                        violation_error_code="made_twice",
                    )
                ],
            },
        )
    ]
