"""Whether advice was tried, and what became of it; the letter that says so may have a wording of one's own."""

from django.db import migrations, models
from django.db.models import F, Q

from mentoring.text.text import validate_visible

LETTERS = [
    ("ask", "The ask"),
    ("forward", "A note to pass on"),
    ("first", "First message to someone you’ve been introduced to"),
    ("direct", "First message to someone you know yourself"),
    ("direct_again", "A second message to someone you know yourself"),
    ("nudge", "A nudge"),
    ("follow_up", "A second message to someone who hasn’t answered"),
    ("thanks", "Thanks to the introducer"),
    ("after_meeting", "Thanks after a meeting"),
    ("report_back", "What came of advice"),
    ("take_no", "Taking no for an answer"),
    ("question", "A question for the introducer"),
    ("outcome", "How it went, for the introducer"),
    ("ask_again", "Asking again after a “not now”"),
    ("keep_in_touch", "Keeping in touch"),
]


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0029_direct")]

    operations = [
        migrations.AddField(
            "meeting",
            "acted_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="tried on"),
        ),
        migrations.AddField(
            "meeting",
            "came_of_it",
            models.CharField(
                blank=True, max_length=300, validators=[validate_visible], verbose_name="what became of it"
            ),
        ),
        migrations.AddConstraint(
            "meeting",
            models.CheckConstraint(
                condition=Q(acted_on__isnull=True) | Q(held_on__isnull=False, acted_on__gte=F("held_on")),
                name="meeting_acted_after_held",
                violation_error_message="You try advice on or after the day of the meeting",
            ),
        ),
        migrations.AddConstraint(
            "meeting",
            models.CheckConstraint(
                condition=Q(acted_on__isnull=True) | ~Q(one_thing=""),
                name="meeting_acted_on_something",
                violation_error_message="Write down what it was that you tried",
            ),
        ),
        migrations.RemoveConstraint("ownletter", "ownletter_kind_known"),
        migrations.AlterField(
            "ownletter", "kind", models.CharField("letter", choices=LETTERS, editable=False, max_length=13)
        ),
        migrations.AddConstraint(
            "ownletter",
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _label in LETTERS]), name="ownletter_kind_known"
            ),
        ),
    ]
