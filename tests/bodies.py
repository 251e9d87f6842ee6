"""What is posted to each address so that it does what it is for, and what has to be so before."""

import datetime as dt
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.forms.many import ManyForm
from mentoring.models import Merge
from tests import addresses
from tests import factories as make
from tests.addresses import DAY, World
from tests.markup import Form, forms_of

HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def today() -> dt.date:
    """The day it is."""
    return timezone.localdate()


def a_file(name: str, text: str | bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def an_account_file() -> SimpleUploadedFile:
    """Everything of somebody with a few records, as their own download has it."""
    other = make.UserFactory()
    goal = make.GoalFactory(owner=other)
    make.GoalStepFactory(goal=goal)
    contact = make.ContactFactory(owner=other, may_introduce=True)
    contact.tags.add(make.TagFactory(owner=other))
    make.InteractionFactory(contact=contact)
    make.IntroductionFactory(owner=other, introducer=contact, asked_on=today(), goal=goal)
    make.MeetingFactory(owner=other, contact=contact)
    make.MentorCriterionFactory(owner=other).goals.add(goal)
    client = Client()
    client.force_login(other)
    return a_file("waymark.json", b"".join(client.get(reverse("data.everything")).streaming_content))


def a_calendar(world: World) -> str:
    """One event in three days with a contact."""
    make.models.Contact.objects.filter(pk=world.unmarked.pk).update(email_key="ben@example.org")
    when = f"DTSTART:{timezone.now() + 3 * DAY:%Y%m%dT%H%M%SZ}"
    people = "ATTENDEE:mailto:ben@example.org"
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", when, people, "END:VEVENT", "END:VCALENDAR", ""])


def looked_at_and_saved(world: World, lines: str) -> dict:
    """People written down one a line, as the page sends them once their list was seen."""
    typed = {"lines": lines, "save": "1", "mentor": ["Grace Mbeki"]}
    seen = ManyForm(QueryDict(urlencode(typed, doseq=True)), owner=world.owner).now_seen
    return typed | {"seen": seen, "form_key": str(uuid.uuid4())}


# What is sent, beside what the form of the page holds already. A name that is missing here sends just that.
BODIES: dict[str, Callable[[World], dict]] = {
    "dashboard.put_aside": lambda world: {},
    "next_actions.postponed": lambda world: {"key": world.row, "days": 1},
    "next_actions.done": lambda world: {"on": today()},
    "next_actions.later": lambda world: {"on": today() + 10 * DAY},
    "goals.new": lambda world: {"title": "Speak up in meetings"},
    "goals.detail": lambda world: {"area": "skill"},
    "goals.edit": lambda world: {"title": "Another title"},
    "steps.new": lambda world: {"text": "Write it down", "due_on": today() + 7 * DAY},
    "steps.edit": lambda world: {"text": "Another text"},
    "criteria.new": lambda world: {"text": "Has led a night shift", "goals": [world.goal.pk]},
    "criteria.suggested": lambda world: {"key": "personality", "importance": "must"},
    "criteria.started": lambda world: {"situation": "founder"},
    "criteria.edit": lambda world: {"text": "Another text", "goals": [world.goal.pk, world.loose.pk]},
    "who.words": lambda world: {"search_words": "operations, director"},
    "several.changed": lambda world: {
        "contact": [world.unmarked.pk, world.prospect.pk],
        "deed": "tag",
        "tag_name": "Fair",
        "where": "contacts",
    },
    "several.deleted": lambda world: {
        "contact": [world.unmarked.pk],
        "deed": "delete",
        "where": "contacts",
        "going": 1,
    },
    "contacts.new": lambda world: {"name": "Grace Mbeki", "tag_names": "Work, Choir", "prospect": "on"},
    "many.new": lambda world: looked_at_and_saved(world, "Grace Mbeki, Buyer, Acme\nOliver Grant"),
    "contacts.edit": lambda world: {"name": "Grace Mbeki", "tag_names": "Work, Choir"},
    "imports.index": lambda world: {
        "file": a_file("Connections.csv", HEADING + "Ada,Adler,,ada@example.org,,,\n")
    },
    "calendar_file.new": lambda world: {"file": a_file("calendar.ics", a_calendar(world))},
    "calendar_file.planned": lambda world: {
        "meeting": [f"{world.unmarked.pk} {timezone.now() + 3 * DAY:%Y-%m-%dT%H:%M} 30 coffee"]
    },
    "imports.columns": lambda world: {"column-0": "name", "column-1": "role"},
    "imports.chosen": lambda world: {
        f"row-{row.pk}": "skip" for row in world.waiting.rows.filter(kind="doubtful")
    },
    "imports.confirmed": lambda world: {"tag_names": "Autumn"},
    "interactions.new": lambda world: {"text": "Talked about the yard"},
    "interactions.log": lambda world: {"contact": world.contact.pk, "text": "Talked about the yard"},
    "interactions.edit": lambda world: {"text": "Another text"},
    "reminders.new": lambda world: {
        "words": "Ask how it went",
        "due_on": today() + 7 * DAY,
        "repeats": "monthly",
    },
    "reminders.edit": lambda world: {"words": "Other words"},
    "tags.edit": lambda world: {"name": "Another name"},
    "assessments.edit": lambda world: {
        f"answer_{world.nice.pk}": "meets",
        f"evidence_{world.nice.pk}": "Says so",
    },
    "assessments.answered": lambda world: {
        f"seen_{world.criterion.pk}": f"{world.assessment.pk}.{world.assessment.revision}",
        f"answer_{world.criterion.pk}": "meets",
    },
    "introductions.new": lambda world: {
        "introducer": world.unmarked.pk,
        "prospect": "anyone",
        "channel": "email",
        "goal": world.goal.pk,
        "criteria": [world.criterion.pk],
        "subject": "A question",
        "message": "May I ask?",
        "purpose": "Learn how it is done",
        "pledge": "on",
        "overrule": "on",
        "sent": "1",
    },
    "introductions.direct": lambda world: {
        "known": "We shared an office.",
        "channel": "email",
        "goal": world.goal.pk,
        "subject": "A question",
        "message": "May I ask?",
        "purpose": "Learn how it is done",
        "pledge": "on",
        "overrule": "on",
        "sent": "1",
    },
    "introductions.edit": lambda world: {
        "prospect": world.draft.prospect_id,
        "purpose": "Another purpose",
        "pledge": "on",
        "overrule": "on",
        "sent": "1",
    },
    "introductions.named": lambda world: {"name": "Nadia Quist"},
    "introductions.checked": lambda world: {"name": "Nadia Quist"},
    "introductions.made": lambda world: {"name": "Nadia Quist"},
    "introductions.further": lambda world: {"name": "Nadia Quist"},
    "introductions.closed": lambda world: {"because": "no_answer"},
    "introductions.dates": lambda world: {"asked_on": today() - 15 * DAY},
    "letters.write": lambda world: {"sent": "1"},
    "letters.question": lambda world: {"sent": "1"},
    "letters.after_meeting": lambda world: {"sent": "1"},
    "letters.summary": lambda world: {"sent": "1"},
    "letters.after_answer": lambda world: {"sent": "1"},
    "term_letters.thanks": lambda world: {"sent": "1"},
    "term_letters.outcome": lambda world: {"sent": "1"},
    "letters.keep_in_touch": lambda world: {"sent": "1"},
    "letters.ask_again": lambda world: {"sent": "1"},
    "letters.taken_no": lambda world: {"sent": "1"},
    "not_now.edit": lambda world: {"ask_again_on": today() + 90 * DAY},
    "letters.edit": lambda world: {"subject": "Another subject"},
    "meetings.new": lambda world: {"contact": world.prospect.pk, "starts_at": f"{today() + 9 * DAY}T10:00"},
    "meetings.edit": lambda world: {"starts_at": f"{today() + 9 * DAY}T10:00"},
    "meetings.prepare": lambda world: {"preparation": "Bring the figures", "prepared": "1"},
    "meetings.record": lambda world: {
        "outcome": "good_fit",
        "up_front": "yes",
        "notes": "Went well",
        f"answer_{world.nice.pk}": "meets",
    },
    "help.wanted": lambda world: {"goal-0-kinds": ["teach", "hold"]},
    "help.given": lambda world: {"goal-0-kinds": ["teach", "hold"]},
    "agreements.new": lambda world: {"mentor": world.unmarked.pk},
    "drafting.part": lambda world: {
        "chosen": [world.goal.pk, world.loose.pk],
        f"step_{world.loose.pk}": "Begin",
    },
    "agreements.confirmed": lambda world: {"how": "in_person"},
    "agreements.starting_point": lambda world: {"goal-0-then_rated": "3"},
    "agreements.completed": lambda world: {
        "lessons": "Numbers tell a story.",
        f"achieved_{world.running.agreement_goals.first().pk}": "on",
    },
    "agreements.ended": lambda world: {"ended_by": "both", "lessons": "Ask about time first."},
    "agreements.extended": lambda world: {"ends_on": world.running.ends_on + 60 * DAY},
    "share_links.made": lambda world: {"days": "30"},
    "shared.answered": lambda world: {
        "kind": "almost",
        "name": "Margaret Lindqvist",
        "clause_ending": "Within a week.",
    },
    "shared.messaged": lambda world: {
        "kind": "point",
        "text": "Bring the split by depot.",
        "form_key": str(world.term_link.form_key),
    },
    "reviews.edit": lambda world: {"works": "The rhythm", "decision": "continue"},
    "partings.edit": lambda world: {"touch_after_months": "3", "touch_every_months": "9"},
    "data.index": lambda world: {"file": an_account_file()},
    "account.settings": lambda world: {
        "block": "you",
        "name": "Alice A.",
        "time_zone": "",
    },
    "account.courtesy_numbers": lambda world: {"open_at_once": "3"},
    "account.calendar": lambda world: {"calendar_alarm": "day"},
    "account.delete": lambda world: {"email": world.owner.email},
}

# The page on which the form of an address stands, where that is another.
STANDS_ON = {
    "dashboard.put_aside": "dashboard.index",
    "imports.confirmed": "imports.detail",
    "agreements.confirmed": "agreements.detail",
    "shared.answered": "shared.detail",
}


def unused(world: World, client: Client) -> None:
    """An introduction that was never used: the search is stuck, which can be put aside."""
    asked = {"owner": world.owner, "introducer": world.unmarked, "asked_on": today() - 90 * DAY}
    make.IntroductionFactory(
        **asked, prospect=make.ProspectFactory(owner=world.owner), made_on=today() - 60 * DAY
    )


def about_somebody_new(world: World, client: Client) -> None:
    """The draft asks for somebody for whom nobody was asked yet, with the pledge."""
    world.draft.prospect = make.ProspectFactory(owner=world.owner)
    world.draft.pledged_on = today()
    world.draft.write_by = today() + 14 * DAY
    world.draft.save()


def summary_sent(world: World, client: Client) -> None:
    """The summary is with the mentor."""
    client.post(reverse("summaries.sent", args=[world.wound_up.pk]))


def agenda_sent(world: World, client: Client) -> None:
    """The agenda is with the mentor."""
    client.post(reverse("agendas.sent", args=[world.session.pk]))


def shown(name: str, which: str) -> Callable[[World, Client], None]:
    """The mentor may read it."""
    return lambda world, client: client.post(reverse(name, args=[getattr(world, which).pk])) and None


def reported(world: World, client: Client) -> None:
    """The introducer knows how it went."""
    client.post(reverse("debriefs.reported_back", args=[world.held.pk]))


def acted(world: World, client: Client) -> None:
    """The advice was tried."""
    client.post(reverse("debriefs.acted", args=[world.held.pk]))


def thanked(world: World, client: Client) -> None:
    """Thanked after the meeting."""
    client.post(reverse("meetings.thanked", args=[world.held.pk]))


def heard(world: World, client: Client) -> None:
    """What the mentor answered was read."""
    client.post(world.address("answers.heard"))


def shared(world: World, client: Client) -> None:
    """The mentor has it to read."""
    heard(world, client)
    client.post(reverse("drafting.shared", args=[world.changes.pk]))


def without_a_calendar(world: World, client: Client) -> None:
    """No program reads along."""
    world.owner.turn_calendar_off()


def laid_out(world: World, client: Client) -> None:
    """Sessions were laid out under the key that the address names."""
    address = world.address("sessions.new")
    [form] = [form for form in forms_of(client.get(address)) if form.action == address]
    client.post(address, form.data(form_key=addresses.STANDS_BEHIND["sessions.taken_back"].split()[1]))


def a_file_waits(world: World, client: Client) -> None:
    """An account file of somebody else was chosen to be brought back."""
    client.post(reverse("data.index"), {"file": an_account_file()})


def merged(world: World, client: Client) -> None:
    """The two of the page are one contact now, which takes the place of the merge in the address."""
    client.post(world.address("merges.new"), body_of(client, world, "merges.new"))
    made = Merge.objects.order_by("created_at", "pk").last()
    Merge.objects.filter(pk=world.merge.pk).delete()
    Merge.objects.filter(pk=made.pk).update(id=world.merge.pk)


# What has to be so before, for the deed to go through.
def said_no(world: World, _client: Client) -> None:
    """Somebody is down as having said no."""
    world.unmarked.close(timezone.localdate(), "said_no")


BEFORE: dict[str, Callable[[World, Client], None]] = {
    "dashboard.put_aside": unused,
    "introductions.edit": about_somebody_new,
    "introductions.asked": about_somebody_new,
    "merges.taken_back": merged,
    "marks.no_withdrawn": said_no,
    "agendas.unsent": agenda_sent,
    "agendas.hidden": shown("agendas.shown", "session"),
    "summaries.hidden": shown("summaries.shown", "wound_up"),
    "debriefs.hidden": shown("debriefs.shown", "held"),
    "agreements.learned_hidden": shown("agreements.learned_shown", "over"),
    "summaries.unsent": summary_sent,
    "debriefs.not_acted": acted,
    "debriefs.report_forgotten": reported,
    "meetings.thanks_forgotten": thanked,
    "drafting.shared": heard,
    "agreements.forgotten": shared,
    "calendar.turned_on": without_a_calendar,
    "sessions.taken_back": laid_out,
    "data.confirmed": a_file_waits,
}


def form_on(client: Client, world: World, name: str) -> Form | None:
    """The form that is sent to the address of this name, as its page shows it."""
    page = STANDS_ON.get(name, name)
    if page in addresses.verbs():
        return None
    answer = client.get(world.address(page))
    if answer.status_code != 200:
        return None
    return next((form for form in forms_of(answer) if form.action == world.address(name)), None)


def body_of(client: Client, world: World, name: str) -> dict:
    """What is sent: the form as it stands, changed by what BODIES says."""
    form, changes = form_on(client, world, name), BODIES.get(name, lambda world: {})(world)
    sent = form.data() if form else {}
    if form:
        # Of a form's several buttons one is pressed: that of BODIES, else the one without a name.
        named = {button for button, _value in form.buttons if button}
        sent = {field: values for field, values in sent.items() if field not in named}
        # A radio of which none is chosen has an empty value, which the reader takes for a tick.
        radios = {
            field.name for field in form.fields.values() if field.kind == "radio" and field.values == ["on"]
        }
        sent = {field: [""] if field in radios else values for field, values in sent.items()}
    sent.pop("csrfmiddlewaretoken", None)
    sent.pop("file", None)
    return sent | changes
