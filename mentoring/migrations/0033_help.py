"""Kinds of help: those that a goal wants, and those that a mentor gives for a goal of an agreement."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("teach", "Teach me"),
    ("feedback", "Give me feedback"),
    ("doors", "Open doors for me"),
    ("listen", "Listen"),
    ("hold", "Hold me to it"),
]


def table(name: str, words: str, of: str, to: str, called: str | None, related: str):
    """A kind of help for one record, each kind once."""
    model = name.lower()
    naming: dict[str, Any] = {"verbose_name": called} if called else {}
    return migrations.CreateModel(
        name=name,
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
            (
                "kind",
                models.CharField(choices=KINDS, editable=False, max_length=8, verbose_name="kind of help"),
            ),
            (
                of,
                models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name=related,
                    to=to,
                    **naming,
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
            "verbose_name": words,
            "verbose_name_plural": words,
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("owner", "form_key"), name=f"{model}_made_once", violation_error_code="made_twice"
                ),
                models.UniqueConstraint(fields=(of, "kind"), name=f"{model}_once"),
                models.CheckConstraint(
                    condition=Q(kind__in=[kind for kind, _label in KINDS]), name=f"{model}_kind_known"
                ),
            ],
        },
    )


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0032_sessions")]

    operations = [
        table("HelpWanted", "help wanted", "goal", "mentoring.goal", None, "wanted"),
        table("HelpGiven", "help given", "link", "mentoring.agreementgoal", "goal in an agreement", "given"),
    ]
