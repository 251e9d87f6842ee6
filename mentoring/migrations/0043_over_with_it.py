"""A change that went with an agreement that is over makes room for a new agreement, and stays to be read."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0042_words_shown")]

    operations = [
        migrations.RemoveConstraint("mentoragreement", "agreement_replaced_after_confirmed"),
        migrations.AddConstraint(
            "mentoragreement",
            models.CheckConstraint(
                condition=Q(replaced_on__isnull=True)
                | Q(confirmed_on__isnull=False, replaced_on__gte=F("confirmed_on"))
                | Q(confirmed_on__isnull=True, shared_on__isnull=False, replaced_on__gte=F("shared_on"))
                | Q(confirmed_on__isnull=True, shared_on__isnull=True, number__gt=1),
                name="agreement_replaced_after_confirmed",
            ),
        ),
        migrations.RemoveConstraint("mentoragreement", "agreement_one_draft_per_mentor"),
        migrations.AddConstraint(
            "mentoragreement",
            models.UniqueConstraint(
                fields=["owner", "mentor"],
                condition=Q(confirmed_on__isnull=True, shared_on__isnull=True, replaced_on__isnull=True),
                name="agreement_one_draft_per_mentor",
                violation_error_message="There’s already a draft with this mentor",
            ),
        ),
    ]
