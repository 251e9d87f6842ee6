"""The one sentence that says where the search stands, made of nothing but what the records say."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Introduction, MentorAgreement, MentorAnswer
from ...status.records import Records
from ...status.stages import Stage
from ...text.text import and_list, number_word

NAMED = 2


def reached(records: Records, stage: Stage) -> int:
    """How many prospects of the search have come at least this far; asked about or introduced only those who were."""
    far = "introduced_as_far" if stage in (Stage.ASKED, Stage.INTRODUCED) else "stage"
    return sum(getattr(contact, far) >= stage for contact in records.search.prospects)


def searching(records: Records) -> str:
    """The first that applies: an agreement, met, introduced, written to, asked, prospects, criteria, goals."""
    for agreement in records.drafts or records.refused:
        return _with_agreement(records, agreement)
    if met := _names_at(records, Stage.MET):
        return _("You’ve met %(people)s.") % {"people": met}
    if introduced := _names_at(records, Stage.INTRODUCED):
        return _introduced(records, introduced)
    if written := some_names([contact.first_name for contact in records.search.written_to]):
        spoken = {one.prospect_id for one in records.introductions if one.is_spoken}
        asked = all(contact.pk in spoken for contact in records.search.written_to)
        words = _("You’ve asked %(people)s yourself.") if asked else _("You’ve written to %(people)s.")
        return words % {"people": written}
    if waiting := [one for one in records.introductions if one.awaits_answer]:
        return _asked(waiting)
    if resting := _nobody_awake(records):
        return _("%(people)s said “not now”. Next: who else do you admire?") % {"people": resting}
    if count := len(records.search.awake):
        have = ngettext("You have one person in mind.", "You have %(n)s people in mind.", count)
        ask = (
            _("Ask for another introduction.")
            if records.counts.asked
            else _("Ask for the first introduction.")
        )
        return f"{have % {'n': number_word(count)}} {ask}"
    if records.criteria:
        return _criteria(records)
    if records.goals:
        count = len(records.goals)
        have = ngettext("You have a goal.", "You have %(n)s goals.", count) % {"n": number_word(count)}
        ahead = _("Next: what a mentor should bring.")
        return f"{have} {ahead}"
    return _("Start with one goal. It decides what kind of mentor to look for.")


def some_names(people: list[str]) -> str:
    """ "Margaret", "Margaret and Tomás", "Margaret, Tomás and two more"."""
    more = len(people) - NAMED
    if more <= 0:
        return and_list(people)
    rest = ngettext("one more", "%(n)s more", more) % {"n": number_word(more)}
    return and_list([*people[:NAMED], rest])


def _names_at(records: Records, stage: Stage) -> str:
    """Who has come as far as this and no further, named; "" for nobody."""
    return some_names([contact.first_name for contact in records.search.awake if contact.stage == stage])


def _nobody_awake(records: Records) -> str:
    """Who said not now, named, where nobody else is in mind; "" otherwise."""
    people = [contact.first_name for contact in records.search.prospects]
    return "" if records.search.awake else some_names(people)


def _with_agreement(records: Records, draft: MentorAgreement) -> str:
    mentor = draft.mentor
    name = {"name": mentor.first_name}
    if draft in records.refused:
        return _("%(name)s said no to your agreement.") % name
    if draft.shared_on:
        # Whoever said “not now” and is asked again has it to read once more.
        if draft.last_answer_is_current and draft.last_answer != MentorAnswer.Kind.NOT_NOW:
            answers = {
                MentorAnswer.Kind.ALMOST.value: _(
                    "%(name)s would like to change something in your agreement."
                ),
                MentorAnswer.Kind.YES.value: _("%(name)s said yes to your agreement."),
            }
            return answers[draft.last_answer] % name
        return _("%(name)s has your agreement to read.") % name
    if any(contact.pk == mentor.pk and contact.stage >= Stage.MET for contact in records.prospects):
        return _("You’ve met %(name)s, and your agreement is in draft.") % name
    return _("Your agreement with %(name)s is in draft.") % name


def _introduced(records: Records, people: str) -> str:
    match [one for one in records.introductions if one.awaits_meeting and not one.is_direct]:
        case [only]:
            return _("%(introducer)s has introduced you to %(person)s.") % only.names
    return _("You’ve been introduced to %(people)s.") % {"people": people}


def _asked(waiting: list[Introduction]) -> str:
    introducers = {one.introducer_id: one.names["introducer"] for one in waiting}
    match waiting, list(introducers.values()):
        case [only], _one if only.prospect:
            return _("You’ve asked %(introducer)s about %(person)s.") % only.names
        case _some, [name]:
            words = ngettext(
                "You’ve asked %(name)s for an introduction.",
                "You’ve asked %(name)s for %(n)s introductions.",
                len(waiting),
            )
            return words % {"name": name, "n": number_word(len(waiting))}
    words = ngettext(
        "You’ve asked %(n)s person for an introduction.",
        "You’ve asked %(n)s people for an introduction.",
        len(introducers),
    )
    return words % {"n": number_word(len(introducers))}


def _criteria(records: Records) -> str:
    know = _("You know what to look for.")
    if not records.counts.contacts:
        ahead = _("Next: who do you know?")
    elif records.counts.introductions or records.counts.meetings:
        ahead = _("Next: who else do you admire?")
    else:
        ahead = _("Next: who do you admire?")
    return f"{know} {ahead}"
