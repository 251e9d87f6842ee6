"""The sample story: one search in the middle of things, every day of it relative to today."""

import datetime as dt
from itertools import count

from django.db import transaction
from django.utils import timezone

from . import clauses
from .days import add_months
from .letters import compose_ask
from .models import (
    AgreementGoal,
    Assessment,
    Contact,
    Goal,
    GoalStep,
    Interaction,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    Tag,
)

# Days are counted from today: -7 is a week ago, 18 in two and a half weeks.
GOALS = [
    {
        "title": "Run a weekly operations meeting people find useful",
        "area": "skill",
        "why": "Eight of us lose an hour every Monday, and nobody remembers what was decided.",
        "success": "Four Mondays in a row, we end on time and every action has an owner.",
        "target": 78,
        "steps": [
            ("Sit in on Grace’s Monday meeting", "", None, -20),
            ("Send the agenda two days before, with one question for each point", "", None, -6),
            ("End on time twice in a row", "", 11, None),
            ("Write down an owner and a day for every action", "", 25, None),
            ("Ask two people from the meeting what to drop", "", 60, None),
        ],
    },
    {
        "title": "Read the balance sheet and explain how each unit contributes",
        "area": "business",
        "why": "I now sign off spending, and I can’t yet see how what my team does shows up in the numbers.",
        "success": "I walk my director through our quarter on one page, without help.",
        "target": 141,
        "steps": [
            ("Get last year’s accounts from Elena", "", None, -13),
            ("List our unit’s costs and where each one lands", "One page. Ask Elena to check it.", 8, None),
            ("Draft the quarter on one page", "", 49, None),
            ("Walk my director through it", "", 141, None),
        ],
    },
    {
        "title": "Settle into leading people who were my peers",
        "area": "role",
        "why": "In January I was one of them; now I plan their week and rate their work.",
        "success": "Nobody on the team goes around me, and I’ve had one hard talk with each of them.",
        "target": None,
        "steps": [
            ("Ask each of the six what should stay as it is", "", None, None),
            ("Rehearse one hard talk before I have it", "", None, None),
            ("Agree on who decides what", "", None, None),
        ],
    },
]

MEETS, NOT, DUNNO = "meets", "does_not", None
PROSPECTS = ("Margaret Lindqvist", "Ruth Abernethy", "Daniel Osei", "Tomás Ferreira", "Yusuf Demir")
# text, kind, importance, goals served, how to find out, search words, suggestion; then an answer a prospect.
CRITERIA = [
    (
        (
            "Has run operations for a team of 30 or more",
            "experience",
            "must",
            (1, 3),
            "profile",
            "operations",
            "",
        ),
        [
            (MEETS, "140 people at Aldergrove", "profile"),
            (MEETS, "60, in two sites", "profile"),
            (MEETS, "Runs a depot of 85 people (Ben)", "introducer"),
            (MEETS, "45, across four countries", "profile"),
            (MEETS, "Plant of 200", "profile"),
        ],
    ),
    (
        ("At least 20 years post-degree", "experience", "must", (), "profile", "", ""),
        [
            (MEETS, "Since 1991", "profile"),
            (MEETS, "Since 1998", "profile"),
            (MEETS, "Since 2003", "profile"),
            (NOT, "Since 2011: 15 years", "profile"),
            (DUNNO, "", ""),
        ],
    ),
    (
        ("Reads a balance sheet, and can teach it", "skill", "must", (2,), "meeting", "finance", ""),
        [
            (MEETS, "Sat on the finance committee", "meeting"),
            (MEETS, "Holds the P&L", "profile"),
            (DUNNO, "", ""),
            (MEETS, "Chartered, 2016", "profile"),
            (NOT, "Says it’s no strength", "introducer"),
        ],
    ),
    (
        ("Has an hour a month for six months", "practicality", "must", (), "meeting", "", "time"),
        [
            (MEETS, "Said so when we met", "meeting"),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
        ],
    ),
    (
        ("Has led people who were their peers", "experience", "nice", (3,), "meeting", "", ""),
        [
            (MEETS, "Twice", "meeting"),
            (NOT, "Always joined from outside", "profile"),
            (MEETS, "From shift lead, 2014", "introducer"),
            (DUNNO, "", ""),
            (MEETS, "From the line, 2019", "introducer"),
        ],
    ),
    (
        ("Close enough to meet in person", "practicality", "nice", (), "profile", "Leeds", "near"),
        [
            (MEETS, "Harrogate, 30 min", "profile"),
            (MEETS, "York, 40 min", "profile"),
            (MEETS, "Leeds, 15 min", "profile"),
            (NOT, "Manchester; video only", "profile"),
            (MEETS, "Sheffield, 1 hour", "profile"),
        ],
    ),
    (
        ("Known for meetings that end on time", "skill", "nice", (1,), "introducer", "", ""),
        [
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (MEETS, "“Daniel’s 20-minute stand-up” (Ben)", "introducer"),
            (MEETS, "Priya says so", "introducer"),
            (DUNNO, "", ""),
        ],
    ),
    (
        ("Direct, and kind about it", "attribute", "nice", (), "meeting", "", "personality"),
        [
            (MEETS, "First meeting", "meeting"),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
        ],
    ),
]

