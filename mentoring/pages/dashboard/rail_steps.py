"""The four steps with their facts, as the rail shows them on every page."""

import datetime as dt
from dataclasses import dataclass, field

from django.urls import get_script_prefix
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import short_day
from ...identity.greetings import called
from ...links.addresses import page_url, record_url
from ...status.next_actions.introductions import due_today
from ...status.records import Records
from ...status.search import WHO
from ...text.text import number_word
from .sentences import some_names


@dataclass(frozen=True)
class RailLink:
    """A page of a step: how many are on it, if any, or how many things there are to do today ("2 today")."""

    label: str
    url: str
    count: int = 0
    today: str = ""
    current: bool = False


@dataclass(frozen=True)
class RailStep:
    """One of the four steps. `state` is done, now or ahead; `current` is empty, page or step."""

    number: int
    name: str
    short: str
    url: str
    state: str
    state_word: str
    line: str
    is_past: bool = False
    current: str = ""
    links: list[RailLink] = field(default_factory=list)

    @property
    def spoken(self) -> str:
        """What is heard before the name: "Step 2, under way:"."""
        return _("Step %(number)s, %(state)s:") % {"number": self.number, "state": self.state_word}


@dataclass(frozen=True)
class Rail:
    """The four steps of one person's search, for the page that is shown."""

    steps: list[RailStep]
    is_new: bool = False
    home_current: bool = False


@dataclass(frozen=True)
class Facts:
    """What decides a step: whether it is done, whether anything is there, and the fact in words."""

    is_done: bool
    is_begun: bool
    line: str


# The step a page belongs to, by the first word of its address.
STEP_OF = {
    "goals": 1, "steps": 1,
    "criteria": 2,
    "contacts": 3, "notes": 3, "tags": 3, "trade-offs": 3, "introductions": 3, "network": 3,
    "meetings": 4, "agreements": 4,
}  # fmt: skip


def rail_of(user, today: dt.date, path: str, records: Records | None = None, is_calm: bool = False) -> Rail:
    """The rail of `user` on `today`, with the page at `path` marked; three queries at most.

    A page that has read the records already passes them on, so that nothing is asked twice. While it welcomes
    somebody back, `is_calm`, the rail doesn't say what there is to do today.
    """
    records = records or Records(user, today)
    facts = [goals(records), criteria(records), network(records), agreement(records)]
    is_new = not any(step.is_begun for step in facts)
    words = path.removeprefix(get_script_prefix()).split("/")
    # How one person fits is a row of the trade-offs, whatever its address begins with.
    word = "trade-offs" if "fit" in words else words[0]
    pages = [
        (_("Goals"), _("Goals"), page_url("goals.index"), []),
        (_("Criteria"), _("Criteria"), page_url("criteria.index"), []),
        (_("Network"), _("Network"), page_url("contacts.index"), _network_links(records, word, is_calm)),
        (_("Meet and agree"), _("Agree"), page_url("meetings.index"), _agreement_links(records, word)),
    ]
    steps: list[RailStep] = []
    for number, ((name, short, url, links), fact) in enumerate(zip(pages, facts, strict=True), start=1):
        links = [] if is_new else links
        before = [step.state == "done" for step in steps]
        state = "done" if fact.is_done else "now" if fact.is_begun or all(before) else "ahead"
        steps.append(
            RailStep(
                number=number,
                name=name,
                short=short,
                url=url,
                state=state,
                state_word={"done": _("done"), "now": _("under way"), "ahead": _("not started")}[state],
                line=fact.line or (_("Nothing yet") if state == "now" else _("Not started")),
                is_past=bool(before and before[-1]),
                # Where a step has pages of its own, the page is marked among those.
                current=""
                if STEP_OF.get(word) != number
                else "page"
                if path == url and not links
                else "step",
                links=links,
            )
        )
    return Rail(steps, is_new=is_new, home_current=path == page_url("dashboard.index"))


def goals(records: Records) -> Facts:
    """Done when an active goal is specific enough, or when everything was achieved."""
    active = [goal for goal in records.goals if goal.is_active]
    achieved = sum(goal.achieved_on is not None for goal in records.goals)
    parked = len(records.goals) - len(active) - achieved
    vague = sum(map(bool, records.lacking.values()))
    line = with_number(ngettext("%(n)d goal", "%(n)d goals", len(active) + achieved), len(active) + achieved)
    if not records.goals:
        line = _("Start here")
    elif not active and not achieved:
        line = with_number(ngettext("%(n)d goal parked", "%(n)d goals parked", parked), parked)
    elif vague:
        line = listed(line, with_number(ngettext("%(n)d to sharpen", "%(n)d to sharpen", vague), vague))
    elif achieved:
        line = listed(line, with_number(ngettext("%(n)d achieved", "%(n)d achieved", achieved), achieved))
    return Facts(len(active) > vague or (achieved > 0 and not active), bool(records.goals), line)


