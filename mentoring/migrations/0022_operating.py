"""What is kept about the machine: ways in that operators give, and when commands last ran."""

from django.db import migrations, models
from django.db.models import F, Q


def _key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


KINDS = [("timed", "The timer"), ("backup", "A backup"), ("trial", "A backup restored for trial")]


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0021_ties")]

    operations = [
        migrations.CreateModel(
            "CommandRun",
            [
                ("id", _key()),
                ("kind", models.CharField(choices=KINDS, editable=False, max_length=6, unique=True)),
                ("ran_at", models.DateTimeField("ran at")),
                ("succeeded_at", models.DateTimeField("went well at", blank=True, null=True)),
                ("failure", models.CharField("what went wrong", blank=True, max_length=300)),
            ],
            {
                "verbose_name": "run of a command",
                "verbose_name_plural": "runs of commands",
                "ordering": ["kind"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(kind__in=["timed", "backup", "trial"]), name="commandrun_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(failure="", succeeded_at__isnull=False, succeeded_at=F("ran_at"))
                        | ~Q(failure=""),
                        name="commandrun_went_well_or_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Invitation",
            [
                ("id", _key()),
                ("key_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("email", models.EmailField("for the address", blank=True, max_length=254)),
                ("is_operator", models.BooleanField("may open the pages for operators", default=False)),
                ("expires_at", models.DateTimeField("works until")),
            ],
            {
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["expires_at", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=~Q(key_hash=""), name="invitation_has_key")
                ],
            },
        ),
    ]
