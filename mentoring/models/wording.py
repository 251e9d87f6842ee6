"""The words of an agreement, as mentee and mentor both read them: sections of paragraphs and lists."""

import hashlib
import json

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.days import day_of_year, whole_day
from ..text.text import number_word
from .mid_sentence import mid_sentence
from .stored import AgreementLine, AgreementSection


def _day_in_words(day, year=True) -> str:
    return whole_day(day) if year else day_of_year(day)


def _paragraphs(*texts: str, who: str = "", is_item: bool = False) -> list[AgreementLine]:
    return [
        {"text": line.strip(), "who": who, "is_item": is_item}
        for text in texts
        for line in text.splitlines()
        if line.strip()
    ]


def lines_about_goals(agreement, goals=None) -> list[AgreementLine]:
    """Each goal with its target date, as a list: those the agreement names, or the given ones."""
    lines: list[AgreementLine] = []
    for goal in agreement.goals.all() if goals is None else goals:
        if goal.target_on:
            text = _("%(goal)s, by %(day)s.") % {
                "goal": goal.title.rstrip("."),
                "day": _day_in_words(goal.target_on),
            }
        else:
            text = goal.title
        lines += _paragraphs(text, is_item=True)
    return lines


def time_lines(agreement) -> list[AgreementLine]:
    """From when to when, and on which days to look back and to part."""
    same_year = agreement.starts_on.year == agreement.ends_on.year
    text = _("We’ll work together from %(start)s to %(end)s.") % {
        "start": _day_in_words(agreement.starts_on, year=not same_year),
        "end": _day_in_words(agreement.ends_on),
    }
    if agreement.trial_on:
        text += " " + _("On %(day)s we’ll decide whether to carry on.") % {
            "day": _day_in_words(agreement.trial_on, year=not same_year)
        }
    if agreement.review_on:
        text += " " + _("On %(day)s we’ll ask each other whether it’s working, and change what isn’t.") % {
            "day": _day_in_words(agreement.review_on, year=not same_year)
        }
    if agreement.last_session_on:
        text += " " + _("Our last session is around %(day)s.") % {
            "day": _day_in_words(agreement.last_session_on, year=not same_year)
        }
    return _paragraphs(text, rhythm_line(agreement))


def rhythm_line(agreement) -> str:
    """How often and how long, and what that comes to in sessions and hours."""
    sessions = agreement.sessions
    hours = round(agreement.hours_of(sessions))
    about = ngettext("about one hour", "about %(hours)s hours", max(1, hours)) % {"hours": number_word(hours)}
    return ngettext(
        "We’ll meet %(often)s for %(minutes)s minutes: one session in all, %(about)s.",
        "We’ll meet %(often)s for %(minutes)s minutes: %(count)s sessions in all, %(about)s.",
        sessions,
    ) % {
        "often": mid_sentence(agreement.cadence),
        "minutes": agreement.minutes,
        "count": number_word(sessions),
        "about": about,
    }


def meeting_lines(agreement) -> list[AgreementLine]:
    """The place, and what happens when one cannot make it."""
    where = agreement.where.strip().rstrip(".")
    return _paragraphs(where and _("We meet %(where)s.") % {"where": where}, agreement.arrangements)


def commitment_lines(agreement) -> list[AgreementLine]:
    """Who promises what."""
    return [
        *_paragraphs(agreement.mentee_commits, who=str(agreement.owner.first_name), is_item=True),
        *_paragraphs(agreement.mentor_commits, who=agreement.mentor.first_name, is_item=True),
    ]


# The clauses of the long form: the part of the form each is written in.
LONG_CLAUSES = {
    "parties": "goals",
    "purpose": "goals",
    "scope": "goals",
    "trial": "time",
    "looking_back": "time",
    "preparation": "meetings",
    "employer": "confidentiality",
    "feedback": "boundaries",
    "changing": "ending",
    "closure": "ending",
    "standing": "ending",
}


def of_part(words: list[AgreementSection], part: str) -> list[AgreementSection]:
    """The sections of one part, with the further clauses that are written in it."""
    return [section for section in words if LONG_CLAUSES.get(section["key"], section["key"]) == part]


