"""A link serves an agreement through all its versions: there is one yes to each of them, not one a link."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0040_main_goal")]

    operations = [
        migrations.RemoveConstraint("mentoranswer", "answer_one_yes_per_link"),
        migrations.AddConstraint(
            "mentoranswer",
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(kind="yes"), name="answer_one_yes_per_version"
            ),
        ),
    ]
