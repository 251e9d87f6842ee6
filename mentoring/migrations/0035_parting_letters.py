"""What is written at the end of working together: the thank-you letter, and what came of it for the introducer."""

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
    ("term_thanks", "Thanks at the end of working together"),
    ("term_outcome", "What came of it, for the introducer"),
    ("ask_again", "Asking again after a “not now”"),
    ("keep_in_touch", "Keeping in touch"),
]


def sent_on(name):
    return models.DateField(name, blank=True, editable=False, null=True)


def after_confirmed(column, name, sentence):
    condition = Q(**{f"{column}__isnull": True}) | Q(
        confirmed_on__isnull=False, **{f"{column}__gte": F("confirmed_on")}
    )
    constraint = models.CheckConstraint(condition=condition, name=name, violation_error_message=sentence)
    return migrations.AddConstraint("mentoragreement", constraint)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0034_mentor_messages")]

    operations = [
        migrations.AddField(
            "mentoragreement",
            "learned_shown",
            models.BooleanField("what you learned is shown", default=False, editable=False),
        ),
        migrations.AddField(
            "mentoragreement",
            "thanks_subject",
            models.CharField("subject", blank=True, default="", editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.AlterField(
            "mentoragreement",
            "thanks_words",
            models.TextField("your thank-you letter", blank=True, editable=False, max_length=10000),
        ),
        migrations.AddField("mentoragreement", "thanks_sent_on", sent_on("thanks sent on")),
        migrations.AddField("mentoragreement", "outcome_sent_on", sent_on("outcome sent on")),
        after_confirmed(
            "thanks_sent_on",
            "agreement_thanks_after_confirmed",
            "Thanks come after the day it was confirmed",
        ),
        after_confirmed(
            "outcome_sent_on",
            "agreement_outcome_after_confirmed",
            "You tell what came of it after the day it was confirmed",
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