def criteria(records: Records) -> Facts:
    """Done with at least one must-have, and a practicality asked about."""
    counts = records.counts
    must, nice = counts.must_haves, counts.nice_to_haves
    line = listed(
        must and with_number(ngettext("%(n)d must-have", "%(n)d must-have", must), must),
        nice and with_number(ngettext("%(n)d nice-to-have", "%(n)d nice-to-have", nice), nice),
    )
    return Facts(bool(counts.must_haves and counts.practicalities), bool(counts.criteria), line)


def network(records: Records) -> Facts:
    """Done once an agreement is confirmed, for as long as no goal is left for which somebody is looked for."""
    counts, search = records.counts, records.search
    is_done = bool((counts.running or counts.completed) and not search.keys)
    contacts = with_number(ngettext("%(n)d contact", "%(n)d contacts", counts.contacts), counts.contacts)
    # Nobody introduces whom the person writes to by themselves.
    asked = counts.introductions - counts.direct
    introductions = asked and with_number(ngettext("%(n)d introduction", "%(n)d introductions", asked), asked)
    if search.has_mentor and search.keys:
        line = _looked_for(records)
    elif counts.running:
        line = listed(contacts, _("search paused"))
    elif counts.prospects:
        line = listed(_prospects(counts.prospects), introductions)
    else:
        line = listed(counts.contacts and contacts, introductions)
    return Facts(is_done, bool(counts.contacts or counts.introductions), line)


def _prospects(number: int) -> str:
    return with_number(ngettext("%(n)d prospect", "%(n)d prospects", number), number)


def _looked_for(records: Records) -> str:
    """Beside a mentor: how many prospects there are for the goals that are left, or what kind of help is lacking."""
    search = records.search
    if kinds := search.kinds:
        who = _("Looking for %(who)s") % {"who": WHO[kinds[0]]}
        return listed(who, _("and more") if kinds[1:] else "")
    words = ngettext("%(prospects)s for one goal", "%(prospects)s for %(n)s goals", len(search.keys))
    many = records.counts.in_search
    prospects = _prospects(many) if many else _("No prospect yet")
    return words % {"prospects": prospects, "n": number_word(len(search.keys))}


def agreement(records: Records) -> Facts:
    """Done when an agreement was completed, no other is running, and nobody is looked for any more."""
    counts = records.counts
    met = counts.met and with_number(ngettext("%(n)d met", "%(n)d met", counts.met), counts.met)
    planned = counts.meetings and with_number(
        ngettext("%(n)d meeting", "%(n)d meetings", counts.meetings), counts.meetings
    )
    drafts = counts.drafts and with_number(
        ngettext("%(n)d draft agreement", "%(n)d draft agreements", counts.drafts), counts.drafts
    )
    shared = counts.shared and with_number(
        ngettext("%(n)d shared agreement", "%(n)d shared agreements", counts.shared), counts.shared
    )
    if counts.running > 1:
        line = _("With %(people)s") % {"people": some_names([called(name) for name, _day in counts.mentors])}
    elif counts.running:
        ((mentor, ends_on),) = counts.mentors
        line = _("With %(name)s until %(day)s")
        if ends_on < records.today:
            line = _("With %(name)s, ended %(day)s")
        line = line % {"name": called(mentor), "day": short_day(ends_on, records.today)}
    elif counts.last_mentor and not drafts and not shared:
        line = _("You and %(name)s finished") % {"name": called(counts.last_mentor)}
    else:
        line = listed(met or planned, drafts, shared)
    is_done = bool(counts.completed and not counts.running and not records.search.keys)
    return Facts(is_done, bool(counts.meetings or counts.agreements or counts.met), line)


def _network_links(records: Records, word: str, is_calm: bool) -> list[RailLink]:
    counts = records.counts
    today = 0 if is_calm else len(due_today(records))
    return [
        RailLink(
            _("Contacts"),
            page_url("contacts.index"),
            counts.contacts,
            current=word in ("contacts", "notes", "tags"),
        ),
        RailLink(_("Compare"), page_url("assessments.index"), counts.prospects, current=word == "trade-offs"),
        RailLink(
            _("Introductions"),
            page_url("introductions.index"),
            today=with_number(ngettext("%(n)d today", "%(n)d today", today), today) if today else "",
            current=word == "introductions",
        ),
    ]


def _agreement_links(records: Records, word: str) -> list[RailLink]:
    counts = records.counts
    # With exactly one agreement in force or in draft there is no list to choose from.
    only_one = counts.running + counts.drafts + counts.shared == 1
    page = (
        record_url("agreements.detail", counts.live_agreement) if only_one else page_url("agreements.index")
    )
    name = ngettext("Agreement", "Agreements", counts.agreements or 1)
    return [
        RailLink(_("Meetings"), page_url("meetings.index"), counts.meetings, current=word == "meetings"),
        RailLink(name, page, counts.agreements, current=word == "agreements"),
    ]


def with_number(words: str, number: int) -> str:
    """The words with their number in figures."""
    return words % {"n": number}


def listed(*facts: str | int) -> str:
    """Facts that are there, one after the other."""
    return ", ".join(str(fact) for fact in facts if fact)