def words_of(agreement, goals=None) -> list[AgreementSection]:
    """The sections of an agreement in plain values, fit to be printed, compared and kept.

    Seven in the short form; the long form adds those of its clauses that say something.
    """
    title = {
        "parties": _("Who we are"),
        "purpose": _("Why we do this"),
        "goals": _("What we’re working on"),
        "scope": _("What it covers"),
        "time": _("When, and for how long"),
        "trial": _("Trying it first"),
        "looking_back": _("Looking back"),
        "meetings": _("How and where we meet"),
        "preparation": _("Before and after a session"),
        "confidentiality": _("What stays between us"),
        "employer": _("Employers and conflicts of interest"),
        "boundaries": _("What’s out of bounds"),
        "feedback": _("Feedback"),
        "commitments": _("What each of us does"),
        "ending": _("How it ends"),
        "changing": _("Changing this"),
        "closure": _("The last session"),
        "standing": _("What this is"),
    }
    lines = {
        "goals": lines_about_goals(agreement, goals),
        "time": time_lines(agreement),
        "meetings": meeting_lines(agreement),
        "confidentiality": _paragraphs(agreement.confidentiality, agreement.exceptions),
        "boundaries": _paragraphs(agreement.boundaries, agreement.contact_between),
        "commitments": commitment_lines(agreement),
        "ending": _paragraphs(agreement.ending, agreement.afterwards),
    }
    if agreement.is_long:
        written = {name: _paragraphs(getattr(agreement, name)) for name in LONG_CLAUSES}
        lines |= {name: found for name, found in written.items() if found}
    return [{"key": key, "title": title[key], "lines": lines[key]} for key in title if key in lines]


def fingerprint_of(mentee: str, mentor: str, words: list[AgreementSection]) -> str:
    """What tells these words between these two from any others: a SHA-256 of them, in hexadecimal."""
    # Sorted, because PostgreSQL gives the keys of a JSON value back in an order of its own.
    told = json.dumps([mentee, mentor, words], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def summary_of(agreement, words: list[AgreementSection], defaults: dict[str, str]) -> list[str]:
    """What it asks of the mentor, in four lines. Two promises are only made where the text that makes them stands
    as in `defaults`; else the line says in which part of its `words` to read it."""
    length = {30: _("Half an hour"), 60: _("One hour"), 90: _("An hour and a half")}[agreement.minutes]
    often = {
        agreement.Cadence.WEEKLY: _("a week"),
        agreement.Cadence.FORTNIGHTLY: _("every two weeks"),
        agreement.Cadence.MONTHLY: _("a month"),
    }[agreement.cadence]
    hours = max(1, round(agreement.hours))
    in_all = ngettext("about one hour in all", "%(hours)s hours in all", hours) % {
        "hours": number_word(hours)
    }
    same_year = agreement.starts_on.year == agreement.ends_on.year
    about = {
        "start": _day_in_words(agreement.starts_on, year=not same_year),
        "end": _day_in_words(agreement.ends_on),
        "rhythm": _("%(length)s %(often)s") % {"length": length, "often": often},
        "in_all": in_all,
    }
    number = {section["key"]: at for at, section in enumerate(words, 1)}
    private = agreement.confidentiality == defaults["confidentiality"]
    free = agreement.ending == defaults["ending"]
    return [
        _("%(rhythm)s, %(in_all)s") % about,
        _("From %(start)s to %(end)s, and then it ends") % about,
        _("What you both say stays between you")
        if private
        else _("What stays between you: part %(number)s") % {"number": number["confidentiality"]},
        _("You can stop at any time")
        if free
        else _("How either of you can stop: part %(number)s") % {"number": number["ending"]},
    ]


def as_text(agreement) -> str:
    """The agreement as plain text, for a mail: its head, and every section with its lines."""
    head = [
        _("Mentoring agreement"),
        _("between %(mentee)s (mentee) and %(mentor)s (mentor)") % agreement.between,
    ]
    blocks = ["\n".join(head)]
    for number, section in enumerate(agreement.words(), 1):
        lines = [f"{number}. {section['title']}"]
        for line in section["lines"]:
            start = f"{line['who']} " if line["who"] else ""
            lines.append(f"- {start}{line['text']}" if line["is_item"] else line["text"])
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def track_of(agreement) -> list[dict]:
    """The four states of an agreement as points of a line: name, words or day below it, and how far it is."""
    over_on = agreement.completed_on or agreement.ended_on
    closing = _("Ended early") if agreement.ended_on else _("Completed")
    by = _("by %(mentor)s") % {"mentor": agreement.mentor.first_name}
    points = [
        (_("Draft"), agreement.created_at, "", True),
        (
            _("Shared"),
            agreement.shared_on,
            _("next") if agreement.is_draft else "",
            bool(agreement.shared_on),
        ),
        (_("Confirmed"), agreement.confirmed_on, by, bool(agreement.confirmed_on)),
        (closing, over_on or agreement.ends_on, "", bool(over_on)),
    ]
    # Confirmed in person without being shared first: that point is simply behind.
    reached = max(index for index, point in enumerate(points) if point[3])
    now = reached + 1 if agreement.is_draft else reached
    return [
        {
            "name": name,
            "day": day,
            "words": "" if day else words,
            "state": "done" if index < now or over_on else "now" if index == now else "ahead",
        }
        for index, (name, day, words, _known) in enumerate(points)
    ]
