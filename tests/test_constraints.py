"""Every constraint of the product, by name, with facts which the database itself has to refuse."""

import datetime as dt
import re

import factory
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, Model
from django.test.utils import CaptureQueriesContext

from mentoring.models.base import Owned
from mentoring.models.constraints import broken, refused_in_words
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 12)
NOON = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)
EARLIER, LATER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)

ASKED = {"asked_on": DAY}
MADE = ASKED | {"made_on": DAY}
MET = MADE | {"met_on": DAY}
CLOSED = ASKED | {"closed_on": DAY, "closed_because": "withdrawn"}
PLEDGED = {"pledged_on": DAY, "write_by": LATER}
WROTE = PLEDGED | {"written_on": DAY}
HELD = {"held_on": DAY, "recorded_on": DAY, "outcome": "good_fit"}
CONFIRMED = {"starts_on": DAY, "confirmed_on": DAY, "confirmed_how": "mail", "confirmed_words": []}

# Name of the constraint: the factory, facts of a record that is fine, and facts that break it.
CHECKS = {
    "archive_has_file_name": (make.ArchiveFactory, {}, {"file_name": ""}),
    "goal_has_title": (make.GoalFactory, {}, {"title": ""}),
    "goal_area_known": (make.GoalFactory, {}, {"area": "weather"}),
    "goal_achieved_or_parked": (make.GoalFactory, {"achieved_on": DAY}, {"parked_on": DAY}),
    "goalstep_has_text": (make.GoalStepFactory, {}, {"text": ""}),
    "goalstep_if_and_then": (make.GoalStepFactory, {}, {"obstacle": "A full week", "then": ""}),
    "criterion_has_text": (make.MentorCriterionFactory, {}, {"text": ""}),
    "criterion_importance_known": (make.MentorCriterionFactory, {}, {"importance": "some"}),
    "criterion_kind_known": (make.MentorCriterionFactory, {}, {"kind": "weather"}),
    "tag_has_name": (make.TagFactory, {}, {"name": ""}),
    "contact_has_name": (make.ContactFactory, {}, {"name": ""}),
    "contact_closed_with_reason": (make.ProspectFactory, {}, {"closed_on": DAY}),
    "contact_closed_only_as_prospect": (
        make.ContactFactory,
        {},
        {"closed_on": DAY, "closed_because": "said_no"},
    ),
    "contact_not_now_only_while_open": (
        make.ProspectFactory,
        {"not_now_on": DAY},
        {"closed_on": DAY, "closed_because": "said_no"},
    ),
    "contact_asked_again_after_not_now": (
        make.ProspectFactory,
        {"not_now_on": DAY, "ask_again_on": LATER},
        {"ask_again_on": EARLIER},
    ),
    "tie_messages_with_days": (make.TieFactory, {}, {"sent": 0, "received": 0}),
    "tie_last_after_first": (
        make.TieFactory,
        {"first_on": DAY, "last_on": DAY},
        {"last_on": EARLIER},
    ),
    "tie_endorsed_on_a_day": (
        make.TieFactory,
        {"endorsed_me": 2, "last_endorsed_on": DAY},
        {"endorsed_me": 0},
    ),
    "tie_invited_by_known": (make.TieFactory, {}, {"invited_by": "us"}),
    "bulkdeed_kind_known": (make.BulkDeedFactory, {}, {"kind": "tag"}),
    "interaction_note_has_text": (make.InteractionFactory, {"kind": "note"}, {"text": ""}),
    "assessment_answer_known": (make.AssessmentFactory, {}, {"answer": "maybe"}),
    "introduction_channel_known": (make.IntroductionFactory, {}, {"channel": "pigeon"}),
    "introduction_asked_with_pledge": (make.IntroductionFactory, ASKED, {"pledged_on": None}),
    "introduction_use_after_asking": (make.IntroductionFactory, ASKED, {"write_by": EARLIER}),
    "introduction_nudged_after_asked": (make.IntroductionFactory, ASKED, {"nudged_on": EARLIER}),
    "introduction_agreed_after_asked": (make.IntroductionFactory, ASKED, {"agreed_on": EARLIER}),
    "introduction_checked_after_asked": (make.IntroductionFactory, ASKED, {"checked_on": EARLIER}),
    "introduction_checked_with_somebody": (
        make.IntroductionFactory,
        ASKED | {"checked_on": DAY},
        {"prospect": None},
    ),
    "introduction_made_after_checked": (
        make.IntroductionFactory,
        MADE | {"checked_on": DAY},
        {"checked_on": LATER},
    ),
    "introduction_followed_up_after_written": (
        make.IntroductionFactory,
        MADE | {"written_on": DAY},
        {"followed_up_again_on": DAY},
    ),
    "introduction_answered_after_made": (make.IntroductionFactory, MADE, {"answered_on": EARLIER}),
    "introduction_made_after_asked": (make.IntroductionFactory, ASKED, {"made_on": EARLIER}),
    "introduction_made_after_agreed": (
        make.IntroductionFactory,
        MADE | {"agreed_on": DAY},
        {"agreed_on": LATER},
    ),
    "introduction_made_to_somebody": (make.IntroductionFactory, MADE, {"prospect": None}),
    "introduction_written_after_made": (make.IntroductionFactory, MADE, {"written_on": EARLIER}),
    "introduction_thanked_after_asked": (make.IntroductionFactory, MADE, {"thanked_on": EARLIER}),
    "introduction_thanked_for_something": (make.IntroductionFactory, ASKED, {"thanked_on": DAY}),
    "introduction_met_after_made": (make.IntroductionFactory, MADE, {"met_on": EARLIER}),
    "introduction_met_after_written": (make.IntroductionFactory, MET, {"written_on": LATER}),
    "introduction_informed_after_outcome": (make.IntroductionFactory, MADE, {"introducer_informed_on": DAY}),
    "introduction_closed_with_reason": (make.IntroductionFactory, CLOSED, {"closed_because": ""}),
    "introduction_closed_after_asked": (make.IntroductionFactory, CLOSED, {"closed_on": EARLIER}),
    "introduction_closed_last": (make.IntroductionFactory, CLOSED, {"nudged_on": LATER}),
    "introduction_written_after_pledged": (make.DirectFactory, PLEDGED, {"written_on": EARLIER}),
    "introduction_answered_after_pledged": (make.DirectFactory, WROTE, {"answered_on": EARLIER}),
    "introduction_met_after_pledged": (make.DirectFactory, PLEDGED, {"met_on": EARLIER}),
    "introduction_closed_after_pledged": (
        make.DirectFactory,
        PLEDGED,
        {"closed_on": EARLIER, "closed_because": "withdrawn"},
    ),
    "introduction_direct_to_somebody": (make.DirectFactory, PLEDGED, {"prospect": None}),
    "introduction_direct_asks_nobody": (make.DirectFactory, WROTE, {"thanked_on": DAY}),
    "introduction_direct_with_pledge": (make.DirectFactory, PLEDGED, {"purpose": ""}),
    "introduction_declined_or_made": (
        make.IntroductionFactory,
        CLOSED | {"made_on": DAY},
        {"closed_because": "introducer_declined"},
    ),
    "meeting_length_sensible": (make.MeetingFactory, {}, {"minutes": 481}),
    "meeting_recorded_or_cancelled": (make.MeetingFactory, HELD, {"cancelled_on": DAY}),
    "meeting_outcome_when_recorded": (make.MeetingFactory, HELD, {"outcome": ""}),
    "meeting_outcome_known": (make.MeetingFactory, HELD, {"outcome": "rain"}),
    "meeting_thanked_after_held": (make.MeetingFactory, HELD, {"thanked_on": EARLIER}),
    "meeting_summary_after_held": (make.MeetingFactory, HELD, {"summary_sent_on": EARLIER}),
    "meeting_rated_from_1_to_5": (make.MeetingFactory, HELD, {"rated_trust": 6}),
    "meeting_acted_after_held": (make.MeetingFactory, HELD | {"one_thing": "This"}, {"acted_on": EARLIER}),
    "meeting_acted_on_something": (make.MeetingFactory, HELD, {"acted_on": DAY}),
    "meeting_reported_after_held": (make.MeetingFactory, HELD, {"reported_back_on": EARLIER}),
    "meeting_fell_through_when_cancelled": (make.MeetingFactory, {}, {"fell_through": "no_show_them"}),
    "agreement_ended_by_somebody": (make.MentorAgreementFactory, CONFIRMED, {"ended_by": "mentor"}),
    "agreement_touch_rhythm_sensible": (make.MentorAgreementFactory, {}, {"touch_every_months": 25}),
    "agreementgoal_rated_from_1_to_5": (make.AgreementGoalFactory, {}, {"then_rated": 0}),
    "review_kind_known": (make.ReviewFactory, {}, {"kind": "weekly"}),
    "review_decision_known": (make.ReviewFactory, {}, {"decision": ""}),
    "agreement_ends_after_start": (make.MentorAgreementFactory, {"starts_on": DAY}, {"ends_on": DAY}),
    "agreement_review_within_term": (
        make.MentorAgreementFactory,
        {"starts_on": DAY},
        {"review_on": EARLIER},
    ),
    "agreement_trial_within_term": (
        make.MentorAgreementFactory,
        {"starts_on": DAY},
        {"trial_on": EARLIER},
    ),
    "agreement_last_session_within_term": (
        make.MentorAgreementFactory,
        {"starts_on": DAY},
        {"last_session_on": EARLIER},
    ),
    "sharelink_has_salt": (make.ShareLinkFactory, {}, {"salt": ""}),
    "answer_kind_known": (make.MentorAnswerFactory, {}, {"kind": "maybe"}),
    "answer_has_name": (make.MentorAnswerFactory, {}, {"name": ""}),
    "answer_has_fingerprint": (make.MentorAnswerFactory, {}, {"fingerprint": ""}),
    "message_kind_known": (make.MentorMessageFactory, {}, {"kind": "shout"}),
    "message_says_something": (make.MentorMessageFactory, {}, {"text": ""}),
    "message_about_a_session": (make.MentorMessageFactory, {}, {"kind": "other_time"}),
    "message_opened_or_replaced": (
        make.MentorMessageFactory,
        {"text": "", "replaced_at": dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)},
        {"opened_on": DAY},
    ),
    "message_twenty_a_day": (make.MentorMessageFactory, {}, {"number": 21}),
    "suggestion_has_text": (make.SuggestionFactory, {}, {"text": ""}),
    "suggestion_taken_or_declined": (
        make.SuggestionFactory,
        {"taken_on": DAY},
        {"declined_on": DAY},
    ),
    "agreement_cadence_known": (make.MentorAgreementFactory, {}, {"cadence": "daily"}),
    "agreement_minutes_known": (make.MentorAgreementFactory, {}, {"minutes": 61}),
    "agreement_confirmed_word_for_word": (
        make.MentorAgreementFactory,
        CONFIRMED,
        {"confirmed_how": ""},
    ),
    "agreement_confirmed_after_shared": (make.MentorAgreementFactory, CONFIRMED, {"shared_on": LATER}),
    "agreement_completed_after_confirmed": (
        make.MentorAgreementFactory,
        CONFIRMED,
        {"completed_on": EARLIER},
    ),
    "agreement_ended_after_confirmed": (make.MentorAgreementFactory, CONFIRMED, {"ended_on": EARLIER}),
    "agreement_replaced_after_confirmed": (make.MentorAgreementFactory, CONFIRMED, {"replaced_on": EARLIER}),
    "agreement_words_kept_when_shared": (make.MentorAgreementFactory, {}, {"shared_words": []}),
    "agreement_reviewed_after_confirmed": (make.MentorAgreementFactory, CONFIRMED, {"reviewed_on": EARLIER}),
    "agreement_thanks_after_confirmed": (
        make.MentorAgreementFactory,
        CONFIRMED,
        {"thanks_sent_on": EARLIER},
    ),
    "agreement_outcome_after_confirmed": (
        make.MentorAgreementFactory,
        CONFIRMED,
        {"outcome_sent_on": EARLIER},
    ),
    "agreement_completed_or_ended": (
        make.MentorAgreementFactory,
        CONFIRMED,
        {"completed_on": DAY, "ended_on": DAY},
    ),
    "postponement_has_action": (make.PostponementFactory, {}, {"action": ""}),
    "reminder_has_words": (make.ReminderFactory, {}, {"words": ""}),
    "reminder_repeats_known": (make.ReminderFactory, {}, {"repeats": "daily"}),
    "reminder_due_after_beginning": (make.ReminderFactory, {"due_on": DAY}, {"begins_on": LATER}),
    "helpwanted_kind_known": (make.HelpWantedFactory, {}, {"kind": "money"}),
    "helpgiven_kind_known": (make.HelpGivenFactory, {}, {"kind": "money"}),
    "lookback_begins_on_monday": (make.LookBackFactory, {}, {"monday": dt.date(2026, 11, 24)}),
    "lookback_says_something": (make.LookBackFactory, {}, {"moved": ""}),
    "lookback_if_and_then": (make.LookBackFactory, {}, {"condition": "it snows"}),
    "mailing_sent_with_something": (
        make.MailingFactory,
        {"finished_at": NOON, "sent_at": NOON, "actions": 1},
        {"finished_at": None},
    ),
    "mailing_retried_or_finished": (make.MailingFactory, {"retry_at": NOON}, {"finished_at": NOON}),
    "reminderrun_only_one": (make.ReminderRunFactory, {}, {"number": 2}),
    "commandrun_kind_known": (make.CommandRunFactory, {}, {"kind": "rain"}),
    "commandrun_went_well_or_says_why": (make.CommandRunFactory, {}, {"succeeded_at": None}),
    "invitation_has_key": (make.InvitationFactory, {}, {"key_hash": ""}),
    "ownletter_has_text": (make.OwnLetterFactory, {}, {"text": ""}),
    "ownletter_kind_known": (make.OwnLetterFactory, {}, {"kind": "rain"}),
    "user_reminders_known": (make.UserFactory, {}, {"reminder_hour": 24}),
    "import_has_file_name": (make.ImportFactory, {}, {"file_name": ""}),
    "import_has_format": (make.ImportFactory, {}, {"format": ""}),
    "import_state_with_its_day": (make.ImportFactory, {}, {"state": "done"}),
    "import_read_no_further_than_total": (make.ImportFactory, {"total": 2}, {"read_to": 3}),
    "importrow_kind_known": (make.ImportRowFactory, {}, {"kind": "rain"}),
    "importrow_choice_known": (make.ImportRowFactory, {}, {"choice": "rain"}),
    "importrow_unreadable_with_reason": (
        make.ImportRowFactory,
        {"kind": "broken", "choice": "skip", "reason": "No name"},
        {"reason": ""},
    ),
    "importrow_nothing_new_is_skipped": (
        make.ImportRowFactory,
        {"kind": "same", "choice": "skip"},
        {"choice": "add"},
    ),
    "change_kind_known": (make.ChangeFactory, {}, {"kind": "rain"}),
    "change_has_model": (make.ChangeFactory, {}, {"model": ""}),
    "merge_has_name": (make.MergeFactory, {}, {"removed_name": ""}),
    "user_theme_known": (make.UserFactory, {}, {"theme": "plaid"}),
    "user_calendar_alarm_known": (make.UserFactory, {}, {"calendar_alarm": "week"}),
    "user_courtesies_within_bounds": (make.UserFactory, {}, {"thank_within": 365}),
}

