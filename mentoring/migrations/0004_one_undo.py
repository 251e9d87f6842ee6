"""Merges and deeds on several keep their way back as a list of differences, imports as a row a record."""

import uuid

import django.db.models.deletion
from django.conf import settings
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
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("form_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("kind", models.CharField(editable=False, max_length=7)),
                ("model", models.CharField(editable=False, max_length=40)),
                ("key", models.PositiveBigIntegerField(editable=False)),
                ("columns", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "batch",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="mentoring.import",
                    ),
                ),
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
                "verbose_name": "change by an import",
                "verbose_name_plural": "changes by an import",
                "ordering": ["batch", "pk"],
                "indexes": [
                    models.Index(fields=["batch", "kind", "model", "key"], name="change_batch_kind"),
                    models.Index(fields=["owner", "model", "key"], name="change_owner_model"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "form_key"), name="change_made_once", violation_error_code="made_twice"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["made", "changed", "removed"])), name="change_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("model", ""), _negated=True), name="change_has_model"
                    ),
                ],
            },
        ),
    ]
