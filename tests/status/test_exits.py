"""No state is a dead end: each has a button on its page, a day on which something is due, or is said to be final.

The states are read from the enums, so that a new one cannot be left out.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.models import (
    Contact,
    FellThrough,
    Goal,
    Import,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorAnswer,
    MentorMessage,
    ShareLink,
)
from mentoring.models.agreement_facts import SHARED
from mentoring.models.answers import give_answer
from mentoring.models.goals import DONE
from mentoring.models.introduction_facts import (
    AGREED,
    ANSWERED,
    ASKED,
    INTRODUCER_INFORMED,
    MADE,
    MET,
    THANKED,
    WRITTEN,
)
from mentoring.status import next_actions
from tests import factories as make
from tests.test_deeds import Deeds, deed_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TODAY = dt.date(2026, 3, 12)
DAY = dt.timedelta(days=1)
YEAR = 365 * DAY


class Exit(NamedTuple):
    """What leads out of a state: the deed of a button or link on its page, the rule of what is due one day, or why
    nothing has to."""

    deed: str = ""
    due: str = ""
    final: str = ""


Found = tuple[object, str]  # the record, and the page it stands on


def introduction(owner, *facts, direct=False, closed="", **more):
    """One that was drafted and went on through these facts."""
    prospect = make.ProspectFactory(owner=owner, how_known="We worked together.")
    people = (
        {"introducer": None}
        if direct
        else {"introducer": make.ContactFactory(owner=owner, may_introduce=True)}
    )
    made = make.IntroductionFactory(
        owner=owner, prospect=prospect, write_by=TODAY + 30 * DAY, **people, **more
    )
    for fact in facts:
        made.mark(fact, TODAY, **({"pledged_on": TODAY} if fact == ASKED else {}))
    if closed:
        made.close(TODAY, closed)
    return made, reverse("introductions.detail", args=[made.pk])


def meeting(owner, days=2, fell_through=None, kind="first", **answers):
    """A talk in so many days, called off or written down."""
    starts_at = timezone.now() + days * DAY
    made = make.MeetingFactory(owner=owner, kind=kind, starts_at=starts_at)
    if fell_through is not None:
        made.cancel(TODAY, fell_through)
    if answers:
        made.write_down(TODAY, **answers)
    name = "record" if made.recorded_on or (days < 0 and made.is_planned) else "prepare"
    return made, reverse(f"meetings.{name}", args=[made.pk])


def agreement(owner, shared=False, confirmed=False, over=""):
    """One with a goal and a step, shared, confirmed and over."""
    goal = make.GoalStepFactory(goal=make.GoalFactory(owner=owner)).goal
    made = make.MentorAgreementFactory(owner=owner, goals=[goal], starts_on=TODAY, ends_on=TODAY + 180 * DAY)
    if shared:
        made.mark(SHARED, TODAY)
    if confirmed:
        made.confirm(TODAY, "in_person")
    if over:
        getattr(made, over)(TODAY)
    return made, reverse("agreements.detail", args=[made.pk])


def replaced(owner):
    """A version in whose place another one was confirmed."""
    first, page = agreement(owner, confirmed=True)
    first.change().confirm(TODAY, "in_person")
    return MentorAgreement.objects.get(pk=first.pk), page


def link(owner, then=""):
    """A private link to a draft, and what became of it."""
    draft, page = agreement(owner)
    made = ShareLink.objects.owned_by(owner).make(draft, 30, timezone.now())
    if then == "revoked":
        made.revoke(timezone.now())
    return made, page


def answer(owner, kind, heard=False):
    """What a mentor said on the page of their own."""
    made, page = link(owner)
    shown = made.agreement if not hasattr(made, "shown") else made.shown
    facts = {"suggestions": {"boundaries": "No calls at weekends."}} if kind == "almost" else {}
    if kind == "not_now":
        facts["ask_again_on"] = TODAY + 90 * DAY
    given = give_answer(
        made, uuid.uuid4(), shown.fingerprint(), timezone.now(), kind=kind, name="Margaret", **facts
    )
    if heard:
        given.hear(TODAY)
    return given, page


def message(owner, kind):
    """What a mentor said through the term."""
    running, page = agreement(owner, confirmed=True)
    session = make.MeetingFactory(owner=owner, contact=running.mentor, kind="session")
    about = {} if kind == "point" else {"meeting": session, "session_at": session.starts_at}
    to = {"link__owner": owner, "link__agreement": running, "text": "" if kind == "works" else "Tuesday?"}
    return make.MentorMessageFactory(owner=owner, kind=kind, **to, **about), page


def contact(owner, then=""):
    """Somebody, and what became of them as a possible mentor."""
    one = make.ContactFactory(owner=owner)
    match then:
        case "introducer":
            one.mark_introducer()
        case "archived":
            one.archive(TODAY)
        case "plain":
            pass
        case _:
            one.mark_prospect(TODAY)
    if then in Contact.ClosedBecause.values:
        one.close(TODAY, then)
    if then.startswith("not_now"):
        one.say_not_now(TODAY, TODAY + 90 * DAY if then == "not_now" else None)
    return one, reverse("contacts.detail", args=[one.pk])


def goal(owner, then=""):
    """A goal, and what became of it."""
    one = make.GoalFactory(owner=owner)
    if then == "achieved":
        one.achieve(TODAY)
    elif then == "parked":
        one.park(TODAY)
    return one, reverse("goals.detail", args=[one.pk])


def step(owner, done=False):
    """A step of a goal."""
    one = make.GoalStepFactory(goal=make.GoalFactory(owner=owner))
    if done:
        one.mark(DONE, TODAY)
    return one, reverse("goals.detail", args=[one.goal_id])


def reminder(owner, done=False):
    """A reminder about somebody."""
    one = make.ReminderFactory(contact=make.ContactFactory(owner=owner))
    if done:
        one.mark_done(TODAY, TODAY)
    return one, reverse("contacts.detail", args=[one.contact_id])


PAGE_OF_IMPORT = {"choosing": "columns", "reading": "reading", "coming": "coming", "going": "coming"}


def file(owner, state):
    """A file of contacts on its way in."""
    data = b"Name;Role\nAda Adler;Welder\n" if state in ("choosing", "reading") else None
    more = {"columns": {"0": "name"}} if state == "reading" else {}
    if state in ("coming", "going", "done", "undone"):
        more["confirmed_at"] = timezone.now()
    if state == "undone":
        more["undone_at"] = timezone.now()
    one = make.ImportFactory(owner=owner, state=state, data=data, **more)
    if state in ("done", "undone"):
        return one, reverse("imports.index")
    return one, reverse(f"imports.{PAGE_OF_IMPORT.get(state, 'detail')}", args=[one.pk])


def states() -> Iterator[tuple[str, str]]:
    """Every state of every record, from the enums and from what is kept beside them."""
    said = {
        "introduction": Introduction.Status.values,
        # Somebody the person knows is neither asked for nor promised, and owes nobody a word once they have met.
        "approach": {*Introduction.Status.values} - {"asked", "agreed", "met"},
        "closed introduction": Introduction.ClosedBecause.values,
        "meeting": ["planned", "passed", "cancelled", *FellThrough.values, *Meeting.Outcome.values, "session"],
        "agreement": MentorAgreement.Status.values,
        "version": ["unshared change", "shared change"],
        "answer": [f"{kind}, {read}" for kind in MentorAnswer.Kind.values for read in ("unread", "read")],
        "link": ["live", "over", "revoked"],
        "message": MentorMessage.Kind.values,
        "contact": ["plain", "introducer", "archived", "prospect", "not_now", "not_now, no day",
                    *Contact.ClosedBecause.values],
        "goal": Goal.Status.values,
        "step": ["open", "done"],
        "reminder": ["open", "done"],
        "import": Import.State.values,
    }  # fmt: skip
    return ((record, state) for record, values in said.items() for state in values)


def approach(owner, *facts, closed=""):
    """A message to somebody the person knows: pledged, and on from there."""
    made = make.DirectFactory(owner=owner, prospect=make.ProspectFactory(owner=owner))
    for fact in facts:
        made.mark(fact, TODAY)
    if closed:
        made.close(TODAY, closed)
    return made, reverse("introductions.detail", args=[made.pk])


def draft_approach(owner):
    """A message to somebody the person knows, before it is pledged."""
    made = make.DirectFactory(owner=owner, prospect=make.ProspectFactory(owner=owner), pledged_on=None)
    return made, reverse("introductions.detail", args=[made.pk])


def change(owner, shared=False):
    """The next version of an agreement that runs."""
    first, _page = agreement(owner, confirmed=True)
    made = first.change()
    if shared:
        made.mark(SHARED, TODAY)
    return made, reverse("agreements.detail", args=[made.pk])


def of(maker, *args, **kwargs) -> Callable[..., Found]:
    """The maker of one state."""
    return lambda owner: maker(owner, *args, **kwargs)


TOLD = (ASKED, MADE, WRITTEN, THANKED, MET, INTRODUCER_INFORMED)
WAY: dict[tuple[str, str], tuple[Callable[..., Found], Exit]] = {
    ("introduction", "draft"): (introduction, Exit("get introductions form")),
    ("introduction", "asked"): (
        of(introduction, ASKED),
        Exit("post introductions agreed", "introduction.nudged"),
    ),
    ("introduction", "agreed"): (of(introduction, ASKED, AGREED), Exit("post introductions made")),
    ("introduction", "made"): (
        of(introduction, ASKED, MADE),
        Exit("post introductions written", "introduction.written"),
    ),
    ("introduction", "in_touch"): (
        of(introduction, ASKED, MADE, WRITTEN, THANKED),
        Exit("post introductions answered", "introduction.followed_up"),
    ),
    ("introduction", "met"): (
        of(introduction, ASKED, MADE, WRITTEN, THANKED, ANSWERED, MET),
        Exit("post introductions introducer_informed", "introduction.introducer_informed"),
    ),
    ("introduction", "kept"): (
        of(introduction, *TOLD),
        Exit(final="the two have met, and everybody was thanked and told"),
    ),
    ("introduction", "closed"): (
        of(introduction, ASKED, closed="withdrawn"),
        Exit("post introductions forgotten"),
    ),
    ("approach", "draft"): (draft_approach, Exit("get introductions form")),
    ("approach", "made"): (approach, Exit("post introductions written", "introduction.written")),
    ("approach", "in_touch"): (
        of(approach, WRITTEN),
        Exit("post introductions answered", "introduction.followed_up"),
    ),
    ("approach", "kept"): (of(approach, WRITTEN, MET), Exit(final="the two have met")),
    ("approach", "closed"): (of(approach, WRITTEN, closed="no_answer"), Exit("post introductions forgotten")),
    ("closed introduction", "no_answer"): (
        of(introduction, ASKED, closed="no_answer"),
        Exit("post introductions forgotten"),
    ),
    ("closed introduction", "introducer_declined"): (
        of(introduction, ASKED, closed="introducer_declined"),
        Exit("post introductions thanked"),
    ),
    ("closed introduction", "prospect_declined"): (
        of(introduction, ASKED, MADE, WRITTEN, closed="prospect_declined"),
        Exit("get a letter ", "introduction.no"),
    ),
    ("closed introduction", "withdrawn"): (
        of(introduction, ASKED, closed="withdrawn"),
        Exit("post introductions forgotten"),
    ),
    ("meeting", "planned"): (meeting, Exit("post meetings prepare", "meeting.prepared")),
    ("meeting", "passed"): (of(meeting, -1), Exit("post moves fell_through", "meeting.recorded")),
    ("meeting", "cancelled"): (of(meeting, 2, ""), Exit("post meetings reinstated")),
    **{
        ("meeting", how): (
            of(meeting, -1 if "no_show" in how else 2, how),
            Exit("get meetings form", "meeting.rebooked"),
        )
        for how in FellThrough.values
    },
    **{
        ("meeting", outcome): (
            of(meeting, -2, outcome=outcome),
            Exit("post meetings record", f"meeting.{due}"),
        )
        for outcome, due in {
            "good_fit": "agree",
            "talk_again": "again",
            "not_now": "thanked",
            "not_a_fit": "thanked",
            "said_no": "thanked",
            "undecided": "decided",
        }.items()
    },
    ("meeting", "session"): (of(meeting, -2, kind="session", notes="Talked"), Exit(due="meeting.thanked")),
    ("agreement", "draft"): (agreement, Exit("post drafting shared", "agreement.shared")),
    ("agreement", "shared"): (
        of(agreement, shared=True),
        Exit("post agreements confirmed", "agreement.answered"),
    ),
    ("agreement", "confirmed"): (
        of(agreement, confirmed=True),
        Exit("get agreements completed", "agreement.completed"),
    ),
    ("agreement", "completed"): (
        of(agreement, confirmed=True, over="complete"),
        Exit("post agreements thanks_sent", "agreement.thanks_sent"),
    ),
    ("agreement", "ended"): (
        of(agreement, confirmed=True, over="end_early"),
        Exit("post agreements thanks_sent", "agreement.thanks_sent"),
    ),
    ("agreement", "replaced"): (replaced, Exit(final="the version in its place goes on")),
    ("version", "unshared change"): (change, Exit("post drafting shared", "agreement.shared")),
    ("version", "shared change"): (
        of(change, shared=True),
        Exit("post agreements confirmed", "agreement.answered"),
    ),
    **{
        ("answer", f"{kind}, unread"): (of(answer, kind), Exit("post answers heard", "answer.heard"))
        for kind in MentorAnswer.Kind.values
    },
    ("answer", "yes, read"): (of(answer, "yes", heard=True), Exit(due="agreement.completed")),
    ("answer", "almost, read"): (of(answer, "almost", heard=True), Exit("post answers taken")),
    ("answer", "not_now, read"): (of(answer, "not_now", heard=True), Exit(due="contact.ask_again")),
    ("answer", "no, read"): (of(answer, "no", heard=True), Exit("get a letter ")),
    ("link", "live"): (link, Exit("post share_links revoked", "agreement.answered")),
    ("link", "over"): (link, Exit("post share_links made")),
    ("link", "revoked"): (of(link, "revoked"), Exit("post share_links made")),
    **{
        ("message", kind): (of(message, kind), Exit(due="message.opened"))
        for kind in MentorMessage.Kind.values
    },
    ("contact", "plain"): (of(contact, "plain"), Exit("post a mark")),
    ("contact", "introducer"): (of(contact, "introducer"), Exit("get introductions form")),
    ("contact", "archived"): (of(contact, "archived"), Exit("post marks restored")),
    ("contact", "prospect"): (of(contact, "prospect"), Exit("get introductions form")),
    ("contact", "not_now"): (of(contact, "not_now"), Exit("post not_now lifted", "contact.ask_again")),
    ("contact", "not_now, no day"): (of(contact, "not_now, no day"), Exit("post not_now lifted")),
    ("contact", "said_no"): (of(contact, "said_no"), Exit("post marks no_withdrawn")),
    ("contact", "not_a_fit"): (of(contact, "not_a_fit"), Exit("post a mark")),
    ("goal", "active"): (goal, Exit("post goals achieved")),
    ("goal", "achieved"): (of(goal, "achieved"), Exit("post goals taken_up")),
    ("goal", "parked"): (of(goal, "parked"), Exit("post goals taken_up")),
    ("step", "open"): (step, Exit("post steps ticked")),
    ("step", "done"): (of(step, done=True), Exit("post steps unticked")),
    ("reminder", "open"): (reminder, Exit("post reminders done", "reminder.done")),
    ("reminder", "done"): (of(reminder, done=True), Exit(final="it was done, and comes again as a new one")),
    ("import", "choosing"): (of(file, "choosing"), Exit("post an import")),
    ("import", "reading"): (of(file, "reading"), Exit("post an import")),
    ("import", "waiting"): (of(file, "waiting"), Exit("post an import")),
    ("import", "coming"): (of(file, "coming"), Exit("post an import")),
    ("import", "going"): (of(file, "going"), Exit("post an import")),
    ("import", "done"): (of(file, "done"), Exit("get an import")),
    ("import", "undone"): (of(file, "undone"), Exit(final="everything is as before the file")),
}
# By then every day that anything waits for has come.
DAYS = (0, 1, 3, 8, 15, 30, 95, 200)


def deeds_on(client, page: str) -> set[str]:
    """What can be pressed or opened on a page."""
    response = client.get(page)
    assert response.status_code == 200
    deeds = Deeds(page)
    deeds.feed(response.content.decode())
    return {deed_of(*one[1:]) for one in deeds.found}


def is_due_one_day(owner, rule: str, today: dt.date) -> bool:
    """Whether a next action of this rule comes, now or later."""
    days = (today + number * DAY for number in DAYS)
    return any(one.key.rule.startswith(rule) for day in days for one in next_actions.for_user(owner, day))


def missing_exits(client, owner, page: str, way: Exit, today: dt.date) -> list[str]:
    """Which of the ways out that are named for a state isn't there."""
    missing = [way.deed] if way.deed and way.deed not in deeds_on(client, page) else []
    return missing + ([way.due] if way.due and not is_due_one_day(owner, way.due, today) else [])


def test_every_state_is_listed_with_its_way_out():
    assert sorted(WAY) == sorted(states())


@pytest.mark.parametrize("state", sorted(WAY), ids=", ".join)
def test_a_state_has_a_way_out(client_alice, alice, freeze, settings, state):
    settings.HOST = "waymark.example.org"
    freeze(dt.datetime.combine(TODAY, dt.time(12), dt.UTC))
    maker, way = WAY[state]
    record, page = maker(alice)
    if hasattr(record, "status"):
        record.refresh_from_db()
        assert state[0] not in ("introduction", "approach", "agreement", "goal") or record.status == state[1]
    if state == ("link", "over"):
        freeze(dt.datetime.combine(TODAY + YEAR, dt.time(12), dt.UTC))
        client_alice.force_login(alice)

    assert way.final or way.deed or way.due
    assert missing_exits(client_alice, alice, page, way, TODAY) == []