# Constraints that look at two columns of one row.
BETWEEN_COLUMNS = {
    "introduction_between_two_people": (make.IntroductionFactory, "introducer", "prospect"),
    "distinction_in_order": (make.DistinctionFactory, "first_id", "second_id"),
    "merge_of_two": (make.MergeFactory, "kept_id", "removed_key"),
}

# Name of the constraint: the factory, facts of both records, and the columns that may not be equal in both.
UNIQUES = {
    "goal_number_once": (make.GoalFactory, {}, ["number"]),
    "criterion_said_once": (make.MentorCriterionFactory, {}, ["text"]),
    "tag_name_once": (make.TagFactory, {}, ["name"]),
    "assessment_once": (make.AssessmentFactory, {}, ["contact", "criterion"]),
    "introduction_asked_once": (make.IntroductionFactory, ASKED, ["introducer", "prospect"]),
    "introduction_direct_once": (make.DirectFactory, PLEDGED, ["prospect"]),
    "agreement_running_once_per_mentor": (make.MentorAgreementFactory, CONFIRMED, ["mentor"]),
    "agreement_one_draft_per_mentor": (make.MentorAgreementFactory, {}, ["mentor"]),
    "agreement_one_shared_per_mentor": (make.MentorAgreementFactory, {"shared_on": DAY}, ["mentor"]),
    "agreementgoal_once": (make.AgreementGoalFactory, {}, ["agreement", "goal"]),
    "helpwanted_once": (make.HelpWantedFactory, {}, ["goal", "kind"]),
    "helpgiven_once": (make.HelpGivenFactory, {}, ["link", "kind"]),
    "mailing_once_per_slot": (make.MailingFactory, {}, ["slot_on"]),
    "review_once_of_a_kind": (make.ReviewFactory, {}, ["agreement", "kind"]),
    "answer_one_yes_per_version": (make.MentorAnswerFactory, {"kind": "yes"}, ["agreement"]),
    "message_number_once_a_day": (make.MentorMessageFactory, {}, ["link", "sent_on", "number"]),
    "message_one_unopened_of_a_kind": (make.MentorMessageFactory, {}, ["agreement"]),
    "suggestion_once_per_clause": (make.SuggestionFactory, {}, ["answer"]),
    "lookback_once_a_week": (make.LookBackFactory, {}, ["monday"]),
    "postponement_once": (make.PostponementFactory, {}, ["action"]),
    "distinction_once": (make.DistinctionFactory, {}, ["first", "second"]),
    "merge_of_one_once": (make.MergeFactory, {}, ["removed_key"]),
    "user_email_once": (make.UserFactory, {}, ["email"]),
} | {
    # The same form sent twice makes one record, whatever kind of record it is.
    f"{model._meta.model_name}_made_once": (getattr(make, f"{model.__name__}Factory"), {}, ["form_key"])
    for model in Owned.__subclasses__()
}
# A person words each letter once, so two of them are of two kinds to begin with.
TWO_KINDS = {"kind": factory.Iterator(["thanks", "nudge"])}
UNIQUES |= {
    "ownletter_once_per_kind": (make.OwnLetterFactory, TWO_KINDS, ["kind"]),
    "ownletter_made_once": (make.OwnLetterFactory, TWO_KINDS, ["form_key"]),
}

