"""An introduction may have nobody who introduces: the owner knows the person, and the pledge stands where that would."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Case, F, Q, Value, When

DIRECT = Q(introducer__isnull=True)

# By the fact, what it comes after: with an introducer, and what is said where there is none.
AFTER = {
    "written": ("made", "Writing comes after the introduction", "Writing comes after you’ve said what it’s for, and by when"),
    "answered": ("made", "An answer comes after the introduction", "An answer comes after you’ve said what it’s for"),
    "met": ("made", "Meeting comes after the introduction", "Meeting comes after you’ve said what it’s for"),
    "closed": ("asked", "It can’t be over before you’ve asked", "It can’t be over before you’ve begun"),
}
INTRODUCERS_OWN = ("asked", "nudged", "agreed", "checked", "made", "thanked", "introducer_informed")

STATES = [
    ("draft", "Draft"),
    ("asked", "Asked"),
    ("agreed", "Agreed to introduce"),
    ("made", "Introduced"),
    ("in_touch", "In touch"),
    ("met", "Met"),
    ("kept", "All done"),
    ("closed", "Closed"),
]
STATUS = Case(
    When(closed_on__isnull=False, then=Value("closed")),
    When(
        Q(met_on__isnull=False) & (DIRECT | Q(introducer_informed_on__isnull=False, thanked_on__isnull=False)),
        then=Value("kept"),
    ),
    When(met_on__isnull=False, then=Value("met")),
    When(written_on__isnull=False, then=Value("in_touch")),
    When(Q(made_on__isnull=False) | (DIRECT & Q(pledged_on__isnull=False)), then=Value("made")),
    When(agreed_on__isnull=False, then=Value("agreed")),
    When(asked_on__isnull=False, then=Value("asked")),
    default=Value("draft"),
)
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
    ("take_no", "Taking no for an answer"),
    ("question", "A question for the introducer"),
    ("outcome", "How it went, for the introducer"),
    ("ask_again", "Asking again after a “not now”"),
    ("keep_in_touch", "Keeping in touch"),
]


def _check(condition, name, words):
    return models.CheckConstraint(condition=condition, name=f"introduction_{name}", violation_error_message=words)


def _in_order(earlier, later):
    told = Q(**{f"{earlier}__isnull": False, f"{later}__gte": F(earlier)})
    return Q(**{f"{later}__isnull": True}) | told


def _rules():
    for fact, (earlier, words, alone) in AFTER.items():
        later = f"{fact}_on"
        yield _check(_in_order(f"{earlier}_on", later) | DIRECT, f"{fact}_after_{earlier}", words)
        yield _check(_in_order("pledged_on", later) | ~DIRECT, f"{fact}_after_pledged", alone)
    yield _check(~DIRECT | Q(prospect__isnull=False), "direct_to_somebody", "Say who you’ll write to")
    nothing = Q(**{f"{fact}_on__isnull": True for fact in INTRODUCERS_OWN})
    yield _check(
        ~DIRECT | (nothing & ~Q(closed_because__in=["introducer_declined"])),
        "direct_asks_nobody",
        "You know them yourself, so nobody introduces you",
    )
    yield _check(
        ~DIRECT
        | Q(pledged_on__isnull=True)
        | (~Q(purpose="") & Q(write_by__isnull=False, write_by__gte=F("pledged_on"))),
        "direct_with_pledge",
        "Say what it’s for, and choose a day to write by that isn’t over",
    )
    yield models.UniqueConstraint(
        fields=["owner", "prospect"],
        condition=DIRECT & Q(met_on__isnull=True, closed_on__isnull=True),
        name="introduction_direct_once",
        violation_error_message="You’ve already begun to write to this person",
    )


class AtOnce(migrations.SeparateDatabaseAndState):
    """Changes of one table, for each of which SQLite would copy it: there it is copied once, as it is in the end.

    Only for changes that leave the columns that hold anything as they are.
    """

    def __init__(self, model, operations):
        super().__init__(database_operations=operations, state_operations=operations)
        self.model = model

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor._remake_table(to_state.apps.get_model(app_label, self.model))
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor._remake_table(to_state.apps.get_model(app_label, self.model))
        else:
            super().database_backwards(app_label, schema_editor, from_state, to_state)


INTRODUCTION = [
    *(
        migrations.RemoveConstraint("introduction", f"introduction_{fact}_after_{earlier}")
        for fact, (earlier, *_words) in AFTER.items()
    ),
    migrations.RemoveIndex("introduction", "introduction_owner_status"),
    # What the database computes cannot be altered, and nothing is lost by computing it anew.
    migrations.RemoveField("introduction", "status"),
    migrations.AlterField(
        "introduction",
        "introducer",
        models.ForeignKey(
            blank=True,
            null=True,
            on_delete=django.db.models.deletion.CASCADE,
            related_name="introductions_from",
            to="mentoring.contact",
            verbose_name="who introduces you",
        ),
    ),
    migrations.AddField(
        "introduction",
        "status",
        models.GeneratedField(
            db_persist=True,
            expression=STATUS,
            output_field=models.CharField(choices=STATES, max_length=8),
        ),
    ),
    migrations.AddIndex(
        "introduction", models.Index(fields=["owner", "status"], name="introduction_owner_status")
    ),
    *(migrations.AddConstraint("introduction", rule) for rule in _rules()),
]
OWNLETTER = [
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


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0028_archive_counts")]

    operations = [AtOnce("introduction", INTRODUCTION), AtOnce("ownletter", OWNLETTER)]
