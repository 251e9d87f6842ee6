"""Step 3: whom the person knows themselves, so that they may write without an introduction, and what says so."""

import datetime as dt

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.translation import gettext as _

from ..dates.days import when
from ..identity.likeness import as_imported, own_words
from ..text.text import sentence_start, unended
from .base import filled
from .contacts import Contact, Interaction
from .ties import LEAST_ENDORSEMENTS, LEAST_MESSAGES, Tie, vouched_for_me
from .ties_in_words import sentences


def known_directly() -> ExpressionWrapper:
    """Of contacts, whether a tie says that the two know each other, or a talk, or words about it; True or False."""
    wrote = Q(sent__gte=1, received__gte=1, messages__gte=LEAST_MESSAGES)
    vouched = vouched_for_me() | Q(recommended_them_on__isnull=False)
    ties = Tie.objects.annotate(messages=F("sent") + F("received")).filter(
        wrote | vouched, contact=OuterRef("pk")
    )
    talks = Interaction.objects.filter(contact=OuterRef("pk"), kind=Interaction.Kind.TALKED)
    noted = filled("how_known") & ~Q(how_known__startswith=as_imported())
    return ExpressionWrapper(noted | Exists(ties) | Exists(talks), BooleanField())


def known_in_words(contact: Contact, tie: Tie | None, talked_on: dt.date | None, today: dt.date) -> str:
    """What says so of one contact, in a sentence; "" for somebody whom the person doesn't know themselves."""
    if tie and _says_so(tie):
        return sentences(tie, today)
    if words := own_words(contact.how_known):
        return f"{unended(sentence_start(words))}."
    return _("You talked %(when)s.") % {"when": when(talked_on, today)} if talked_on else ""


def _says_so(tie: Tie) -> bool:
    """Whether two who have this tie know each other, as `known_directly` has it: a connection alone says little."""
    wrote = tie.sent and tie.received and tie.sent + tie.received >= LEAST_MESSAGES
    vouched = tie.recommended_me_on or tie.recommended_them_on or tie.endorsed_me >= LEAST_ENDORSEMENTS
    return bool(wrote or vouched)
