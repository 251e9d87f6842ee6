"""One person who stands twice among the contacts becomes one contact: what moves, what stays, what is refused."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...identity.fields import FIELDS, unsettled
from ...models import Contact, Distinction, ImportRow, Introduction, MentorAgreement, Merge, Tie
from ...models.assessments import Answer
from ...models.bulk_writes import remove
from ...models.undo import diff, image, model_of
from ..importing.values import joined_notes

# Why the database refuses, by the model that has a rule about it.
REFUSED = {
    "Introduction": gettext_lazy(
        "You’ve asked for the same introduction with both. Close one of the two first."
    ),
    "MentorAgreement": gettext_lazy("There’s an agreement or a draft with both. End or delete one first."),
}


def references() -> Iterator[tuple[type[models.Model], Any]]:
    """Every model with each of its fields that points to a contact, the tags of contacts included."""
    for relation in Contact._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field


def what_moves(contact: Contact) -> list[tuple[str, int]]:
    """How much hangs on the contact, as (plural of the kind, number), without tags and what is internal."""
    internal = {ImportRow, Distinction, Merge, Tie}
    numbers: dict[str, int] = defaultdict(int)
    for model, field in references():
        if (
            not model._meta.auto_created
            and model not in internal
            and (number := model._default_manager.filter(**{field.name: contact}).count())
        ):
            numbers[str(model._meta.verbose_name_plural)] += number
    return sorted(numbers.items())


def suggested_choices(kept: Contact, other: Contact) -> dict[str, str]:
    """The safe choice for each field both know and know differently: what stands in the kept one; both notes."""
    choose = unsettled(vars(kept), vars(other))
    return {field.name: "both" if field.joined else "kept" for field in choose}


def merge(kept: Contact, other: Contact, choices: dict[str, str] | None = None) -> Merge:
    """Take `other` into `kept`: everything that points to it moves, then it goes. One transaction.

    `choices` says "kept", "other" or (for notes) "both" for the fields that both know. Raises ValidationError
    with the reason when a rule of the search stands in the way; then nothing has changed.
    """
    with transaction.atomic():
        kept.owner.lock()
        locked = Contact.objects.select_for_update().in_bulk([kept.pk, other.pk])
        if len(locked) < 2:
            raise ValidationError(_("One of the two is no longer among your contacts."))
        kept, other = locked[kept.pk], locked[other.pk]
        _refuse_between(kept, other)
        facts = _combined(kept, other, choices or {})
        before = image(*_concerned(kept, other, {model for model, _field in references()}))
        kinds = {model_of(name) for name, _pk in before}
        # A change that went with an agreement that is over stands in nobody's way.
        MentorAgreement.objects.filter(mentor__in=(kept, other)).make_room(timezone.localdate())
        _settle_assessments(kept, other)
        _settle_distinctions(kept, other)
        if Tie in kinds:
            _settle_ties(kept, other)
        _settle_joins(kept, other)
        _move_records(kept, other, kinds)
        # Passing by what the deletion of a contact means: everything that was theirs lives on.
        remove(Contact.objects.filter(pk=other.pk))
        kept.record(**facts)
        kept.refresh_last_touch()
        return Merge.objects.create(
            owner=kept.owner,
            kept=kept,
            removed_name=other.name,
            removed_key=other.pk,
            undo=diff(before, image(*_concerned(kept, other, kinds))),
        )


def _concerned(kept: Contact, other: Contact, kinds: set[type[models.Model]]) -> Iterator[models.QuerySet]:
    """Both contacts and everything of these kinds that points to one of them."""
    both = [kept.pk, other.pk]
    yield Contact.objects.filter(pk__in=both)
    pointing: dict[type[models.Model], Q] = defaultdict(Q)
    for model, field in references():
        pointing[model] |= Q(**{f"{field.name}__in": both})
    for model, condition in pointing.items():
        if model in kinds:
            yield model._default_manager.filter(condition)


def _refuse_between(kept: Contact, other: Contact) -> None:
    between = Q(introducer=kept, prospect=other) | Q(introducer=other, prospect=kept)
    if Introduction.objects.filter(between).exists():
        raise ValidationError(
            _(
                "One of them introduces you to the other, so they’re two people. Delete that "
                "introduction first."
            )
        )


def _settle_assessments(kept: Contact, other: Contact) -> None:
    """Of two answers to one criterion the known one stays, of two known ones the newer."""
    standing = {assessment.criterion_id: assessment for assessment in kept.assessments.all()}
    for coming in other.assessments.all():
        if there := standing.get(coming.criterion_id):
            wins = (coming.answer != Answer.UNKNOWN, coming.on) > (there.answer != Answer.UNKNOWN, there.on)
            (there if wins else coming).delete()


def _settle_distinctions(kept: Contact, other: Contact) -> None:
    """What was said about the removed contact and third people holds for the kept one."""
    for said in Distinction.objects.filter(Q(first=other) | Q(second=other)):
        third = said.first_id if said.second_id == other.pk else said.second_id
        said.delete()
        if third != kept.pk and not Distinction.objects.between(kept.pk, third).exists():
            pair = {"first_id": min(kept.pk, third), "second_id": max(kept.pk, third)}
            Distinction.objects.create(owner=kept.owner, **pair)


def _settle_ties(kept: Contact, other: Contact) -> None:
    """What LinkedIn counted with both is told once, with the kept one."""
    ties = Tie.objects.of([kept.pk, other.pk])
    if len(ties) == 2:
        ties[other.pk].delete()
        ties[kept.pk].take_in(ties[other.pk])


def _settle_joins(kept: Contact, other: Contact) -> None:
    """What both are joined to (a tag) is joined to the one contact once."""
    for model, field in references():
        if not model._meta.auto_created:
            continue
        [far] = [one for one in model._meta.concrete_fields if one.is_relation and one.name != field.name]
        joined = model._default_manager.filter(**{field.name: kept}).values(far.attname)
        remove(model._default_manager.filter(**{field.name: other, f"{far.attname}__in": joined}))


def _move_records(kept: Contact, other: Contact, kinds: set[type[models.Model]]) -> None:
    """Point everything at the kept contact; a rule of the database that refuses is told in words."""
    model: type[models.Model] = Contact
    try:
        with transaction.atomic():
            for model, field in references():
                if model in kinds:
                    model._default_manager.filter(**{field.name: other}).update(**{field.name: kept})
    except IntegrityError:
        if all(Introduction.objects.unmet_directly(one).exists() for one in (kept, other)):
            raise ValidationError(
                _("You’re writing to both of them yourself. Close or delete one of the two first.")
            ) from None
        raise ValidationError(
            str(
                REFUSED.get(
                    model.__name__,
                    _("These two can’t be merged: their records don’t fit under one contact."),
                )
            )
        ) from None


def _combined(kept: Contact, other: Contact, choices: dict[str, str]) -> dict[str, Any]:
    """The fields of the one contact: as chosen, else whatever one of the two knows."""
    facts: dict[str, Any] = {}
    for field in FIELDS:
        mine, theirs = getattr(kept, field.name), getattr(other, field.name)
        choice = choices.get(field.name, "kept")
        if choice == "both":
            facts[field.name] = joined_notes(mine, theirs)
            if len(facts[field.name]) > field.longest:
                words = _(
                    "Together, the notes are longer than %(most)s characters. Shorten them first, or "
                    "keep just one."
                )
                raise ValidationError(words % {"most": f"{field.longest:,}"})
        else:
            facts[field.name] = (theirs or mine) if choice == "other" else (mine or theirs)
    days = [day for day in (kept.prospect_on, other.prospect_on) if day]
    facts["may_introduce"] = kept.may_introduce or other.may_introduce
    facts["prospect_on"] = min(days, default=None)
    facts["archived_on"] = kept.archived_on if other.archived_on else None
    # With a mentor one works with, whatever was said before is over.
    running = set(
        MentorAgreement.objects.running().filter(mentor__in=(kept, other)).values_list("mentor", flat=True)
    )
    both = [one for one in (kept, other) if one.pk in running] or [kept, other]
    # A no was said to the person, whichever contact it stands on. Else whoever is still open is open.
    decided = next((one for one in both if one.said_no), None) or (
        next((one for one in both if one.is_prospect), None)
        or next((one for one in both if one.closed_on), both[0])
    )
    facts |= {"closed_on": decided.closed_on, "closed_because": decided.closed_because}
    # So was a “not now”: of an open contact the last one stands.
    said = [one for one in both if one.not_now_on and decided.is_prospect]
    last = max(said, key=lambda one: one.not_now_on, default=None)
    return facts | {name: getattr(last, name, None) for name in ("not_now_on", "ask_again_on")}