OURS = apps.get_app_config("mentoring").get_models()
CONSTRAINTS = {
    constraint.name: (model, constraint) for model in OURS for constraint in model._meta.constraints
}


def assert_refused(name, record, facts):
    """The facts break this constraint, and the database itself says so and keeps what stood there."""
    model, constraint = CONSTRAINTS[name]
    before = model.objects.filter(pk=record.pk).values().get()
    changed = model.objects.get(pk=record.pk)
    for field, value in facts.items():
        setattr(changed, field, value)
    objecting = asked_as_django_asks(changed, facts)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.filter(pk=record.pk).update(**facts)

    with pytest.raises(ValidationError) as told, refused_in_words(changed):
        model.objects.filter(pk=record.pk).update(**facts)
    assert told.value.messages == [
        sentence for _field, _code, sentence in reasons(changed.validate_constraints)
    ]
    assert name in objecting
    if isinstance(constraint, CheckConstraint) and objecting == [name]:
        assert name in str(refusal.value)
    assert model.objects.filter(pk=record.pk).values().get() == before


def objects(constraint, model, record, exclude=None) -> bool:
    """Whether this very constraint has something against the record."""
    try:
        constraint.validate(model, record, exclude)
    except ValidationError:
        return True
    return False


def asked_as_django_asks(record, facts) -> list[str]:
    """The names of the constraints that object.

    One query finds what Django finds in one to three for each constraint, with the same words and codes.
    """
    with CaptureQueriesContext(connection) as queries:
        found = broken(record)
    assert len(queries) == 1
    assert reasons(record.validate_constraints) == reasons(lambda: Model.validate_constraints(record))
    names = {record._meta.get_field(name).name for name in facts}
    left = [constraint.name for constraint in found if objects(constraint, type(record), record, names)]
    assert [constraint.name for constraint in broken(record, names)] == left
    return [constraint.name for constraint in found]


