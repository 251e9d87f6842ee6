"""One factory per model, with real and plain records: what a test does not name is ordinary."""

import datetime as dt
import gzip

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from mentoring import models
from mentoring.dates.days import monday


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    # With these numbers of days the stories of the tests are told, whatever the defaults are.
    write_within, thank_within, report_within = 2, 5, 7

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(**kwargs)


class OwnedFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    owner = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        record = super()._create(model_class, *args, **kwargs)
        if any(field.generated for field in model_class._meta.concrete_fields):
            record.refresh_from_db()
        return record


class GoalFactory(OwnedFactory):
    class Meta:
        model = models.Goal

    title = "Run a weekly operations meeting people find useful"


class GoalStepFactory(OwnedFactory):
    class Meta:
        model = models.GoalStep

    owner = factory.SelfAttribute("goal.owner")
    goal = factory.SubFactory(GoalFactory)
    text = factory.Sequence(lambda n: f"Write agenda {n}")


class MentorCriterionFactory(OwnedFactory):
    class Meta:
        model = models.MentorCriterion

    text = factory.Sequence(lambda n: f"Has run operations for a team of {30 + n} or more")


class TagFactory(OwnedFactory):
    class Meta:
        model = models.Tag

    name = factory.Sequence(lambda n: f"Tag {n}")


class ContactFactory(OwnedFactory):
    class Meta:
        model = models.Contact

    name = factory.Sequence(lambda n: f"Priya Raman {n}")


class ProspectFactory(ContactFactory):
    name = factory.Sequence(lambda n: f"Margaret Lindqvist {n}")
    prospect_on = factory.LazyFunction(timezone.localdate)


class BulkDeedFactory(OwnedFactory):
    class Meta:
        model = models.BulkDeed

    kind = "archive"
    on = factory.LazyFunction(timezone.localdate)


class InteractionFactory(OwnedFactory):
    class Meta:
        model = models.Interaction

    owner = factory.SelfAttribute("contact.owner")
    contact = factory.SubFactory(ContactFactory)
    on = factory.LazyFunction(timezone.localdate)
    text = "Talked about the new warehouse"


class AssessmentFactory(OwnedFactory):
    class Meta:
        model = models.Assessment

    owner = factory.SelfAttribute("contact.owner")
    contact = factory.SubFactory(ProspectFactory)
    criterion = factory.SubFactory(MentorCriterionFactory, owner=factory.SelfAttribute("..owner"))
    on = factory.LazyFunction(timezone.localdate)


class IntroductionFactory(OwnedFactory):
    """A draft; give `asked_on` and what follows to be further along (the pledge is filled in)."""

    class Meta:
        model = models.Introduction

    introducer = factory.SubFactory(ContactFactory, owner=factory.SelfAttribute("..owner"))
    prospect = factory.SubFactory(ProspectFactory, owner=factory.SelfAttribute("..owner"))
    purpose = "Learn how a weekly meeting is run well"
    pledged_on = factory.LazyAttribute(lambda o: getattr(o, "asked_on", None))
    write_by = factory.LazyAttribute(
        lambda o: o.asked_on + dt.timedelta(days=30) if getattr(o, "asked_on", None) else None
    )


class DirectFactory(IntroductionFactory):
    """A message to somebody the person knows, pledged; with `pledged_on=None` a draft, with `written_on` sent."""

    introducer = None
    pledged_on = factory.LazyAttribute(
        lambda o: getattr(o, "written_on", None) or timezone.localdate() - dt.timedelta(days=1)
    )
    write_by = factory.LazyAttribute(lambda o: o.pledged_on and o.pledged_on + dt.timedelta(days=14))


class MeetingFactory(OwnedFactory):
    class Meta:
        model = models.Meeting

    contact = factory.SubFactory(ProspectFactory, owner=factory.SelfAttribute("..owner"))
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=2))


