"""What a step does about what gets in its way, and by when an answer to an ask would help."""

from django.db import migrations, models
from django.db.models import Q

from mentoring.text.text import validate_visible


def _words(label):
    return models.CharField(label, max_length=200, blank=True, default="", validators=[validate_visible])


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0017_deletion")]

    operations = [
        migrations.AddField("goalstep", "obstacle", _words("if this gets in the way"), preserve_default=False),
        migrations.AddField("goalstep", "then", _words("I will"), preserve_default=False),
        migrations.AddConstraint(
            "goalstep",
            models.CheckConstraint(
                condition=Q(obstacle="", then="") | ~(Q(obstacle="") | Q(then="")),
                name="goalstep_if_and_then",
                violation_error_message="Say both: what may get in the way, and what you’ll do then",
            ),
        ),
        migrations.AddField(
            "introduction", "answer_by", models.DateField("an answer would help by", null=True, blank=True)
        ),
    ]
