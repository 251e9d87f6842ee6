"""Every address of the product, and one person's records behind them: what the guards of the house walk."""

import contextlib
import datetime as dt
import inspect
import re
import uuid
from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from mentoring.notifications import mail
from mentoring.notifications.calendar import secret_address
from tests import factories as make

DAY = dt.timedelta(days=1)


class World:
    """One person's records: at least one of every kind, and one in each state an address needs.

    Every text begins with `word`, so that a page which shows something of it gives itself away.
    """

    def __init__(self, owner, word: str):
        today, now = timezone.localdate(), timezone.now()
        self.owner, self.word = owner, word

        def texts(*fields):
            return {"owner": owner} | {field: f"{word} {field}" for field in fields}

        self.goal = make.GoalFactory(**texts("title", "why", "success"), target_on=today + 90 * DAY)
        self.parked = make.GoalFactory(**texts("title"), parked_on=today)
        self.loose = make.GoalFactory(**texts("title"))
        self.step = make.GoalStepFactory(goal=self.goal, text=f"{word} first step")
        self.last_step = make.GoalStepFactory(goal=self.goal, text=f"{word} last step")
        self.ticked = make.GoalStepFactory(goal=self.goal, text=f"{word} done step", done_on=today)

        self.criterion = make.MentorCriterionFactory(
            owner=owner, text=f"{word} must", importance="must", search_words=f"{word} words"
        )
        self.criterion.goals.add(self.goal)
        self.start = uuid.uuid5(uuid.NAMESPACE_URL, f"{owner.pk} {word}")
        self.nice = make.MentorCriterionFactory(
            owner=owner, text=f"{word} nice", form_key=uuid.uuid5(self.start, "founded")
        )

        self.tag = make.TagFactory(owner=owner, name=f"{word} tag")
        about = texts("name", "role", "company", "place", "how_known", "notes")
        self.contact = make.ContactFactory(**about, may_introduce=True)
        self.contact.tags.add(self.tag)
        self.prospect = make.ProspectFactory(**about)
        self.unmarked = make.ContactFactory(**about)
        self.away = make.ContactFactory(**about, archived_on=today)
        self.mentor = make.ProspectFactory(**about)
        self.refuser = make.ProspectFactory(**about, closed_on=today, closed_because="said_no")
        self.note = make.InteractionFactory(contact=self.contact, text=f"{word} note")
        self.week = make.LookBackFactory(**texts("moved", "stood_still", "condition", "then"))
        self.reminder = make.ReminderFactory(
            contact=self.contact, words=f"{word} words", repeats="monthly", due_before=today, done_on=today
        )
        self.deed = make.BulkDeedFactory(owner=owner)
        key = 10**9 + self.deed.pk  # of a contact that isn't there any more
        gone = {"kind": "removed", "model": "contact", "pk": key, "columns": {"name": [f"{word} gone", None]}}
        self.deletion = make.BulkDeedFactory(owner=owner, kind="delete", undo=[gone])
        self.assessment = make.AssessmentFactory(
            contact=self.prospect, criterion=self.criterion, answer="does_not", evidence=f"{word} evidence"
        )

        ask = texts("purpose", "subject", "message") | {"introducer": self.contact, "goal": self.goal}
        asked = ask | {"asked_on": today - 20 * DAY}
        self.draft = make.IntroductionFactory(**ask, prospect=self.prospect)
        self.draft.criteria.add(self.criterion)
        self.asked = make.IntroductionFactory(**asked, prospect=self.prospect)
        self.made = make.IntroductionFactory(
            **asked, prospect=make.ProspectFactory(**about), made_on=today - 10 * DAY
        )
        self.met = make.IntroductionFactory(
            **asked, prospect=self.mentor, made_on=today - 10 * DAY, met_on=today - 5 * DAY
        )
        self.silent = make.IntroductionFactory(
            **asked,
            prospect=make.ProspectFactory(**about),
            made_on=today - 18 * DAY,
            written_on=today - 17 * DAY,
        )
        self.still_silent = make.IntroductionFactory(
            **asked,
            prospect=make.ProspectFactory(**about),
            made_on=today - 18 * DAY,
            written_on=today - 17 * DAY,
            followed_up_on=today - 9 * DAY,
        )
        self.further = make.IntroductionFactory(
            **asked,
            prospect=make.ProspectFactory(**about),
            made_on=today - 10 * DAY,
            came_from=self.made,
        )
        self.still_silent.say_not_now(today, today + 90 * DAY)
        self.later = self.still_silent.prospect
        # One of a kind for each person, so a second world of theirs shares it.
        self.own_letter, _ = make.models.OwnLetter.objects.get_or_create(
            owner=owner, kind="thanks", defaults={"subject": f"{word} subject", "text": f"{word} text"}
        )
        self.open = make.IntroductionFactory(**asked, prospect=None)
        self.closed = make.IntroductionFactory(
            **asked, prospect=None, closed_on=today, closed_because="no_answer"
        )

        talk = texts(
            "where", "purpose", "up_front_words", "questions", "agenda", "asks_for", "preparation", "notes",
            "debrief", "one_thing",
        )  # fmt: skip
        self.planned = make.MeetingFactory(**talk, contact=self.prospect, introduction=self.made)
        self.prepared = make.MeetingFactory(**talk, contact=self.prospect, prepared_on=today)
        self.moved = make.MeetingFactory(**talk, contact=self.prospect, moved_from=[(now - DAY).isoformat()])
        self.cancelled = make.MeetingFactory(**talk, contact=self.prospect, cancelled_on=today)
        self.passed = make.MeetingFactory(**talk, contact=self.prospect, starts_at=now - 2 * DAY)
        self.held = make.MeetingFactory(
            **talk,
            contact=self.mentor,
            starts_at=now - 5 * DAY,
            held_on=today - 5 * DAY,
            recorded_on=today - 5 * DAY,
            outcome="good_fit",
            introduction=self.met,
        )

        self.session = make.MeetingFactory(**talk, contact=self.mentor, kind="session")
        self.session.agreed_steps.add(self.step)
        self.wound_up = make.MeetingFactory(
            **talk,
            contact=self.mentor,
            kind="session",
            starts_at=now - 6 * DAY,
            held_on=today - 6 * DAY,
            recorded_on=today - 6 * DAY,
        )

        clauses = texts(
            "where", "arrangements", "confidentiality", "exceptions", "boundaries", "contact_between",
            "mentee_commits", "mentor_commits", "ending", "afterwards",
        )  # fmt: skip
        everything = {"goals": [self.goal]}
        self.written = make.MentorAgreementFactory(**clauses, **everything, mentor=self.prospect)
        self.running = make.MentorAgreementFactory(
            **clauses,
            **everything,
            mentor=self.mentor,
            starts_on=today - 30 * DAY,
            confirmed_on=today - 30 * DAY,
            confirmed_how="mail",
            confirmed_words=[{"key": "goals", "title": f"{word} title", "lines": []}],
            mentee_name=f"{word} mentee",
            mentor_name=f"{word} mentor",
        )
        if not owner.has_calendar:
            owner.renew_calendar()
        # A row of the list by its key, and the link of a mail by its token.
        self.row = f"introduction.written:{self.made.pk}"
        self.mail_token = mail.token_of(owner)
        self.review = make.ReviewFactory(
            agreement=self.running, works=f"{word} works", to_change=f"{word} to change"
        )
        self.over = make.MentorAgreementFactory(
            **clauses,
            **everything,
            mentor=self.further.prospect,
            starts_on=today - 300 * DAY,
            confirmed_on=today - 300 * DAY,
            confirmed_how="mail",
            confirmed_words=[{"key": "goals", "title": f"{word} title", "lines": []}],
            mentee_name=f"{word} mentee",
            mentor_name=f"{word} mentor",
            completed_on=today - 100 * DAY,
            lessons=f"{word} lessons",
            thanks_words=f"{word} thanks",
        )
        make.HelpWantedFactory(goal=self.goal, kind="doors")
        make.HelpGivenFactory(link=self.running.agreement_goals.get())
        self.link = make.ShareLinkFactory(owner=owner, agreement=self.written)
        self.token = self.link.token
        self.term_link = make.ShareLinkFactory(owner=owner, agreement=self.running)
        self.term_token = self.term_link.token
        self.message = make.MentorMessageFactory(
            **texts("text"), link=self.term_link, meeting=self.session, session_at=self.session.starts_at
        )
        make.MentorMessageFactory(
            owner=owner, link=self.term_link, kind="works", text="", session_at=now, replaced_at=now
        )
        self.answer = make.MentorAnswerFactory(
            owner=owner, link=self.link, kind="almost", name=f"{word} name", note=f"{word} note"
        )
        self.refused = make.MentorAgreementFactory(
            **clauses, **everything, mentor=make.ProspectFactory(**about)
        )
        make.MentorAnswerFactory(
            owner=owner, link__owner=owner, link__agreement=self.refused, kind="no", name=f"{word} name"
        )
        # What the mentee has changed since, which nobody else has read.
        self.changes = self.written.change()
        self.suggestion = make.SuggestionFactory(
            owner=owner, answer=self.answer, before=f"{word} before", text=f"{word} after"
        )
        file = {"owner": owner, "file_name": f"{word} file.csv"}
        self.waiting = make.ImportFactory(**file, total=3, read_to=3)
        said = {"name": f"{word} name", "role": f"{word} role", "email": "new@example.org"}
        make.ImportRowFactory(batch=self.waiting, values=said)
        make.ImportRowFactory(
            batch=self.waiting,
            values=said,
            kind="doubtful",
            choice="fill",
            contact=self.contact,
            fills=["email"],
        )
        make.ImportRowFactory(batch=self.waiting, kind="broken", choice="skip", reason=f"{word} reason")
        table = b"Who;What\nAda Adler;Welder\nBo Brandt;Baker\n"
        self.choosing = make.ImportFactory(**file, state="choosing", data=table, total=0)
        self.reading = make.ImportFactory(**file, state="reading", data=table, columns={"0": "name"}, total=2)
        self.coming = make.ImportFactory(
            **file, state="coming", total=3, read_to=3, reached=1, added=1, confirmed_at=now
        )
        make.ImportRowFactory(batch=self.coming, values=said)
        self.imported = make.ImportFactory(**file, state="done", confirmed_at=now, added=1, updated=1)
        self.entered = make.ContactFactory(owner=owner, name=f"{word} entered", revision=2)
        make.ChangeFactory(batch=self.imported, key=self.entered.pk)
        self.merge = make.MergeFactory(owner=owner, kept=self.contact, removed_name=f"{word} removed")
        self.tie = make.TieFactory(contact=self.contact)
        self.distinction = make.DistinctionFactory(owner=owner, first=self.prospect, second=self.unmarked)
        self.archive = make.models.Archive.objects.filter(owner=owner).first() or make.ArchiveFactory(
            owner=owner, file_name=f"{word}.json"
        )
        self.postponement = make.PostponementFactory(
            owner=owner, action=f"introduction.nudged:{self.asked.pk}", until_on=today + DAY
        )

    @property
    def invitation_key(self) -> str:
        """What stands in the link of an invitation; whoever is signed in needs none."""
        return f"{self.word}-of-nobody"

    @property
    def calendar_key(self) -> str:
        """What stands in the secret address of this person's calendar."""
        return secret_address(self.owner).removesuffix(".ics").rpartition("/")[2]

    def address(self, name: str) -> str:
        """The address of this name with this person's records in it."""
        return reverse(name, args=[self.argument(part) for part in STANDS_BEHIND[name].split()])

    def argument(self, part: str):
        """A record's key by its name here; anything else is a word that stands in the address itself."""
        record = getattr(self, part, None)
        return part if record is None else getattr(record, "pk", record)

    def records(self) -> list:
        """Every record by its name here."""
        return [record for record in vars(self).values() if getattr(record, "owner_id", None)]


