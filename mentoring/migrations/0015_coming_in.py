"""An import comes in and is taken back a thousand rows at a time, and says how far it is."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0014_kept_texts")]

    operations = [
        migrations.RemoveConstraint("import", "import_state_with_its_day"),
        migrations.AddField("import", "reached", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AlterField(
            "import",
            "state",
            models.CharField(
                choices=[
                    ("choosing", "Waiting for its columns"),
                    ("reading", "Being read"),
                    ("waiting", "Waiting for you"),
                    ("coming", "Being imported"),
                    ("going", "Being undone"),
                    ("done", "Imported"),
                    ("undone", "Undone"),
                ],
                default="reading",
                editable=False,
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            "import",
            models.CheckConstraint(
                condition=Q(
                    state__in=["choosing", "reading"], confirmed_at__isnull=True, undone_at__isnull=True
                )
                | Q(state="waiting", undone_at__isnull=True)
                | Q(
                    state__in=["coming", "going"],
                    confirmed_at__isnull=False,
                    undone_at__isnull=True,
                    data__isnull=True,
                )
                | Q(state="done", confirmed_at__isnull=False, undone_at__isnull=True, data__isnull=True)
                | Q(state="undone", confirmed_at__isnull=False, undone_at__isnull=False, data__isnull=True),
                name="import_state_with_its_day",
            ),
        ),
    ]
