"""“Not now” is a state of an open prospect, and no reason to close one: what was stored of that is said so."""

from django.db import migrations, models
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast

from mentoring.models.not_now import changes_as_today, decisions_as_today

CLOSED = ("closed_on", "closed_because")
OUTCOMES = [
    ("good_fit", "A good fit"),
    ("talk_again", "Talk again"),
    ("not_now", "Not now"),
    ("not_a_fit", "Not a fit"),
    ("said_no", "Said no"),
    ("undecided", "Not sure yet"),
]
ANSWERS = [
    ("yes", "Yes, I confirm"),
    ("almost", "Almost. I’d like to change something"),
    ("not_now", "Not now"),
    ("no", "No, thank you"),
]

LETTERS = [
    ("ask", "The ask"),
    ("forward", "A note to pass on"),
    ("first", "First message to someone you’ve been introduced to"),
    ("nudge", "A nudge"),
    ("follow_up", "A second message to someone who hasn’t answered"),
    ("thanks", "Thanks to the introducer"),
    ("after_meeting", "Thanks after a meeting"),
    ("take_no", "Taking no for an answer"),
    ("outcome", "How it went, for the introducer"),
    ("ask_again", "Asking again after a “not now”"),
    ("keep_in_touch", "Keeping in touch"),
]


def say_as_today(apps, schema_editor):
    """What can be undone and what was decided, then the contacts themselves."""
    for name in ("Merge", "BulkDeed"):
        for record in _naming(apps, name, "undo"):
            record.undo = changes_as_today(record.undo, _standing(apps, record.undo))
            record.save(update_fields=["undo"])
    for change in _naming(apps, "Change", "columns"):
        one = {"model": change.model, "pk": change.key, "kind": change.kind, "columns": change.columns}
        change.columns = changes_as_today([one], _standing(apps, [one]))[0]["columns"]
        change.save(update_fields=["columns"])
    for name in ("Introduction", "Meeting", "MentorAnswer"):
        records = apps.get_model("mentoring", name).objects
        for pk, decided in records.exclude(decided={}).values_list("pk", "decided"):
            records.filter(pk=pk).update(decided=decisions_as_today(decided))
    contacts = apps.get_model("mentoring", "Contact").objects.filter(closed_because="not_now")
    contacts.update(not_now_on=F("closed_on"), closed_on=None, closed_because="")


def _naming(apps, name, column):
    """The records that say anything of a “not now”."""
    records = apps.get_model("mentoring", name).objects.annotate(text=Cast(column, TextField()))
    return records.filter(text__contains='"not_now"').iterator(chunk_size=100)


def _standing(apps, changes):
    """How the contacts stand that are named by the changes, and by merges of those who were deleted."""
    nested = [
        one
        for change in changes
        if change["model"] == "merge"
        for undo in change["columns"].get("undo", ())
        for one in undo or ()
    ]
    keys = {change["pk"] for change in (*changes, *nested) if change["model"] == "contact"}
    contacts = apps.get_model("mentoring", "Contact").objects.filter(pk__in=keys).values("pk", *CLOSED)
    return {
        row["pk"]: {
            "closed_on": row["closed_on"] and row["closed_on"].isoformat(),
            "closed_because": row["closed_because"],
        }
        for row in contacts
    }


def _day(label):
    return models.DateField(label, blank=True, editable=False, null=True)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0018_helping")]

    operations = [
        migrations.AddField("contact", "not_now_on", _day("not now since")),
        migrations.AddField("contact", "ask_again_on", _day("ask again from")),
        migrations.RunPython(say_as_today, migrations.RunPython.noop),
        migrations.RemoveConstraint("contact", "contact_closed_with_reason"),
        migrations.AlterField(
            "contact",
            "closed_because",
            models.CharField(
                blank=True,
                choices=[("said_no", "Said no"), ("not_a_fit", "Not a fit")],
                editable=False,
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            "contact",
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_because="")
                | Q(closed_on__isnull=False, closed_because__in=["said_no", "not_a_fit"]),
                name="contact_closed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            "contact",
            models.CheckConstraint(
                condition=Q(not_now_on__isnull=True) | Q(prospect_on__isnull=False, closed_on__isnull=True),
                name="contact_not_now_only_while_open",
                violation_error_message="“Not now” is for someone who may still become your mentor",
            ),
        ),
        migrations.AddConstraint(
            "contact",
            models.CheckConstraint(
                condition=Q(ask_again_on__isnull=True)
                | Q(not_now_on__isnull=False, ask_again_on__gte=F("not_now_on")),
                name="contact_asked_again_after_not_now",
                violation_error_message="Choose a day on or after the day of the “not now”",
            ),
        ),
        migrations.RemoveConstraint("meeting", "meeting_outcome_known"),
        migrations.AlterField(
            "meeting",
            "outcome",
            models.CharField("outcome", blank=True, choices=OUTCOMES, max_length=10),
        ),
        migrations.AddConstraint(
            "meeting",
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["", "good_fit", "talk_again", "undecided", "not_a_fit", "said_no", "not_now"]
                ),
                name="meeting_outcome_known",
            ),
        ),
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
        migrations.RemoveConstraint("mentoranswer", "answer_kind_known"),
        migrations.AlterField(
            "mentoranswer",
            "kind",
            models.CharField("answer", choices=ANSWERS, editable=False, max_length=7),
        ),
        migrations.AddConstraint(
            "mentoranswer",
            models.CheckConstraint(
                condition=Q(kind__in=["yes", "almost", "no", "not_now"]), name="answer_kind_known"
            ),
        ),
    ]
