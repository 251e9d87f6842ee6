"""Step 3: whom the person knows themselves, so that they may write without an introduction, and what says so."""

import datetime as dt

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext as _

from ..dates.days import plain_day
from ..text.text import sentence_start, unended
from .base import filled
from .contacts import Contact, Interaction
from .ties import Tie
from .ties_in_words import sentences


def known_directly() -> ExpressionWrapper:
    """Of contacts, whether a tie says that the two know each other, or a talk, or words about it; True or False."""
    wrote = Q(sent__gt=0) | Q(received__gt=0)
    ties = Tie.objects.filter(wrote | Q(connected_on__isnull=False), contact=OuterRef("pk"))
    talks = Interaction.objects.filter(contact=OuterRef("pk"), kind=Interaction.Kind.TALKED)
    return ExpressionWrapper(filled("how_known") | Exists(ties) | Exists(talks), BooleanField())


def known_in_words(contact: Contact, tie: Tie | None, talked_on: dt.date | None, today: dt.date) -> str:
    """What says so of one contact, in a sentence; "" for somebody whom the person doesn't know themselves."""
    if tie and (said := sentences(tie, today)):
        return said
    if contact.how_known:
        return f"{unended(sentence_start(contact.how_known))}."
    return _("You talked on %(day)s.") % {"day": plain_day(talked_on, today)} if talked_on else ""