def reasons(validate) -> list[tuple]:
    """The field, the code and the sentence of everything that is wrong."""
    with pytest.raises(ValidationError) as refusal:
        validate()
    return [
        (field, error.code, sentence)
        for field, errors in refusal.value.error_dict.items()
        for error in errors
        for sentence in error.messages
    ]


def test_every_constraint_is_broken_here():
    assert sorted(CHECKS | BETWEEN_COLUMNS | UNIQUES) == sorted(CONSTRAINTS), "say above how to break it"


def test_every_constraint_stands_in_the_database():
    # Unique ones with a condition or an expression are indexes to the database.
    named = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL",
        "postgresql": "SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes",
    }
    with connection.cursor() as cursor:
        cursor.execute(named[connection.vendor])
        standing = " ".join(str(row[0]) for row in cursor.fetchall())

    assert [name for name in CONSTRAINTS if not re.search(rf"\b{name}\b", standing)] == []


@pytest.mark.parametrize("name", CHECKS)
def test_facts_that_contradict_are_refused(name):
    factory, given, facts = CHECKS[name]
    record = factory(**given)

    assert_refused(name, record, facts)


@pytest.mark.parametrize("name", BETWEEN_COLUMNS)
def test_columns_that_contradict_are_refused(name):
    factory, first, second = BETWEEN_COLUMNS[name]
    record = factory()

    assert_refused(name, record, {second: getattr(record, first)})


def two_of(name, owner):
    """Two records of one person that this constraint accepts, and the columns by which it compares them."""
    factory, given, same = UNIQUES[name]
    if issubclass(factory._meta.model, Owned):
        given = given | {"owner": owner}
    return factory(**given), factory(**given), same


@pytest.mark.parametrize("name", UNIQUES)
def test_second_record_of_the_same_is_refused(name, alice):
    first, second, same = two_of(name, alice)

    assert_refused(name, second, {field: getattr(first, field) for field in same})


@pytest.mark.parametrize("name", ["criterion_said_once", "tag_name_once", "user_email_once"])
def test_upper_case_makes_no_difference(name, alice):
    first, second, [field] = two_of(name, alice)

    assert_refused(name, second, {field: getattr(first, field).upper()})


@pytest.mark.parametrize(
    "name",
    ["goal_number_once", "tag_name_once", "criterion_said_once", "postponement_once", "goal_made_once"],
)
def test_two_people_may_have_the_same(name):
    factory, _given, [field] = UNIQUES[name]
    first, second = factory(), factory()

    factory._meta.model.objects.filter(pk=second.pk).update(**{field: getattr(first, field)})

    second.refresh_from_db()
    assert getattr(second, field) == getattr(first, field)
