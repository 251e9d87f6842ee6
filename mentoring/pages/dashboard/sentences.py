"""The one sentence that says where the search stands, made of nothing but what the records say."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import MentorAnswer
from ...status.records import Records
from ...status.stages import Stage
from ...text.text import number_word


def reached(records: Records, stage: Stage) -> int:
    """How many of today's prospects have come at least this far."""
    return sum(contact.stage >= stage for contact in records.prospects)


def searching(records: Records) -> str:
    """The first that applies: draft, shared, met, introduced, asked, prospects, criteria, goals."""
    met = reached(records, Stage.MET)
    for draft in records.drafts or records.refused:
        return _with_agreement(records, met, draft)
    if met:
        return _("You’ve met %(some)s.") % {"some": _some(met, len(records.prospects))}
    for stage, words in (
        (Stage.INTRODUCED, _("You’ve been introduced to %(some)s.")),
        (Stage.ASKED, _("You’ve asked for an introduction to %(some)s.")),
    ):
        if count := reached(records, stage):
            return words % {"some": _some(count, len(records.prospects))}
    if records.prospects:
        return _prospects(records)
    if records.counts.asked:
        return _asked(records) + " " + _("Nobody is a prospect at the moment.")
    if records.criteria:
        return _criteria(records)
    if records.goals:
        count = len(records.goals)
        have = ngettext("You have %(n)s goal.", "You have %(n)s goals.", count) % {"n": number_word(count)}
        return have + " " + _("Next, decide what your mentor must have.")
    return _("Start with one goal. It decides what kind of mentor to look for.")


def _with_agreement(records: Records, met: int, draft) -> str:
    name = {"name": draft.mentor.first_name}
    if draft.last_answer == MentorAnswer.Kind.NO and draft.last_answer_is_current:
        agreement = _("%(name)s said no to your agreement") % name
    elif draft.shared_on and draft.last_answer_is_current:
        agreement = _("%(name)s has answered about your agreement") % name
    elif draft.shared_on:
        agreement = _("%(name)s has your agreement to read") % name
    else:
        agreement = _("an agreement with %(name)s is in draft") % name
    if not met:
        return agreement[0].upper() + agreement[1:] + "."
    words = {"some": _some(met, len(records.prospects)), "agreement": agreement}
    return _("You’ve met %(some)s, and %(agreement)s.") % words


def _some(count: int, prospects: int) -> str:
    """ "one of your five prospects", "both of your prospects", "all three of your prospects"."""
    if count < prospects:
        return _("%(count)s of your %(all)s prospects") % {
            "count": number_word(count),
            "all": number_word(prospects),
        }
    if count == 1:
        return _("your one prospect")
    if count == 2:
        return _("both of your prospects")
    return _("all %(count)s of your prospects") % {"count": number_word(count)}


def _prospects(records: Records) -> str:
    count = len(records.prospects)
    have = ngettext("You have %(n)s prospect.", "You have %(n)s prospects.", count) % {
        "n": number_word(count)
    }
    if records.counts.asked:
        return have + " " + _asked(records)
    return have + " " + _("Nobody has been asked for an introduction yet.")


def _asked(records: Records) -> str:
    asked = records.counts.asked
    words = ngettext("You’ve asked for %(n)s introduction.", "You’ve asked for %(n)s introductions.", asked)
    return words % {"n": number_word(asked)}


def _criteria(records: Records) -> str:
    must, nice = records.counts.must_haves, records.counts.nice_to_haves
    musts = ngettext("%(n)s must-have", "%(n)s must-haves", must) % {"n": number_word(must)}
    nices = ngettext("%(n)s nice-to-have", "%(n)s nice-to-haves", nice) % {"n": number_word(nice)}
    if must and nice:
        what = _("%(musts)s and %(nices)s") % {"musts": musts, "nices": nices}
    else:
        what = musts if must else nices
    if records.counts.contacts:
        if records.counts.meetings:
            return _("You know what to look for: %(what)s. Nobody is a prospect at the moment.") % {
                "what": what
            }
        return _("You know what to look for: %(what)s. Nobody is marked as a prospect yet.") % {"what": what}
    return _("You know what to look for: %(what)s. Next, the people you know.") % {"what": what}
