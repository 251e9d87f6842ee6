"""Where the list of qualities holds the search up: a must-have nobody meets, a goal or a criterion forgotten."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...links.addresses import record_url
from ...models import Answer, Contact, MentorCriterion
from ...text.text import number_word, sentence_start, unended
from ..fits import ranked
from ..records import Records
from ..stages import Stage
from .finding import DAYS_TO_SETTLE, SEVERAL, Stuck, finding_key, people_named


def rules_out_many(records: Records) -> Iterator[Stuck]:
    """A must-have that three prospects, or more, don't meet; the one that most of them fail."""
    musts = [criterion for criterion in records.criteria if criterion.is_must]
    failing = {criterion.pk: _failing(records, criterion) for criterion in musts}
    worst = max(musts, key=lambda criterion: len(failing[criterion.pk]), default=None)
    if worst is None or len(failing[worst.pk]) < SEVERAL:
        return
    out = failing[worst.pk]
    fail_another = {contact.pk for pk, people in failing.items() if pk != worst.pk for contact in people}
    let_in = [contact for contact in out if contact.pk not in fail_another]
    yield Stuck(
        key=finding_key("must", worst, out, let_in),
        title=ngettext(
            "A must-have rules out %(n)s prospect", "A must-have rules out %(n)s prospects", len(out)
        )
        % {"n": number_word(len(out))},
        facts=ngettext(
            "Of %(all)s prospect, %(names)s don’t meet “%(criterion)s”.",
            "Of %(all)s prospects, %(names)s don’t meet “%(criterion)s”.",
            len(records.awake),
        )
        % {
            "all": number_word(len(records.search.awake)),
            "names": people_named([contact.first_name for contact in out]),
            "criterion": unended(worst.text),
        },
        change=_let_in(let_in),
        advice=_("Try it as a nice-to-have"),
        url=f"{reverse('assessments.index')}?without={worst.pk}",
    )


def _failing(records: Records, criterion: MentorCriterion) -> list[Contact]:
    return [
        contact
        for contact in records.search.awake
        if records.answers.get(contact.pk, {}).get(criterion.pk) == Answer.DOES_NOT
    ]


def _let_in(people: list[Contact]) -> str:
    if not people:
        return _(
            "Each of them misses another must-have, too, so changing this one alone wouldn’t let anyone in."
        )
    return _("As a nice-to-have it would let in %(names)s.") % {
        "names": people_named([contact.first_name for contact in people])
    }


def goal_without(records: Records) -> Iterator[Stuck]:
    """Goals that no criterion serves: once there are criteria for others, or after a week."""
    settled = records.today - dt.timedelta(days=DAYS_TO_SETTLE)
    found = [
        goal
        for goal in records.search.goals
        if not goal.has_criterion and (records.criteria or timezone.localdate(goal.created_at) <= settled)
    ]
    if not found:
        return
    title = ngettext("One goal has no criteria", "%(n)s goals have no criteria", len(found))
    if records.criteria:
        facts = ngettext(
            "Your one criterion doesn’t serve %(goals)s.",
            "None of your %(n)s criteria serves %(goals)s.",
            len(records.criteria),
        )
    else:
        facts = _("You don’t have any criteria yet for %(goals)s.")
    goals = people_named([_("“%(goal)s”") % {"goal": unended(goal.title)} for goal in found])
    yield Stuck(
        key=finding_key("goal", found),
        title=title % {"n": sentence_start(number_word(len(found)))},
        facts=facts % {"n": number_word(len(records.criteria)), "goals": goals},
        advice=_("Write a criterion for it") if len(found) == 1 else _("Write a criterion for the first"),
        url=f"{reverse('criteria.new')}?goal={found[0].pk}",
    )


def nobody_assessed(records: Records) -> Iterator[Stuck]:
    """Criteria for which no prospect's answer is known, once several were asked about or a week has passed."""
    if not records.search.awake:
        return
    settled = records.today - dt.timedelta(days=DAYS_TO_SETTLE)
    is_fresh = min(contact.prospect_on for contact in records.search.awake) > settled
    answers = [records.answers[one.pk] for one in records.search.prospects if one.pk in records.answers]
    if is_fresh and len(answers) < SEVERAL:
        return
    known = {criterion for theirs in answers for criterion in theirs}
    met = any(contact.stage >= Stage.MET for contact in records.search.awake)
    found = [
        criterion
        for criterion in records.criteria
        # What only a meeting tells cannot be known before one.
        if criterion.pk not in known and (met or criterion.find_out != MentorCriterion.FindOut.MEETING)
    ]
    if not found:
        return
    title = ngettext(
        "One criterion hasn’t been checked with anyone",
        "%(n)s criteria haven’t been checked with anyone",
        len(found),
    )
    many = len(records.search.awake)
    facts = ngettext(
        "You don’t know yet how your one prospect does on %(criteria)s.",
        "You don’t know yet how any of your %(n)s prospects does on %(criteria)s.",
        many,
    )
    if many == 2:
        facts = _("You don’t know yet how either of your two prospects does on %(criteria)s.")
    texts = people_named(
        [_("“%(criterion)s”") % {"criterion": unended(criterion.text)} for criterion in found]
    )
    best = ranked(records)[0]
    yield Stuck(
        key=finding_key("criterion", found),
        title=title % {"n": sentence_start(number_word(len(found)))},
        facts=facts % {"n": number_word(many), "criteria": texts},
        advice=_("Find out about %(name)s first") % {"name": best.first_name},
        url=record_url("assessments.edit", best.pk),
    )
