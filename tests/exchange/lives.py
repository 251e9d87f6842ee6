"""Accounts that came about by the product's own verbs, in an order of chance: every state a person can reach."""

import contextlib
import datetime as dt
import uuid
from random import Random

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentoring.exchange import importing
from mentoring.exchange.merging import merge, take_apart
from mentoring.models import (
    BulkDeed,
    Contact,
    Distinction,
    GoalStep,
    Import,
    ImportRow,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorAnswer,
    MentorCriterion,
    Merge,
    Postponement,
    Review,
    ShareLink,
    Suggestion,
    Tag,
)
from mentoring.models.agreement_facts import CLOSE_PLANNED, REVIEWED, SHARED
from mentoring.models.answers import give_answer
from mentoring.models.goals import DONE
from mentoring.models.introduction_facts import CLOSED, COLUMNS, FACTS
from mentoring.models.letter_kinds import LetterKind
from mentoring.models.meeting_facts import AGENDA_SENT, PREPARED, REPORTED_BACK, THANKED
from mentoring.status import next_actions, stuck
from mentoring.status.records import Records
from tests import factories as make

NAMES = (
    "Ada Berg", "Dr. Ada Berg", "Berg, Ada", "Jürgen Groß", "Juergen Gross", "Łukasz Żak", "Émile Ørsted", "中文",
    "Ann-Marie O’Neil", "ann@example.org", "R. Abernethy", "Ruth Abernethy",
)  # fmt: skip
WORDS = ("Ökonomie", "ökonomie", "ŁÓDŹ", "Électricité", "Choir", "İstanbul", "straße", "a, b; c")
EMAILS = ("ada@example.org", "info@example.org", "ann@example.org", "")
PHONES = ("+49 170 5550100", "0170 555 0100", "")
PROFILES = ("https://www.linkedin.com/in/ada-berg", "https://www.linkedin.com/in/ruth", "", "")
TEXTS = ("One line", "Two\nlines — and “quotes”", "<b>bold</b> & 🤝🏽", "")


