"""One person who stands twice among the contacts becomes one contact: what moves, what stays, what is refused."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...identity.fields import FIELDS, unsettled
from ...models import Contact, Distinction, Import, ImportRow, Introduction, Merge
from ...models.assessments import Answer
from ..importing.values import joined_notes
from .snapshots import fields_of

# Why the database refuses, by the model that has a rule about it.
REFUSED = {
    "Introduction": gettext_lazy(
        "The same introduction was asked for with both. Close one of the two first."
    ),
    "MentorAgreement": gettext_lazy("There is an agreement or a draft with both. End or delete one first."),
}


def references() -> Iterator[tuple[type[models.Model], Any]]:
    """Every model with each of its fields that points to a contact, the tags of contacts included."""
    relation: Any
    for relation in Contact._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.related_model, relation.field


def what_moves(contact: Contact) -> list[tuple[str, int]]:
    """How much hangs on the contact, as (plural of the kind, number), without tags and what is internal."""
    internal = {ImportRow, Distinction, Merge}
    numbers: dict[str, int] = defaultdict(int)
    for model, field in references():
        if (
            not model._meta.auto_created
            and model not in internal
            and (number := model._default_manager.filter(**{field.name: contact}).count())
        ):
            numbers[str(model._meta.verbose_name_plural)] += number
    return sorted(numbers.items())


def suggested(kept: Contact, other: Contact) -> dict[str, str]:
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
        undo: dict[str, Any] = {"removed": fields_of(other), "before": fields_of(kept), "kept_key": kept.pk}
        undo |= {name: defaultdict(list) for name in ("moved", "let_go", "dropped", "made")}
        _settle_assessments(kept, other, undo)
        _settle_distinctions(kept, other, undo)
        _settle_joins(kept, other, undo)
        _let_go(other, undo)
        _move(kept, other, undo)
        other.delete()
        facts = _combined(kept, other, choices or {})
        kept.record(**facts)
        kept.refresh_last_touch()
        undo["after"] = fields_of(Contact.objects.get(pk=kept.pk))
        return Merge.objects.create(
            owner=kept.owner,
            kept=kept,
            removed_name=undo["removed"]["name"],
            removed_key=int(undo["removed"]["id"]),
            undo=undo,
        )


def _refuse_between(kept: Contact, other: Contact) -> None:
    between = Q(introducer=kept, prospect=other) | Q(introducer=other, prospect=kept)
    if Introduction.objects.filter(between).exists():
        raise ValidationError(
            _(
                "One of the two introduces you to the other, so they are two people. Delete that introduction first."
            )
        )


def _settle_assessments(kept: Contact, other: Contact, undo: dict) -> None:
    """Of two answers to one criterion the known one stays, of two known ones the newer."""
    standing = {assessment.criterion_id: assessment for assessment in kept.assessments.all()}
    for coming in other.assessments.all():
        if there := standing.get(coming.criterion_id):
            wins = (coming.answer != Answer.UNKNOWN, coming.on) > (there.answer != Answer.UNKNOWN, there.on)
            _drop(there if wins else coming, undo)


def _settle_distinctions(kept: Contact, other: Contact, undo: dict) -> None:
    """What was said about the removed contact and third people holds for the kept one."""
    for said in Distinction.objects.filter(Q(first=other) | Q(second=other)):
        third = said.first_id if said.second_id == other.pk else said.second_id
        _drop(said, undo)
        if third != kept.pk and not Distinction.objects.between(kept.pk, third).exists():
            pair = {"first_id": min(kept.pk, third), "second_id": max(kept.pk, third)}
            made = Distinction.objects.create(owner=kept.owner, **pair)
            undo["made"]["Distinction"].append(made.pk)


def _settle_joins(kept: Contact, other: Contact, undo: dict) -> None:
    """What both are joined to (a tag, a deed on several) is joined to the one contact once."""
    for model, field in references():
        if not model._meta.auto_created:
            continue
        [far] = [one for one in model._meta.concrete_fields if one.is_relation and one.name != field.name]
        joined = model._default_manager.filter(**{field.name: kept}).values(far.attname)
        for link in model._default_manager.filter(**{field.name: other, f"{far.attname}__in": joined}):
            _drop(link, undo)


def _let_go(other: Contact, undo: dict) -> None:
    """Rows of finished imports forget the removed contact: their undo is not about the kept one."""
    finished = ImportRow.objects.filter(contact=other).exclude(batch__state__in=Import.State.open())
    undo["let_go"]["ImportRow.contact"] = sorted(finished.values_list("pk", flat=True))
    finished.update(contact=None)


def _drop(record: models.Model, undo: dict) -> None:
    undo["dropped"][type(record).__name__].append(fields_of(record))
    record.delete()


def _move(kept: Contact, other: Contact, undo: dict) -> None:
    """Point everything at the kept contact; a rule of the database that refuses is told in words."""
    for model, field in references():
        pointing = model._default_manager.filter(**{field.name: other})
        keys = sorted(pointing.values_list("pk", flat=True))
        if not keys:
            continue
        undo["moved"][f"{model.__name__}.{field.name}"] = keys
        try:
            with transaction.atomic():
                model._default_manager.filter(pk__in=keys).update(**{field.name: kept})
        except IntegrityError:
            raise ValidationError(
                str(REFUSED.get(model.__name__, _("What belongs to both can’t stand under one contact.")))
            ) from None


def _combined(kept: Contact, other: Contact, choices: dict[str, str]) -> dict[str, Any]:
    """The fields of the one contact: as chosen, else whatever one of the two knows."""
    facts: dict[str, Any] = {}
    for field in FIELDS:
        mine, theirs = getattr(kept, field.name), getattr(other, field.name)
        choice = choices.get(field.name, "kept")
        if field.joined and choice == "both":
            facts[field.name] = joined_notes(mine, theirs)
        else:
            facts[field.name] = (theirs or mine) if choice == "other" else (mine or theirs)
    days = [day for day in (kept.prospect_on, other.prospect_on) if day]
    facts["may_introduce"] = kept.may_introduce or other.may_introduce
    facts["prospect_on"] = min(days, default=None)
    facts["archived_on"] = kept.archived_on if kept.archived_on and other.archived_on else None
    # A no was said to the person, whichever contact it stands on. Else whoever is still open is open.
    decided = next((one for one in (kept, other) if one.said_no), None) or (
        next((one for one in (kept, other) if one.is_prospect), None)
        or next((one for one in (kept, other) if one.closed_on), kept)
    )
    return facts | {"closed_on": decided.closed_on, "closed_because": decided.closed_because}
