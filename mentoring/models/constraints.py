"""What the database would refuse: every constraint of a record asked in one query, each with its sentence."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, models, router, transaction
from django.db.models import BooleanField, Exists, F
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

MEANWHILE = _("Something was changed in another window in the meantime. Reload this page and try again.")


class AskedAtOnce(models.Model):
    """A record whose constraints are asked together: one query, where Django takes one to three for each."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None) -> None:
        """As Django's; a record that is at hand was read before, so nobody asks whether it is there."""
        relations = [field for field in self._meta.concrete_fields if isinstance(field, models.ForeignKey)]
        at_hand = {field.name for field in relations if field.get_cached_value(self, default=None)}
        super().clean_fields(at_hand.union(exclude or ()))

    def validate_constraints(self, exclude=None) -> None:
        """ValidationError with the sentence of every constraint that is broken, as Django's own gives it."""
        errors: dict = {}
        for constraint in broken(self, exclude or ()):
            errors = sentence(self, constraint).update_error_dict(errors)
        if errors:
            raise ValidationError(errors)


def broken(record: Any, exclude=()) -> list[models.BaseConstraint]:
    """The constraints this record would break, in one query; those that need a field of `exclude` are left out."""
    using = router.db_for_write(type(record), instance=record)
    facts = record._get_field_expression_map(record._meta, set(exclude))
    query = Query(None)
    for name, value in facts.items():
        query.add_annotation(value, name, select=False)
    asked = []
    for constraint in record._meta.constraints:
        try:
            is_kept = Coalesce(_is_kept(record, constraint, facts), True, output_field=BooleanField())
            query.add_annotation(is_kept, constraint.name)
        except FieldError:
            continue  # it needs a field that is left out
        asked.append(constraint)
    if not asked:
        return []
    answers = query.get_compiler(using=using).execute_sql(SINGLE)
    return [constraint for constraint, is_kept in zip(asked, answers, strict=True) if not is_kept]


class Refused(IntegrityError):
    """What a verb was writing when the database refused; `refused_in_words` says why."""

    def __init__(self, record: AskedAtOnce):
        super().__init__(record)
        self.record = record


@contextmanager
def refused_in_words(record: AskedAtOnce | None = None) -> Iterator[None]:
    """Write in this block, as one; what the database refuses is a ValidationError and changes nothing.

    Every door through which a person writes is such a block. Whoever asked before writing is refused only when
    another window was faster. By then its record can be seen, so that asking once more says what stands in the
    way, whatever the database calls it: of `record`, or of the one a verb was writing.
    """
    try:
        # PostgreSQL answers nothing more after a refusal, until what was refused is taken back.
        with transaction.atomic():
            yield
    except IntegrityError as refusal:
        if refused := getattr(refusal, "record", record):
            refused.validate_constraints()
        logger.warning("Refused by the database: %s", refusal.__cause__)
        raise ValidationError(MEANWHILE, code="meanwhile") from refusal


def _is_kept(record, constraint, facts):
    """A condition about the values in `facts`: whether this constraint holds. FieldError when one is missing."""
    if isinstance(constraint, models.CheckConstraint):
        return constraint.condition
    others = type(record)._default_manager.all()
    if not record._state.adding:
        others = others.exclude(pk=record.pk)
    values = {F(name): value for name, value in facts.items()}
    for there in (*map(F, constraint.fields), *constraint.expressions):
        if any(name not in facts for name, *_lookups in record._get_expr_references(there)):
            raise FieldError(there)
        others = others.filter(Exact(there, there.replace_expressions(values)))
    if constraint.condition:
        return ~(constraint.condition & Exists(others.filter(constraint.condition)))
    return ~Exists(others)


def sentence(record, constraint) -> ValidationError:
    """What people read when this constraint is broken; one about plain columns has Django's words for them."""
    has_words = constraint.violation_error_message != constraint.default_violation_error_message
    if isinstance(constraint, models.UniqueConstraint) and not (
        constraint.condition or constraint.expressions or has_words
    ):
        return record.unique_error_message(type(record), constraint.fields)
    return ValidationError(constraint.get_violation_error_message(), code=constraint.violation_error_code)