# name, role, company, place, tags, days since the last talk (None: not yet), since when a prospect
CONTACTS = [
    ("Margaret Lindqvist", "Retired COO", "Aldergrove Dairies", "Harrogate", (), None, -33),
    ("Daniel Osei", "Director of Operations", "Kestrel Cold Chain", "Leeds", ("Conference",), None, -8),
    ("Tomás Ferreira", "VP Supply Chain", "Halden Packaging", "Manchester", (), None, -14),
    ("Ruth Abernethy", "Operations Director", "Calder Mutual", "York", ("Conference",), None, -10),
    ("Yusuf Demir", "Plant Manager", "Orrin Components", "Sheffield", (), None, -5),
    ("Priya Raman", "Product Lead", "Tallow & Finch", "Leeds", ("University",), -14, None),
    ("Ben Whitlock", "Regional Sales Manager", "Northgate Foods", "Leeds", ("Northgate",), -7, None),
    ("Grace Mbeki", "Head of People", "Northgate Foods", "Leeds", ("Northgate",), -31, None),
    ("Sam Kowalski", "Programme Manager", "Calder Mutual", "York", ("Conference",), -10, None),
    ("Elena Petrova", "Finance Business Partner", "Northgate Foods", "Leeds", ("Northgate",), -36, None),
    ("Hannah Clarke", "Consultant", "Fernhill Advisory", "London", ("University",), -17, None),
    ("Aisha Bello", "Warehouse Supervisor", "Northgate Foods", "Leeds", ("Northgate",), None, None),
    ("Łukasz Wiśniewski", "Transport Planner", "Mercer Haulage", "Wakefield", (), -51, None),
    ("Fatima Alaoui", "Quality Manager", "Orrin Components", "Sheffield", (), None, None),
    ("Niamh Gallagher", "Engineering Lead", "Fennick Energy", "Dublin", ("University",), -90, None),
    ("Jonas Bergström", "Category Buyer", "Halden Packaging", "Manchester", (), None, None),
    ("Kofi Mensah", "Finance Director", "Tallow & Finch", "Leeds", (), None, None),
    ("Rosa Delgado", "Lecturer, Operations", "University of Aire", "Leeds", ("University",), -124, None),
    ("Oliver Grant", "Civil Engineer", "Stonegate Works", "Bradford", (), None, None),
    ("Wei-Ling Chen", "Data Analyst", "Northgate Foods", "Leeds", ("Northgate",), -13, None),
    ("Marta Nowak", "Site Manager", "Mercer Haulage", "Wakefield", (), None, None),
    ("Anil Kapoor", "Procurement Lead", "Aldergrove Dairies", "Harrogate", (), -70, None),
    ("Beth Sinclair", "Shift Lead", "Northgate Foods", "Leeds", ("Northgate",), None, None),
    ("Carlos Vega", "Operations Analyst", "Kestrel Cold Chain", "Hull", ("University",), -40, None),
]

# The day from which a nudge is due on the next working day: how long ago that is, the weekend decides.
NUDGED_NEXT = "nudged next"

