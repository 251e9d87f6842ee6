"""The agenda and the summary of a session as letters."""

from django.db import migrations, models
from django.db.models import F, Q

LETTERS = [
    ("ask", "The ask"),
    ("forward", "A note to pass on"),
    ("first", "First message to someone you’ve been introduced to"),
    ("direct", "First message to someone you know yourself"),
    ("direct_again", "A second message to someone you know yourself"),
    ("nudge", "A nudge"),
    ("follow_up", "A second message to someone who hasn’t answered"),
    ("thanks", "Thanks to the introducer"),
    ("agenda", "The agenda of a session"),
    ("summary", "The summary of a session"),
    ("after_meeting", "Thanks after a meeting"),
    ("report_back", "What came of advice"),
    ("take_no", "Taking no for an answer"),
    ("question", "A question for the introducer"),
    ("outcome", "How it went, for the introducer"),
    ("ask_again", "Asking again after a “not now”"),
    ("keep_in_touch", "Keeping in touch"),
]


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0031_vouched_index")]

    operations = [
        migrations.AlterField(
            "meeting",
            "agenda",
            models.TextField(blank=True, max_length=10000, verbose_name="your agenda"),
        ),
        migrations.AddField(
            "meeting",
            "agenda_subject",
            models.CharField(blank=True, default="", max_length=200, verbose_name="subject"),
            preserve_default=False,
        ),
        migrations.AddField(
            "meeting",
            "summary_sent_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="summary sent on"),
        ),
        migrations.AddConstraint(
            "meeting",
            models.CheckConstraint(
                condition=Q(summary_sent_on__isnull=True)
                | Q(held_on__isnull=False, summary_sent_on__gte=F("held_on")),
                name="meeting_summary_after_held",
                violation_error_message="A summary comes after the session",
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