# What stands in each address, in its order: the name of a record of World, or a word of the address.
STANDS_BEHIND = {
    "dashboard.index": "",
    "dashboard.put_aside": "",
    "progress.index": "",
    "next_actions.postponed": "",
    "next_actions.put_off": "",
    "next_actions.spread": "",
    "next_actions.gathered": "",
    "next_actions.one_by_one": "",
    "next_actions.done": "row",
    "next_actions.later": "row",
    "next_actions.taken_back": "postponement",
    "search.index": "",
    "goals.index": "",
    "goals.new": "",
    "goals.detail": "goal",
    "goals.edit": "goal",
    "goals.delete": "loose",
    "goals.achieved": "goal",
    "goals.parked": "goal",
    "goals.taken_up": "parked",
    "steps.new": "goal",
    "steps.edit": "step",
    "steps.delete": "step",
    "steps.ticked": "step",
    "steps.unticked": "ticked",
    "steps.until_next_time": "step",
    "steps.moved_up": "last_step",
    "steps.moved_down": "step",
    "criteria.index": "",
    "criteria.new": "",
    "criteria.suggested": "",
    "criteria.ideas": "",
    "criteria.started": "",
    "criteria.taken_back": "start",
    "criteria.edit": "criterion",
    "criteria.delete": "nice",
    "who.criterion": "criterion",
    "who.words": "criterion",
    "who.index": "",
    "criteria.made_must": "nice",
    "criteria.made_nice": "criterion",
    "contacts.index": "",
    "several.changed": "",
    "several.deleted": "",
    "several.taken_back": "deed",
    "deletions.index": "",
    "deletions.delete": "deletion",
    "contacts.new": "",
    "many.new": "",
    "contacts.detail": "contact",
    "imports.index": "",
    "imports.detail": "waiting",
    "imports.columns": "choosing",
    "imports.reading": "reading",
    "imports.read_on": "reading",
    "imports.rows": "waiting maybe",
    "imports.chosen": "waiting",
    "imports.confirmed": "waiting",
    "imports.coming": "coming",
    "imports.carry_on": "coming",
    "imports.cancelled": "waiting",
    "imports.undo": "imported",
    "ties.index": "",
    "ties.delete": "",
    "duplicates.index": "",
    "duplicates.told_apart": "contact unmarked",
    "duplicates.told_alike": "prospect unmarked",
    "merges.new": "contact away",
    "merges.taken_back": "merge",
    "contacts.edit": "contact",
    "contacts.delete": "unmarked",
    "marks.marked_prospect": "unmarked",
    "marks.unmarked_prospect": "prospect",
    "marks.said_no": "unmarked",
    "marks.no_withdrawn": "unmarked",
    "marks.marked_introducer": "unmarked",
    "marks.unmarked_introducer": "contact",
    "not_now.edit": "prospect",
    "not_now.lifted": "later",
    "not_now.as_before": "later",
    "not_now.asked_again": "later",
    "not_now.said": "asked",
    "not_now.taken_back": "still_silent",
    "marks.archived": "unmarked",
    "marks.restored": "away",
    "contacts.taken_back": "unmarked",
    "interactions.new": "contact",
    "interactions.log": "",
    "interactions.edit": "note",
    "interactions.delete": "note",
    "interactions.taken_back": "note",
    "reminders.new": "contact",
    "reminders.edit": "reminder",
    "reminders.delete": "reminder",
    "reminders.done": "reminder",
    "reminders.skipped": "reminder",
    "reminders.taken_back": "reminder",
    "lookbacks.index": "",
    "lookbacks.week": "",
    "lookbacks.edit": "week",
    "lookbacks.delete": "week",
    "tags.index": "",
    "tags.edit": "tag",
    "tags.delete": "tag",
    "assessments.index": "",
    "assessments.edit": "prospect",
    "assessments.answered": "prospect criterion",
    "introductions.index": "",
    "introductions.new": "",
    "introductions.direct": "unmarked",
    "introductions.detail": "asked",
    "introductions.edit": "draft",
    "introductions.delete": "draft",
    "introductions.asked": "draft",
    "introductions.nudged": "asked",
    "introductions.agreed": "asked",
    "introductions.named": "open",
    "introductions.checked": "open",
    "introductions.made": "open",
    "introductions.written": "made",
    "introductions.thanked": "made",
    "introductions.followed_up": "silent",
    "introductions.followed_up_again": "still_silent",
    "introductions.answered": "silent",
    "introductions.met": "made",
    "introductions.introducer_informed": "met",
    "introductions.closed": "asked",
    "introductions.further": "made",
    "introductions.taken_back": "further",
    "introductions.dates": "asked",
    "introductions.forgotten": "made made_on",
    "letters.write": "asked nudge",
    "letters.question": "asked criterion",
    "letters.after_meeting": "held after-meeting",
    "letters.keep_in_touch": "contact",
    "letters.report_back": "held",
    "letters.summary": "wound_up",
    "letters.ask_again": "later",
    "letters.taken_no": "refuser",
    "letters.index": "",
    "letters.edit": "thanks",
    "letters.delete": "thanks",
    "network.index": "",
    "meetings.index": "",
    "meetings.new": "",
    "calendar_file.new": "",
    "calendar_file.planned": "",
    "meetings.edit": "planned",
    "meetings.prepare": "planned",
    "meetings.record": "passed",
    "meetings.delete": "planned",
    "calendar.meeting": "planned",
    "calendar.nudge": "asked",
    "calendar.sessions": "running",
    "meetings.prepared": "planned",
    "meetings.unprepared": "prepared",
    "meetings.cancelled": "planned",
    "meetings.reinstated": "cancelled",
    "moves.fell_through": "planned cancelled-by-them",
    "moves.moved_back": "moved",
    "agendas.sent": "session",
    "agendas.unsent": "session",
    "agendas.shown": "session",
    "agendas.hidden": "session",
    "summaries.sent": "wound_up",
    "summaries.shown": "wound_up",
    "summaries.hidden": "wound_up",
    "debriefs.shown": "held",
    "debriefs.hidden": "held",
    "agreements.learned_shown": "over",
    "agreements.learned_hidden": "over",
    "summaries.unsent": "wound_up",
    "debriefs.acted": "held",
    "debriefs.not_acted": "held",
    "debriefs.reported_back": "held",
    "debriefs.report_forgotten": "held",
    "meetings.thanked": "held",
    "meetings.thanks_forgotten": "held",
    "agreements.index": "",
    "help.wanted": "",
    "help.given": "running",
    "agreements.new": "",
    "agreements.detail": "written",
    "drafting.part": "changes goals",
    "agreements.delete": "written",
    "drafting.shared": "changes",
    "drafting.lengthened": "changes",
    "agreements.confirmed": "written",
    "agreements.starting_point": "running",
    "agreements.changed": "running",
    "agreements.reviewed": "running",
    "agreements.close_planned": "running",
    "agreements.completed": "running",
    "agreements.ended": "running",
    "agreements.forgotten": "changes shared_on",
    "agreements.versions": "written",
    "agreements.extended": "running",
    "share_links.made": "written",
    "share_links.revoked": "link",
    "mentor_messages.look": "running",
    "mentor_messages.noticed": "message",
    "answers.heard": "answer",
    "answers.taken": "suggestion",
    "answers.declined": "suggestion",
    "letters.after_answer": "refused",
    "term_letters.thanks": "over",
    "term_letters.outcome": "over",
    "agreements.thanks_sent": "over",
    "agreements.outcome_sent": "over",
    "shared.detail": "token",
    "shared.answered": "token",
    "shared.messaged": "term_token",
    "calendar.feed": "calendar_key",
    "calendar.turned_on": "",
    "calendar.renewed": "",
    "calendar.turned_off": "",
    "reviews.edit": "running midpoint",
    "partings.edit": "over",
    "sessions.new": "running",
    "sessions.taken_back": "running 3b9d5d1e-0a3f-4a57-9d8e-7f3b0c0d8a11",
    "data.index": "",
    "data.everything": "",
    "data.table": "",
    "data.cards": "",
    "data.waiting": "",
    "data.confirmed": "",
    "data.cancelled": "",
    "account.settings": "",
    "account.courtesy_numbers": "",
    "offers.weekly": "",
    "account.calendar": "",
    "account.delete": "",
    "advice.index": "",
    "mailings.unsubscribe": "mail_token",
    "account.unsent": "",
    "phone.manifest": "",
    "phone.favicon": "",
    "instance.index": "",
    "invitations.detail": "invitation_key",
}


