"""A week looked back on: one record a week, named by its Monday."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.lookups import Exact

from mentoring.models.lookbacks import Weekday
from mentoring.text.text import validate_visible

TEXT: Any = {"blank": True, "validators": [validate_visible]}


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0026_question_letter")]

    operations = [
        migrations.CreateModel(
            name="LookBack",
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
                ("monday", models.DateField(editable=False, verbose_name="week")),
                ("moved", models.TextField(max_length=1000, verbose_name="what moved", **TEXT)),
                ("stood_still", models.TextField(max_length=1000, verbose_name="what stood still", **TEXT)),
                ("condition", models.CharField(max_length=200, verbose_name="if", **TEXT)),
                ("then", models.CharField(max_length=200, verbose_name="then I will", **TEXT)),
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
                "verbose_name": "week looked back on",
                "verbose_name_plural": "weeks looked back on",
                "ordering": ["-monday"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "form_key"),
                        name="lookback_made_once",
                        violation_error_code="made_twice",
                    ),
                    models.UniqueConstraint(
                        fields=("owner", "monday"),
                        name="lookback_once_a_week",
                        violation_error_message="You’ve already looked back on this week",
                    ),
                    models.CheckConstraint(
                        condition=Exact(Weekday("monday"), 1), name="lookback_begins_on_monday"
                    ),
                    models.CheckConstraint(
                        condition=~Q(moved="", stood_still="", condition=""),
                        name="lookback_says_something",
                        violation_error_message="Write at least one line",
                    ),
                    models.CheckConstraint(
                        condition=Q(condition="", then="") | ~(Q(condition="") | Q(then="")),
                        name="lookback_if_and_then",
                        violation_error_message="Say both: what may happen, and what you’ll do then",
                    ),
                ],
            },
        ),
    ]
