"""An agreement knows its first version, what was shared is kept word for word, and a link shows all versions.

A link that is there already goes on showing the one version it was made for.
"""

import importlib

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from mentoring.models.stored import validate_sections

AtOnce = importlib.import_module("mentoring.migrations.0029_direct").AtOnce

SHOWS_ONE = models.BooleanField(default=False, editable=False)

AGREEMENT = [
    migrations.RemoveField("mentoragreement", "parts_saved"),
    migrations.RemoveConstraint("mentoragreement", "agreement_replaced_after_confirmed"),
    migrations.RemoveConstraint("mentoragreement", "agreement_one_draft_per_mentor"),
    migrations.AddConstraint(
        "mentoragreement",
        models.CheckConstraint(
            condition=Q(shared_words__isnull=True) | Q(shared_on__isnull=False),
            name="agreement_words_kept_when_shared",
        ),
    ),
    migrations.AddConstraint(
        "mentoragreement",
        models.CheckConstraint(
            condition=Q(replaced_on__isnull=True)
            | Q(confirmed_on__isnull=False, replaced_on__gte=F("confirmed_on"))
            | Q(confirmed_on__isnull=True, shared_on__isnull=False, replaced_on__gte=F("shared_on")),
            name="agreement_replaced_after_confirmed",
        ),
    ),
    migrations.AddConstraint(
        "mentoragreement",
        models.UniqueConstraint(
            condition=Q(confirmed_on__isnull=True, shared_on__isnull=True),
            fields=["owner", "mentor"],
            name="agreement_one_draft_per_mentor",
            violation_error_message="There’s already a draft with this mentor",
        ),
    ),
    migrations.AddConstraint(
        "mentoragreement",
        models.UniqueConstraint(
            condition=Q(confirmed_on__isnull=True, shared_on__isnull=False, replaced_on__isnull=True),
            fields=["owner", "mentor"],
            name="agreement_one_shared_per_mentor",
            violation_error_message="Your mentor is already reading another version",
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0036_language")]

    operations = [
        migrations.AddField(
            "mentoragreement",
            "first_version",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="later_versions",
                to="mentoring.mentoragreement",
            ),
        ),
        migrations.AddField(
            "mentoragreement",
            "shared_words",
            models.JSONField(blank=True, editable=False, null=True, validators=[validate_sections]),
        ),
        AtOnce("mentoragreement", AGREEMENT),
        migrations.AddField(
            "mentoranswer",
            "agreement",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="mentoring.mentoragreement",
            ),
        ),
        migrations.AddField(
            "sharelink", "shows_one_version", models.BooleanField(default=True, editable=False)
        ),
        # For those that are made from now on.
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField("sharelink", "shows_one_version", SHOWS_ONE)]
        ),
    ]