class Life:
    """One account, and chance."""

    def __init__(self, owner, seed: int, steps: int = 40):
        self.owner, self.chance = owner, Random(seed)
        self.today = timezone.localdate()
        verbs = [getattr(self, name) for name in dir(Life) if name.startswith("do_")]
        for _number in range(6):
            self.do_meet_somebody()
        self.do_aim()
        for _number in range(steps):
            # What cannot be done now isn't; nobody stops at that.
            with contextlib.suppress(ValidationError, IntegrityError, importing.Stale), transaction.atomic():
                self.chance.choice(verbs)()

    def some(self, model):
        """One of the records of this kind; what needs one is not done where there is none."""
        found = list(model._default_manager.filter(owner=self.owner).order_by("pk"))
        if not found:
            raise ValidationError("There is none")
        return self.chance.choice(found)

    def day(self, first: int = -60, last: int = 0) -> dt.date:
        return self.today + dt.timedelta(days=self.chance.randint(first, last))

    def text(self) -> str:
        return self.chance.choice(TEXTS)

    # People

    def do_meet_somebody(self):
        facts = {"email": self.chance.choice(EMAILS), "phone": self.chance.choice(PHONES)}
        facts |= {"linkedin": self.chance.choice(PROFILES), "notes": self.text()}
        make.ContactFactory(owner=self.owner, name=self.chance.choice(NAMES), **facts)

    def do_note(self):
        contact = self.some(Contact)
        make.InteractionFactory(contact=contact, on=self.day(), text=self.text() or "Met")
        contact.refresh_last_touch()

    def do_decide(self):
        contact = self.some(Contact)
        self.chance.choice(
            [
                lambda: contact.mark_prospect(self.day()),
                contact.unmark_prospect,
                contact.mark_introducer,
                contact.unmark_introducer,
                lambda: contact.close(self.day(), self.chance.choice(Contact.ClosedBecause.values)),
                lambda: contact.archive(self.day()),
                contact.restore,
            ]
        )()

    def do_tag(self):
        name = self.chance.choice(WORDS)
        tag = Tag.objects.owned_by(self.owner).filter(name=name).first() or make.TagFactory(
            owner=self.owner, name=name
        )
        self.some(Contact).tags.add(tag)

    def do_rename_a_tag(self):
        tag = self.some(Tag)
        tag.name = f"{tag.name} {self.chance.randint(1, 9)}"
        tag.save()

    def do_to_several(self):
        kind = self.chance.choice(BulkDeed.Kind.on_contacts())
        tag = self.some(Tag) if "tag" in kind else None
        contacts = Contact.objects.owned_by(self.owner).filter(name__contains=self.chance.choice("aeu"))
        BulkDeed.do(contacts, kind, self.today, tag)

    def do_take_back_what_was_done_to_several(self):
        self.some(BulkDeed).take_back()

    def do_merge(self):
        merge(self.some(Contact), self.some(Contact))

    def do_take_apart(self):
        take_apart(self.some(Merge))

    def do_tell_apart(self):
        one, other = sorted((self.some(Contact).pk, self.some(Contact).pk))
        Distinction.objects.create(owner=self.owner, first_id=one, second_id=other)

    def do_count(self):
        counts = {"sent": self.chance.randint(0, 40), "received": self.chance.randint(1, 40), "days": 3}
        counts |= {
            "first_on": self.day(-900, -400),
            "last_on": self.day(-300),
            "connected_on": self.day(-999),
        }
        make.TieFactory(owner=self.owner, contact=self.some(Contact), **counts)

    def do_import(self):
        cards = "".join(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{self.chance.choice(NAMES)}\r\nEMAIL:{self.chance.choice(EMAILS)}\r\n"
            f"ORG:Mercer\r\nCATEGORIES:{self.chance.choice(WORDS[:4])}\r\nEND:VCARD\r\n"
            for _number in range(4)
        )
        batch = importing.begin_import(self.owner, "people.vcf", cards.encode())
        for row in batch.rows.exclude(kind__in=["same", "broken"]):
            row.choice = self.chance.choice(row.choices)
            row.save()
        importing.confirm_import(batch, timezone.now())

    def do_leave_an_import_waiting(self):
        make.ImportRowFactory(batch=make.ImportFactory(owner=self.owner), choice=ImportRow.Choice.ADD)

    def do_undo_an_import(self):
        importing.undo(self.some(Import), timezone.now())

    # Goals and criteria

    def do_aim(self):
        goal = make.GoalFactory(owner=self.owner, target_on=self.day(0, 90))
        make.GoalStepFactory(goal=goal)

    def do_get_on(self):
        self.some(GoalStep).mark(DONE, self.day())

    def do_turn_a_goal(self):
        goal = self.some(make.models.Goal)
        self.chance.choice([lambda: goal.achieve(self.day()), lambda: goal.park(self.day()), goal.take_up])()

    def do_want(self):
        text, importance = self.chance.choice(WORDS), self.chance.choice(MentorCriterion.Importance.values)
        criterion = make.MentorCriterionFactory(owner=self.owner, text=text, importance=importance)
        criterion.goals.add(self.some(make.models.Goal))

    def do_assess(self):
        answer = self.chance.choice(["meets", "does_not", "does_not", "unknown"])
        for _number in range(4):
            with contextlib.suppress(IntegrityError), transaction.atomic():
                make.AssessmentFactory(
                    contact=self.some(Contact),
                    criterion=self.some(MentorCriterion),
                    answer=answer,
                    on=self.day(),
                )

    # Introductions and meetings

    def do_ask(self):
        to = self.chance.choice([None, self.some(Contact)])
        ask = {"pledged_on": self.day(-60, -30), "write_by": self.day(-29, 20), "purpose": "To learn"}
        introduction = make.IntroductionFactory(
            owner=self.owner,
            introducer=self.some(Contact),
            prospect=to,
            goal=self.some(make.models.Goal),
            **ask,
        )
        introduction.criteria.set(MentorCriterion.objects.owned_by(self.owner)[:1])
        facts = [fact for fact in FACTS if fact != CLOSED]
        on = self.day(-60, -30)
        for fact in facts[: self.chance.randint(0, len(facts))]:
            with contextlib.suppress(ValidationError), transaction.atomic():
                introduction.mark(fact, on)
                on += dt.timedelta(days=self.chance.randint(0, 3))

    def do_go_on_with_an_introduction(self):
        introduction = self.some(Introduction)
        self.chance.choice(
            [
                lambda: introduction.close(self.day(), self.chance.choice(Introduction.ClosedBecause.values)),
                lambda: introduction.forget(
                    self.chance.choice(COLUMNS), to_anyone=self.chance.random() < 0.5
                ),
                lambda: introduction.name_person(self.day(), self.some(Contact)),
                lambda: introduction.lead_to(self.day(), self.some(Contact)),
                introduction.take_back,
                introduction.remove,
            ]
        )()

    def do_plan(self):
        moment = timezone.now() + dt.timedelta(days=self.chance.randint(-40, 20))
        make.MeetingFactory(
            owner=self.owner,
            contact=self.some(Contact),
            starts_at=moment,
            kind=self.chance.choice(["first", "session"]),
        )

    def do_go_on_with_a_meeting(self):
        meeting = self.some(Meeting)
        outcome = self.chance.choice(Meeting.Outcome.values)
        self.chance.choice(
            [
                lambda: meeting.write_down(
                    self.today, outcome=outcome, notes=self.text(), one_thing=self.text()
                ),
                lambda: meeting.cancel(
                    self.today, self.chance.choice(["", "cancelled_by_me", "no_show_them"])
                ),
                meeting.reinstate,
                lambda: meeting.mark(
                    self.chance.choice([PREPARED, AGENDA_SENT, THANKED, REPORTED_BACK]), self.today
                ),
                lambda: meeting.agreed_steps.add(self.some(GoalStep)),
            ]
        )()

    # Agreements

    def do_draft(self):
        mentor = self.some(Contact)
        MentorAgreement.objects.filter(mentor=mentor).make_room(self.today)
        make.MentorAgreementFactory(
            owner=self.owner,
            mentor=mentor,
            goals=[self.some(make.models.Goal)],
            starts_on=self.today - dt.timedelta(days=30),
            ends_on=self.today + dt.timedelta(days=150),
            confidentiality=self.text(),
            mentor_commits="Half an hour of reading\nOne honest word",
        )

    def do_go_on_with_an_agreement(self):
        agreement = self.some(MentorAgreement)
        self.chance.choice(
            [
                lambda: agreement.lengthen({"purpose": "To lead"}),
                lambda: agreement.mark(self.chance.choice([SHARED, REVIEWED, CLOSE_PLANNED]), self.day()),
                lambda: agreement.confirm(self.day(), self.chance.choice(["in_person", "mail"])),
                agreement.change,
                lambda: agreement.change(ends_on=agreement.ends_on + dt.timedelta(days=60)),
                lambda: agreement.complete(self.today, lessons=self.text()),
                lambda: agreement.end_early(self.today, by="both"),
                lambda: make.ReviewFactory(agreement=agreement, kind=self.chance.choice(Review.Kind.values)),
            ]
        )()

    def do_share_by_link(self):
        ShareLink.objects.make(self.some(MentorAgreement), 30, timezone.now())

    def do_answer(self):
        link, kind = self.some(ShareLink), self.chance.choice(MentorAnswer.Kind.values)
        suggestions = (
            {"boundaries": "No calls at night.", "time": "Later, please"} if kind == "almost" else {}
        )
        about = {"kind": kind, "name": "Margaret", "note": self.text(), "suggestions": suggestions}
        give_answer(link, uuid.uuid4(), link.shown.fingerprint(), timezone.now(), **about)

    def do_hear(self):
        self.some(MentorAnswer).hear(self.today)

    def do_decide_about_a_suggestion(self):
        suggestion = self.some(Suggestion)
        self.chance.choice([suggestion.take, suggestion.decline])(self.today)

    def do_rename(self):
        record = self.chance.choice([self.owner, self.some(Contact)])
        record.name = self.chance.choice(NAMES)
        record.save()

    # Beside it

    def do_write_a_letter_of_ones_own(self):
        kind = self.chance.choice(LetterKind.values)
        make.OwnLetterFactory(owner=self.owner, kind=kind, text=self.text() or "Hello")

    def do_remind(self):
        reminder = make.ReminderFactory(
            contact=self.some(Contact), due_on=self.day(), begins_on=self.day(-90, -60)
        )
        if self.chance.random() < 0.5:
            reminder.mark_done(self.day(), self.today)

    def do_put_off(self):
        """What there is to do, or is stuck: until a day, or for good."""
        records = Records(self.owner, self.today)
        keys = [one.key for one in (*next_actions.gather(records), *stuck.found(records))]
        until_on = self.chance.choice([None, self.day(1, 30)])
        for key in self.chance.sample(keys, min(3, len(keys))):
            Postponement.objects.create(owner=self.owner, action=key, until_on=until_on)


def asked_of(owner) -> list:
    """What is to be done and what is stuck, as the first page says it; nothing of what was put off."""
    owner = type(owner).objects.get(pk=owner.pk)
    today = timezone.localdate()
    records = Records(owner, today)
    actions = [(action.title, action.due_on) for action in next_actions.for_user(owner, today)]
    return [*actions, *((one.title, one.facts) for one in stuck.found(records))]