# These open to whoever has the secret in them.
BY_SECRET = {
    "calendar.feed", "mailings.unsubscribe", "shared.detail", "shared.answered", "shared.messaged",
    "invitations.detail",
}  # fmt: skip


def patterns(resolver=None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the whole resolver with its path, those of packages included."""
    for part in (resolver or get_resolver()).url_patterns:
        path = before + str(part.pattern)
        if isinstance(part, URLPattern):
            yield path, part
        else:
            yield from patterns(part, path)


def product() -> dict[str, URLPattern]:
    """The product's own addresses by name."""
    return {
        pattern.name: pattern
        for _path, pattern in patterns()
        if pattern.callback.__module__.startswith("mentoring.")
    }


# Pages for operators, which are not there for anyone else: tests/views/test_instance.py looks after them.
FOR_OPERATORS = {"instance.index"}
# Pages that lead on to another, as things stand with a person who is signed in.
LEADING_ON = {"agreements.confirmed", "account.unsent", "phone.favicon", "invitations.detail"}

# Answers that are files for programs and no pages for people.
FILES = {
    "phone.manifest",
    "phone.favicon",
    "calendar.feed",
    "calendar.nudge",
    "calendar.meeting",
    "calendar.sessions",
    "data.everything",
    "data.table",
    "data.cards",
}


def methods(view) -> set[str]:
    """The methods to which a decorator of Django's limits the view; empty without one."""
    while view:
        allowed = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if allowed:
            return set(allowed)
        view = getattr(view, "__wrapped__", None)
    return set()


def verbs() -> list[str]:
    """The names of the addresses that only take a POST."""
    return [name for name, pattern in product().items() if methods(pattern.callback) == {"POST"}]


def pages() -> list[str]:
    """The names of the addresses that answer a GET, for everyone."""
    return [
        name
        for name, pattern in product().items()
        if methods(pattern.callback) != {"POST"} and name not in FOR_OPERATORS
    ]


def takers() -> list[str]:
    """The names of the addresses that take a POST."""
    return [name for name, pattern in product().items() if "POST" in (methods(pattern.callback) or {"POST"})]


def rows() -> dict[str, list]:
    """Everything the product keeps, of everybody, the rows that join two records included."""
    models = apps.get_app_config("mentoring").get_models(include_auto_created=True)
    # Signing in is noted by Django itself.
    return {
        model.__name__: [
            {column: value for column, value in row.items() if column != "last_login"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    }


# What begins like this reads, or is about the transaction alone; whatever else there is may write.
READS = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK)\b(?!.*\bINTO\b)", re.IGNORECASE)


@contextlib.contextmanager
def writes() -> Iterator[list[str]]:
    """Collect the statements of the block that may change what is kept."""
    written = []

    def note(execute, sql, *args):
        if not READS.match(sql):
            written.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        yield written


def with_records() -> list[str]:
    """The names of addresses in which the number of a record stands.

    A wording of one's own is addressed by its kind of letter, so everybody has the same address for theirs.
    A secret address opens to whoever has it, and a row that is not on one's list leads back to the list.
    """
    by_kind = {"letters.edit", "letters.delete"}
    by_row = {"next_actions.done", "next_actions.later"}
    others = by_kind | BY_SECRET | by_row
    return [name for name, parts in STANDS_BEHIND.items() if parts and name not in others]
