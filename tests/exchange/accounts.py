"""Accounts made up for tests: at least one record of every kind, and something in every field."""

import contextlib
import datetime as dt
from itertools import count

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from factory.django import DjangoModelFactory

from mentoring.exchange.account_file.schema import Kind, kinds, person_fields
from mentoring.models import MentorAnswer
from mentoring.models.stored import (
    AgreementLine,
    AgreementSection,
    ClosingWords,
    ReachedGoal,
    SentStep,
    SentWords,
    validate_closing_words,
    validate_decisions,
    validate_sent_words,
    validate_texts,
)
from tests import factories
from tests.addresses import World

# What people and programs write: quotes, markup, formulas, signs that turn a line around, letters of many bytes.
AWKWARD = (
    '<script>alert("1")</script>',
    '=HYPERLINK("http://example.org")',
    "tab\there, line\r\nends\n\n, quotes \" ' ` and back\\slash\\n",
    '{"id": 7}, [null]',
    "e\u0301 ﬁ ß İ 🤝🏽 👩‍👩‍👧 \u202eright to left\u202c שלום \ufeff\u2028\u2029\x7f\x01",
    "\U0010ffff\ue000 ﷽ 中文",
    "'; DROP TABLE mentoring_contact; --",
)
# A text that something else reads as more than words keeps what it has.
FIXED = {"action", "fingerprint", "time_zone", "answered_at", "expires_at"}
# Nobody is closed and asked to wait: one of the two is left out.
EITHER = (("closed_on", "closed_because"), ("not_now_on", "ask_again_on"))
ALSO = {
    "revoked_at": dt.datetime(2099, 1, 1, tzinfo=dt.UTC),
    "email": "Ada.O'Neil+mentor@example.org",
    "linkedin": "https://www.linkedin.com/in/ada-o%27neil/?a=<b>",
}


def awkward_account(owner, draw) -> World:
    """A whole world in which `draw` fills every field it can; what the database refuses stays as it was."""
    world = World(owner, "Quillwort")
    world.planned.record(main_goal=world.goal)
    for kind in kinds():
        _make(kind, owner, draw)
    numbers = count(1)
    for kind in kinds():
        for record in kind.owned_by(owner).order_by("pk"):
            facts = {
                field.name: value_for(kind, field, draw, next(numbers))
                for field in kind.plain
                if field.name not in FIXED | {"form_key"}
            }
            for name in draw(EITHER) if "not_now_on" in facts else ():
                del facts[name]
            # Many facts exclude one another: then as many as go together, one after the other.
            if not _try(kind, record, facts):
                for name in sorted(facts, key=lambda _name: draw(range(1000))):
                    _try(kind, record, {name: facts[name]})
    for field in person_fields():
        if field.name not in FIXED:
            value = value_for(None, field, draw, next(numbers))
            with contextlib.suppress(DatabaseError), transaction.atomic():
                type(owner).objects.filter(pk=owner.pk).update(**{field.name: value})
    owner.refresh_from_db()
    return world


def _make(kind: Kind, owner, draw) -> None:
    """One more record of a kind, hung on those that are there, where the rules allow another."""
    made_by = next(one for one in vars(factories).values() if _makes(one, kind.model))
    needed = [field for field in kind.references if not field.null]
    named = {
        field.name: field.related_model._default_manager.filter(owner=owner).order_by("pk")[at]
        for at, field in enumerate(needed)
    }
    if kind.model is MentorAnswer:
        del named["agreement"]  # it answers what its link shows
    # Some texts never change once they are written.
    texts = {
        field.name: value_for(kind, field, draw, 1)
        for field in kind.plain
        if isinstance(field, models.TextField | models.JSONField)
    }
    with contextlib.suppress(DatabaseError), transaction.atomic():
        made_by(owner=owner, **named, **texts)


def _makes(one, model) -> bool:
    return isinstance(one, type) and issubclass(one, DjangoModelFactory) and one._meta.model is model


def _try(kind: Kind, record, facts) -> bool:
    try:
        with transaction.atomic():
            kind.owned_by(record.owner).filter(pk=record.pk).update(**facts)
    except DatabaseError:
        return False
    return True


def _fits(field: models.Field, value: int) -> bool:
    try:
        field.run_validators(value)
    except ValidationError:
        return False
    return True


def moment(number: int) -> dt.datetime:
    """A moment with microseconds, another one for each number."""
    return dt.datetime(2025, 3, 30, 1, 30, 0, 123456, tzinfo=dt.UTC) + dt.timedelta(minutes=number)


def value_for(kind: Kind | None, field: models.Field, draw, number: int):
    """Something this field may hold."""
    if field.name in ALSO:
        return ALSO[field.name]
    if field.choices:
        return draw([choice for choice, _label in field.flatchoices])
    if isinstance(field, models.BooleanField):
        return draw([True, False])
    if isinstance(field, models.DateTimeField):
        return moment(number)
    if isinstance(field, models.DateField):
        return draw([dt.date(2026, 2, 28), dt.date(2026, 11, 22)])
    if isinstance(field, models.IntegerField):
        return (
            number if "number" in field.name else draw([one for one in (1, 5, 30, 300) if _fits(field, one)])
        )
    if isinstance(field, models.JSONField):
        text = draw(AWKWARD).replace("\0", "")
        if validate_texts in field.validators:
            return [text]
        if validate_decisions in field.validators:
            return {text: {text: [None, draw([True, text])]}}
        if validate_sent_words in field.validators:
            step = SentStep(key=text, text=text, due=draw(["", "2026-11-28"]))
            return dict.fromkeys(SentWords.__annotations__, text) | {"steps": [step]}
        if validate_closing_words in field.validators:
            return ClosingWords(learned=text, thanks=text, goals=[ReachedGoal(title=text, success=text)])
        lines = [AgreementLine(text=text, who=text, is_item=draw([True, False]))]
        return [AgreementSection(key="goals", title=text, lines=lines)]
    longest = field.max_length or 4000
    return f"{number} {draw(AWKWARD)}"[:longest]