class MentorAgreementFactory(OwnedFactory):
    """A draft of six months from today; give `goals` to name them."""

    class Meta:
        model = models.MentorAgreement

    mentor = factory.SubFactory(ProspectFactory, owner=factory.SelfAttribute("..owner"))
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + dt.timedelta(days=182))

    @factory.post_generation
    def goals(self, create, extracted, **kwargs):
        for goal in extracted or []:
            AgreementGoalFactory(owner=self.owner, agreement=self, goal=goal)


class AgreementGoalFactory(OwnedFactory):
    class Meta:
        model = models.AgreementGoal

    agreement = factory.SubFactory(MentorAgreementFactory)
    goal = factory.SubFactory(GoalFactory)


class HelpWantedFactory(OwnedFactory):
    class Meta:
        model = models.HelpWanted

    owner = factory.SelfAttribute("goal.owner")
    goal = factory.SubFactory(GoalFactory)
    kind = "teach"


class HelpGivenFactory(OwnedFactory):
    class Meta:
        model = models.HelpGiven

    owner = factory.SelfAttribute("link.owner")
    link = factory.SubFactory(AgreementGoalFactory)
    kind = "teach"


class ReviewFactory(OwnedFactory):
    class Meta:
        model = models.Review

    owner = factory.SelfAttribute("agreement.owner")
    agreement = factory.SubFactory(MentorAgreementFactory)
    kind = "midpoint"
    held_on = factory.LazyFunction(timezone.localdate)
    decision = "continue"


class ShareLinkFactory(OwnedFactory):
    class Meta:
        model = models.ShareLink

    agreement = factory.SubFactory(MentorAgreementFactory, owner=factory.SelfAttribute("..owner"))
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=30))

    @factory.post_generation
    def shows_something(self, create, extracted, **kwargs):
        agreement = self.agreement
        if agreement.is_draft and not agreement.shared_on:
            names = {"mentee_name": agreement.between["mentee"], "mentor_name": agreement.between["mentor"]}
            agreement.record(shared_on=timezone.localdate(), shared_words=agreement.words(), **names)


class MentorAnswerFactory(OwnedFactory):
    class Meta:
        model = models.MentorAnswer

    link = factory.SubFactory(ShareLinkFactory, owner=factory.SelfAttribute("..owner"))
    agreement = factory.SelfAttribute("link.agreement")
    kind = "almost"
    name = "Margaret Lindqvist"
    number = 1
    words = factory.LazyFunction(list)
    fingerprint = "0" * 64
    answered_at = factory.LazyFunction(timezone.now)


class MentorMessageFactory(OwnedFactory):
    class Meta:
        model = models.MentorMessage

    link = factory.SubFactory(ShareLinkFactory, owner=factory.SelfAttribute("..owner"))
    agreement = factory.SelfAttribute("link.agreement")
    kind, text = "point", "Bring the split by depot."
    sent_at = factory.LazyFunction(timezone.now)
    sent_on = factory.LazyAttribute(lambda message: timezone.localdate(message.sent_at))
    number = factory.LazyAttribute(
        lambda one: 1 + models.MentorMessage.objects.filter(link=one.link, sent_on=one.sent_on).count()
    )


class SuggestionFactory(OwnedFactory):
    class Meta:
        model = models.Suggestion

    answer = factory.SubFactory(MentorAnswerFactory, owner=factory.SelfAttribute("..owner"))
    clause = "boundaries"
    text = "No calls at weekends."


class PostponementFactory(OwnedFactory):
    class Meta:
        model = models.Postponement

    action = factory.Sequence(lambda n: f"introduction.thanked:{n}")


class OwnLetterFactory(OwnedFactory):
    class Meta:
        model = models.OwnLetter

    kind = "thanks"
    subject = "Thank you"
    text = "Hi {introducer}, thank you for introducing {prospect}."


class ReminderFactory(OwnedFactory):
    class Meta:
        model = models.Reminder

    owner = factory.SelfAttribute("contact.owner")
    contact = factory.SubFactory(ContactFactory)
    words = "Ask how the move went"
    due_on = factory.LazyFunction(timezone.localdate)
    begins_on = factory.SelfAttribute("due_on")