# introducer, prospect, goal, purpose, days of the facts, reason for closing
INTRODUCTIONS = [
    (
        "Grace Mbeki", "Margaret Lindqvist", 1, "Learn how a weekly meeting is run well",
        {"asked_on": -30, "checked_on": -24, "made_on": -23, "written_on": -22, "thanked_on": -22,
         "answered_on": -20, "met_on": -7}, "",
    ),
    (
        "Priya Raman", "Tomás Ferreira", 2, "See how a supply chain shows up in the accounts",
        {"asked_on": -13, "made_on": -7, "written_on": -6, "answered_on": -4}, "",
    ),
    (
        "Ben Whitlock", "Daniel Osei", 3, "Ask how it was to lead former peers",
        {"asked_on": -6, "made_on": -1}, "",
    ),
    ("Sam Kowalski", "Ruth Abernethy", 2, "Learn to read a quarter on one page", {"asked_on": NUDGED_NEXT}, ""),
    ("Elena Petrova", None, 2, "Learn to explain our balance sheet", {}, ""),
    (
        "Hannah Clarke", None, 1, "Find somebody who has run a big team’s week",
        {"asked_on": -17, "closed_on": -8, "thanked_on": -8}, "introducer_declined",
    ),
]  # fmt: skip


class Story:
    """Writes the sample story into one account; the account has to be empty."""

    def __init__(self, owner, today: dt.date):
        self.owner, self.today = owner, today
        self.goals: list[Goal] = []
        self.contacts: dict[str, Contact] = {}
        self.criteria: list[MentorCriterion] = []

    def day(self, offset: int | None) -> dt.date | None:
        """The day so many days from today; None for None."""
        return None if offset is None else self.today + dt.timedelta(days=offset)

    def offset(self, at: int | str) -> int:
        """A number of days from today; NUDGED_NEXT depends on the weekday."""
        if isinstance(at, int):
            return at
        due_on = self.owner.working_days_after(self.today, 1)
        after = self.owner.nudge_after
        return next(
            -ago for ago in count(1) if self.owner.working_days_after(self.day(-ago), after) == due_on
        )

    def since(self, record, offset: int) -> None:
        """Let a record have been made so many days ago."""
        made_at = timezone.now() + dt.timedelta(days=offset)
        type(record).objects.filter(pk=record.pk).update(created_at=made_at)

    @transaction.atomic
    def load(self) -> None:
        """Everything, in the order of the search."""
        self.load_goals()
        self.load_contacts()
        self.load_criteria()
        self.load_introductions()
        self.load_meetings()
        self.load_agreement()
        for contact in self.contacts.values():
            contact.refresh_last_touch()

    def load_goals(self) -> None:
        """Three goals, two of them specific enough, each with its steps."""
        for facts in GOALS:
            goal = Goal.objects.create(
                owner=self.owner, target_on=self.day(facts["target"]),
                **{name: facts[name] for name in ("title", "area", "why", "success")},
            )  # fmt: skip
            self.since(goal, -38)
            self.goals.append(goal)
            for text, note, due, done in facts["steps"]:
                GoalStep.objects.create(
                    owner=self.owner,
                    goal=goal,
                    text=text,
                    note=note,
                    due_on=self.day(due),
                    done_on=self.day(done),
                )

    def load_contacts(self) -> None:
        """Two dozen people, five of them prospects, with tags and the last talk."""
        tags: dict[str, Tag] = {}
        introducers = {facts[0] for facts in INTRODUCTIONS}
        for name, role, company, place, words, talked, prospect in CONTACTS:
            contact = Contact.objects.create(
                owner=self.owner, name=name, role=role, company=company, place=place,
                email=_email(name) if prospect or name in introducers else "",
                prospect_on=self.day(prospect), may_introduce=name in introducers,
            )  # fmt: skip
            self.since(contact, prospect or -60)
            for word in words:
                if word not in tags:
                    tags[word] = Tag.objects.create(owner=self.owner, name=word)
                contact.tags.add(tags[word])
            if talked is not None:
                Interaction.objects.create(
                    owner=self.owner, contact=contact, on=self.day(talked), kind=Interaction.Kind.TALKED
                )
            self.contacts[name] = contact
        self.contacts["Daniel Osei"].record(
            phone="0113 496 0142",
            linkedin="https://www.linkedin.com/in/daniel-osei-example",
            how_known="Spoke at the regional cold-chain evening last year",
            notes="Prefers email in the morning. Coaches under-12s football.",
        )

    def load_criteria(self) -> None:
        """Four must-haves and four nice-to-haves, and what is known of the five prospects."""
        for (text, kind, importance, goals, find_out, words, suggestion), answers in CRITERIA:
            criterion = MentorCriterion.objects.create(
                owner=self.owner, text=text, kind=kind, importance=importance,
                find_out=find_out, search_words=words, suggestion=suggestion,
            )  # fmt: skip
            criterion.goals.set(self.goals[number - 1] for number in goals)
            self.criteria.append(criterion)
            for name, (answer, evidence, source) in zip(PROSPECTS, answers, strict=True):
                if answer:
                    Assessment.objects.create(
                        owner=self.owner, contact=self.contacts[name], criterion=criterion, answer=answer,
                        evidence=evidence, source=source, on=self.day(-7 if source == "meeting" else -10),
                    )  # fmt: skip

    def load_introductions(self) -> None:
        """One that led to a meeting, one whose thanks are late, one just made, one unanswered, a draft, a no."""
        for introducer, prospect, goal, purpose, days, because in INTRODUCTIONS:
            days = {name: self.offset(at) for name, at in days.items()}
            facts = {name: self.day(offset) for name, offset in days.items()}
            asked_on = facts.get("asked_on")
            introduction = Introduction.objects.create(
                owner=self.owner,
                introducer=self.contacts[introducer],
                prospect=self.contacts.get(prospect),
                goal=self.goals[goal - 1],
                purpose=purpose,
                write_by=asked_on and asked_on + dt.timedelta(days=30),
                pledged_on=asked_on,
                closed_because=because,
                **facts,
            )
            introduction.criteria.set(self.criteria[:2])
            letter = compose_ask(
                self.owner,
                introduction.introducer,
                introduction.prospect,
                introduction.goal,
                self.criteria[:2],
            )
            introduction.subject, introduction.message = letter.subject, letter.message
            introduction.save()
            self.since(introduction, days.get("asked_on", -1))

    def load_meetings(self) -> None:
        """The coffee with Margaret, written down; the video call with Tomás, still ahead."""
        margaret, tomas = self.contacts["Margaret Lindqvist"], self.contacts["Tomás Ferreira"]
        Meeting.objects.create(
            owner=self.owner, contact=margaret, introduction=margaret.introductions_to.get(),
            starts_at=self.at(-7, 10, 0), place=Meeting.Place.COFFEE, where="Mill Street Café, Harrogate",
            prepared_on=self.day(-8), held_on=self.day(-7), recorded_on=self.day(-7), thanked_on=self.day(-6),
            outcome=Meeting.Outcome.GOOD_FIT, **dict.fromkeys(Meeting.QUESTIONS, Meeting.Said.YES),
            notes="Started on the line at 19. Asked me what I’d stop doing first. Laughed when I said “meetings”.",
        )  # fmt: skip
        Meeting.objects.create(
            owner=self.owner, contact=tomas, introduction=tomas.introductions_to.get(),
            starts_at=self.at(5, 12, 30), place=Meeting.Place.VIDEO,
            preparation="Ask about the cross-border hub they set up. Priya says it’s a favourite subject.",
        )  # fmt: skip

    def at(self, offset: int, hour: int, minute: int) -> dt.datetime:
        """A time of day, in the time zone that is active, so many days from today."""
        return timezone.make_aware(dt.datetime.combine(self.day(offset), dt.time(hour, minute)))

    def load_agreement(self) -> None:
        """A draft with Margaret, four of its six parts gone through."""
        margaret = self.contacts["Margaret Lindqvist"]
        starts_on = self.day(18)
        agreement = MentorAgreement.objects.create(
            owner=self.owner, mentor=margaret, parts_saved=MentorAgreement.Part.values[:4],
            starts_on=starts_on, ends_on=add_months(starts_on, 6), review_on=add_months(starts_on, 3),
            **clauses.texts(self.owner.first_name, margaret.first_name) | {"where": "at Mill Street Café or by video"},
        )  # fmt: skip
        self.since(agreement, -3)
        for goal in self.goals[:2]:
            AgreementGoal.objects.create(owner=self.owner, agreement=agreement, goal=goal)


def _email(name: str) -> str:
    # example.com is set aside for examples (RFC 2606), so nobody real is ever written to.
    letters = name.replace("á", "a").lower()
    return letters.replace(" ", ".") + "@example.com"


def holds_data(user) -> bool:
    """Whether an account has records already: the story is never mixed with somebody's own."""
    return any(
        model.objects.owned_by(user).exists()
        for model in (Goal, MentorCriterion, Contact, Tag, MentorAgreement)
    )
