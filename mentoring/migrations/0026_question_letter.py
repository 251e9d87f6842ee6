"""A letter with one question for the introducer may have a wording of one's own."""

from django.db import migrations, models
from django.db.models import Q

LETTERS = [
    ("ask", "The ask"),
    ("forward", "A note to pass on"),
    ("first", "First message to someone you’ve been introduced to"),
    ("nudge", "A nudge"),
    ("follow_up", "A second message to someone who hasn’t answered"),
    ("thanks", "Thanks to the introducer"),
    ("after_meeting", "Thanks after a meeting"),
    ("take_no", "Taking no for an answer"),
    ("question", "A question for the introducer"),
    ("outcome", "How it went, for the introducer"),
    ("ask_again", "Asking again after a “not now”"),
    ("keep_in_touch", "Keeping in touch"),
]


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0025_sentences")]

    operations = [
        migrations.RemoveConstraint("ownletter", "ownletter_kind_known"),
        migrations.AlterField(
            "ownletter",
            "kind",
            models.CharField("letter", choices=LETTERS, editable=False, max_length=13),
        ),
        migrations.AddConstraint(
            "ownletter",
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _label in LETTERS]), name="ownletter_kind_known"
            ),
        ),
    ]