class LookBackFactory(OwnedFactory):
    """The week before this one, and each further one a week earlier."""

    class Meta:
        model = models.LookBack

    monday = factory.Sequence(lambda n: monday(timezone.localdate()) - dt.timedelta(weeks=n + 2))
    moved = "I met Daniel."


class MailingFactory(OwnedFactory):
    """Claimed just now, and not sent yet; each for a day of its own."""

    class Meta:
        model = models.Mailing

    slot_on = factory.Sequence(lambda n: dt.date(2026, 3, 1) + dt.timedelta(days=n))
    claimed_at = factory.LazyFunction(timezone.now)


class ReminderRunFactory(DjangoModelFactory):
    class Meta:
        model = models.ReminderRun

    ran_at = factory.LazyFunction(timezone.now)


class CommandRunFactory(DjangoModelFactory):
    class Meta:
        model = models.CommandRun

    kind = "timed"
    ran_at = factory.LazyFunction(timezone.now)
    succeeded_at = factory.SelfAttribute("ran_at")


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Invitation

    key_hash = factory.Sequence(lambda n: f"{n:064x}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=7))


class ImportFactory(OwnedFactory):
    """A LinkedIn file that was read and waits to be confirmed."""

    class Meta:
        model = models.Import

    file_name = "Connections.csv"
    format = "linkedin"
    state = "waiting"


class ImportRowFactory(OwnedFactory):
    class Meta:
        model = models.ImportRow

    owner = factory.SelfAttribute("batch.owner")
    batch = factory.SubFactory(ImportFactory)
    line = factory.Sequence(lambda n: n + 5)
    kind = "new"
    choice = "add"
    values = factory.Sequence(lambda n: {"name": f"Amara Nwosu {n}"})


class ChangeFactory(OwnedFactory):
    """A contact that an import added."""

    class Meta:
        model = models.Change

    owner = factory.SelfAttribute("batch.owner")
    batch = factory.SubFactory(ImportFactory)
    kind = "made"
    model = "contact"
    key = factory.Sequence(lambda n: 1_000_000 + n)
    columns = factory.LazyFunction(lambda: {"revision": [None, 1], "tags": [None, []]})


class DistinctionFactory(OwnedFactory):
    class Meta:
        model = models.Distinction

    first = factory.SubFactory(ContactFactory, owner=factory.SelfAttribute("..owner"))
    second = factory.SubFactory(ContactFactory, owner=factory.SelfAttribute("..owner"))


class TieFactory(OwnedFactory):
    """Fourteen messages on nine days, the last in May 2026."""

    class Meta:
        model = models.Tie

    owner = factory.SelfAttribute("contact.owner")
    contact = factory.SubFactory(ContactFactory)
    sent, received, days = 8, 6, 9
    first_on, last_on = dt.date(2019, 3, 4), dt.date(2026, 5, 12)
    connected_on = dt.date(2019, 3, 1)


class MergeFactory(OwnedFactory):
    class Meta:
        model = models.Merge

    kept = factory.SubFactory(ContactFactory, owner=factory.SelfAttribute("..owner"))
    removed_name = "Priya Raman"
    removed_key = factory.Sequence(lambda n: 1_000_000 + n)


class UnsentFormFactory(OwnedFactory):
    """A goal that was typed after the session had ended."""

    class Meta:
        model = models.UnsentForm

    path = "/goals/new/"
    page = "/goals/"
    fields = factory.LazyFunction(lambda: [["title", ["Run a weekly meeting"]]])


class ArchiveFactory(OwnedFactory):
    """A file with everything that waits; empty, as everything of a new account is."""

    class Meta:
        model = models.Archive

    file_name = "waymark.json"
    data = gzip.compress(b"")
    outcome = factory.LazyFunction(
        lambda: {
            "into_empty": False, "added": {"contact": 2}, "here": {"goal": 1}, "filled": 1,
            "left_out": ["agreement 1"], "left_out_count": 1,
        }
    )  # fmt: skip
